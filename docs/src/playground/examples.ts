// What the playground starts with: densities on both sides of the line, and data that fit some of them.

/** A text to start from, and the data that go with it. */
export interface Example {
  readonly title: string;
  readonly text: string;
  readonly classes?: number;
  readonly data?: { readonly file: string; readonly formula: string; readonly l2?: number };
}

export const examples: readonly Example[] = [
  {
    title: 'A die with K sides',
    text: `categorical(y | phi) = prod(phi[k]^(y == k), k, 1, K)
  y   in 1..K
  phi in simplex(K)
`,
    data: { file: 'iris.csv', formula: 'Species ~ .', l2: 0.01 },
  },
  {
    title: 'One trial, yes or no',
    text: `bernoulli(y | p) = p^y * (1 - p)^(1 - y)
  y in {0, 1}
  p in (0, 1)
`,
    data: { file: 'mtcars.csv', formula: 'am ~ hp + wt' },
  },
  {
    title: 'Counts',
    text: `poisson(y | rate) = rate^y * exp(-rate) / factorial(y)
  y    in 0..inf
  rate in (0, inf)
`,
    data: { file: 'warpbreaks.csv', formula: 'breaks ~ wool * tension' },
  },
  {
    title: 'Waiting times',
    text: `exponential(y | rate) = rate * exp(-rate * y)
  y    in (0, inf)
  rate in (0, inf)
`,
  },
  {
    title: 'A die of which only the mean is known',
    text: `loaded_die(y) = maxent(y)
  y in 1..6
`,
  },
  {
    title: 'Counts with too many zeros',
    text: `zero_inflated(y | w, rate) = w * (y == 0) + (1 - w) * rate^y * exp(-rate) / factorial(y)
  y    in 0..inf
  w    in (0, 1)
  rate in (0, inf)
`,
  },
  {
    title: 'Weibull: not a member, and why',
    text: `weibull(y | k, s) = k / s * (y / s)^(k - 1) * exp(-(y / s)^k)
  y in (0, inf)
  k in (0, inf)
  s in (0, inf)
`,
  },
  {
    title: 'Cauchy: never a member',
    text: `cauchy(y | m) = 1 / (pi * (1 + (y - m)^2))
  y in real
  m in real
`,
  },
];
