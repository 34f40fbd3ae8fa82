// The normal distribution with its tails: a p value of 1e-70 is to be right in its digits, not only in its smallness.

const sqrtPi = Math.sqrt(Math.PI);

/** erfc(x) = 2/√π ∫ₓ^∞ exp(−t²) dt, to a few ulp also far out. */
export const erfc = (x: number): number => {
  if (Number.isNaN(x)) return NaN;
  if (x > 30) return 0; // below the least double from 27.3
  if (x < 0) return 2 - erfc(-x);
  return x < 1 ? 1 - erfSeries(x) : (expMinusSquare(x) / sqrtPi) * fraction(x);
};

// Abramowitz & Stegun 7.1.6: all terms positive.
const erfSeries = (x: number): number => {
  let term = x;
  let sum = x;
  for (let n = 1; term > 2 ** -54 * sum; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / sqrtPi) * Math.exp(-x * x) * sum;
};

// The rounding of x² alone would cost x² ulp: the head of 26 bits squares exactly, the rest is a correction.
const expMinusSquare = (x: number): number => {
  const head = Math.fround(x);
  return Math.exp(-head * head) * Math.exp(-(x - head) * (x + head));
};

// Abramowitz & Stegun 7.1.14, √π·exp(x²)·erfc(x) = 1/(x + ½/(x + 1/(x + 3/2/(x + …)))), from its end: at x = 1 it takes 300
// steps, and fewer beyond.
const fraction = (x: number): number => {
  let rest = x;
  for (let n = 300; n > 0; n--) rest = x + n / 2 / rest;
  return 1 / rest;
};

/** P(Z ≤ z) of a standard normal Z. */
export const normalCdf = (z: number): number => erfc(-z / Math.SQRT2) / 2;

/** P(|Z| ≥ |z|). */
export const normalTwoSided = (z: number): number => erfc(Math.abs(z) / Math.SQRT2);

/** The z with P(Z ≤ z) = p. */
export const normalQuantile = (p: number): number => {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0.5) return 0;
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0) return -Infinity;
  // a start to about 1e-3 (Abramowitz & Stegun 26.2.23), then Newton on log P, which is nearly quadratic in the tail
  const t = Math.sqrt(-2 * Math.log(p));
  let z =
    (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  for (let step = 0; step < 6; step++) {
    const tail = normalCdf(z);
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    z -= (Math.log(tail / p) * tail) / density;
  }
  return z;
};
