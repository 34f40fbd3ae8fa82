// Student's t distribution, both tails, through the incomplete beta function.
import { normalTwoSided } from './normal.js';

/** P(|T| ≥ |t|) with `degrees` degrees of freedom (positive, not necessarily whole; Infinity is the normal). */
export const studentTwoSided = (t: number, degrees: number): number => {
  if (Number.isNaN(t) || !(degrees > 0)) return NaN;
  if (degrees === Infinity) return normalTwoSided(t);
  if (!Number.isFinite(t)) return 0;
  const square = (t * t) / degrees;
  const a = degrees / 2;
  // x = ν/(ν + t²); its logarithm is taken where it keeps its digits
  const x = 1 / (1 + square);
  const front =
    (Math.exp(-a * Math.log1p(square)) * Math.sqrt(square / (1 + square)) * gammaRatio(a)) /
    Math.sqrt(Math.PI);
  return x < (a + 1) / (a + 2.5)
    ? (front * betaFraction(x, a, 0.5)) / a
    : 1 - 2 * front * betaFraction(1 - x, 0.5, a);
};

/** Γ(a + ½)/Γ(a): carried up to a ≥ 30 by recurrence, where its asymptotic series has 17 digits. */
export const gammaRatio = (a: number): number => {
  let factor = 1;
  let at = a;
  for (; at < 30; at++) factor *= at / (at + 0.5);
  const r = 1 / at;
  const series =
    1 +
    r *
      (-1 / 8 +
        r * (1 / 128 + r * (5 / 1024 + r * (-21 / 32768 + r * (-399 / 262144 + (r * 869) / 4194304)))));
  return factor * Math.sqrt(at) * series;
};

// The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method.
const betaFraction = (x: number, a: number, b: number): number => {
  const tiny = 1e-300;
  const guard = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m < 20_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 2 ** -52) break;
  }
  return result;
};
