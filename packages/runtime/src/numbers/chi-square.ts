// The upper tails of χ² and F, for tests between nested models: the incomplete Γ and B functions by their series and
// continued fractions (Abramowitz and Stegun 6.5.29, 6.5.31, 26.5.8), the fractions after Lentz.
import { logGamma } from './log-gamma.js';

const tiny = 1e-300;
const mostTerms = 100_000;

/** P(X ≥ x) for X of the χ² distribution with `degrees` degrees of freedom. */
export const chiSquareTail = (x: number, degrees: number): number => {
  if (Number.isNaN(x) || !(degrees > 0)) return NaN;
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  const [a, z] = [degrees / 2, x / 2];
  const front = Math.exp(a * Math.log(z) - z - logGamma(a));
  return z < a + 1 ? 1 - (front / a) * powerSeries(a, z) : front * gammaFraction(a, z);
};

// 1 + z/(a+1) + z²/((a+1)(a+2)) + …
const powerSeries = (a: number, z: number): number => {
  let [term, sum] = [1, 1];
  for (let k = 1; k < mostTerms && term > sum * 2 ** -54; k++) {
    term *= z / (a + k);
    sum += term;
  }
  return sum;
};

const gammaFraction = (a: number, z: number): number =>
  1 / fraction(z + 1 - a, (k) => ({ over: -k * (k - a), plus: z + 2 * k + 1 - a }));

/** P(X ≥ x) for X of the F distribution with `first` and `second` degrees of freedom. */
export const fisherTail = (x: number, first: number, second: number): number => {
  if (Number.isNaN(x) || !(first > 0) || !(second > 0)) return NaN;
  if (x <= 0) return 1;
  if (second === Infinity) return chiSquareTail(x * first, first);
  const share = second / (second + first * x);
  return incompleteBeta(share, (first * x) / (second + first * x), [second / 2, first / 2]);
};

// I_share(a, b), with 1 − share given beside it so that neither loses digits.
const incompleteBeta = (share: number, rest: number, [a, b]: readonly [number, number]): number => {
  if (share <= 0) return 0;
  if (rest <= 0) return 1;
  if (share > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(rest, share, [b, a]);
  const front = a * Math.log(share) + b * Math.log(rest) + logGamma(a + b) - logGamma(a) - logGamma(b);
  const value = fraction(1, (k) => {
    const m = Math.floor(k / 2);
    const over =
      k % 2 === 0
        ? (m * (b - m) * share) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * share) / ((a + 2 * m) * (a + 2 * m + 1));
    return { over, plus: 1 };
  });
  return Math.exp(front) / (a * value);
};

// start + over₁/(plus₁ + over₂/(plus₂ + …)) by Lentz's method.
const fraction = (
  start: number,
  part: (k: number) => { readonly over: number; readonly plus: number },
): number => {
  let value = start === 0 ? tiny : start;
  let [above, below] = [value, 0];
  for (let k = 1; k < mostTerms; k++) {
    const { over, plus } = part(k);
    below = plus + over * below;
    below = 1 / (below === 0 ? tiny : below);
    above = plus + over / above;
    if (above === 0) above = tiny;
    const factor = above * below;
    value *= factor;
    if (Math.abs(factor - 1) < 2 ** -53) break;
  }
  return value;
};
