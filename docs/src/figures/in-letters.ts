// Names of the density language as a picture writes them: `eta1` is η₁, `phi[2]` is φ₂, `X[1, 2]` is X₁₂.

const letters: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  zeta: 'ζ',
  eta: 'η',
  theta: 'θ',
  iota: 'ι',
  kappa: 'κ',
  lambda: 'λ',
  mu: 'μ',
  nu: 'ν',
  xi: 'ξ',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  upsilon: 'υ',
  phi: 'φ',
  chi: 'χ',
  psi: 'ψ',
  omega: 'ω',
};

/** Greek names as letters, indices below the line; words stay as they are. */
export const inLetters = (label: string): string =>
  label
    .replace(
      /([a-z]+)(?![a-z])/gi,
      (word: string) => (Object.hasOwn(letters, word) ? letters[word] : undefined) ?? word,
    )
    .replace(/([\p{L}])(\d+)(?!\d)/gu, (_, stem: string, index: string) => stem + below(index))
    .replace(
      /([\p{L}])\[([\d, ]+)\]/gu,
      (_, stem: string, indices: string) => stem + below(indices.replace(/\D/g, '')),
    );

const below = (digits: string): string =>
  digits.replace(/\d/g, (digit) => String.fromCodePoint(0x2080 + Number(digit)));
