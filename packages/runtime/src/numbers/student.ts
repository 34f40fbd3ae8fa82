// Student's t distribution, both tails. The tail is integrated by the exp-sinh rule (Takahasi and Mori, 1974): the terms are
// positive, so it keeps its digits from P ≈ 1 to P = 1e-300, and for any number of degrees of freedom; the usual continued
// fraction loses five digits at 1e6 of them.
import { normalTwoSided } from './normal.js';

const step = 1 / 32;

/** P(|T| ≥ |t|) with `degrees` degrees of freedom (positive, not necessarily whole; Infinity is the normal). */
export const studentTwoSided = (t: number, degrees: number): number => {
  if (Number.isNaN(t) || !(degrees > 0)) return NaN;
  if (degrees === Infinity) return normalTwoSided(t);
  if (!Number.isFinite(t)) return 0;
  const from = Math.abs(t);
  // the distance over which the density falls by e
  const unit = from > 1 ? (degrees / from + from) / (degrees + 1) : 1;
  let sum = 0;
  for (let node = -4.5; node < 6.8; node += step) {
    const distance = unit * Math.exp((Math.PI / 2) * Math.sinh(node));
    if (distance > 1e300) break;
    sum += shape(from + distance, degrees) * distance * Math.cosh(node);
  }
  const density = gammaRatio(degrees / 2) / Math.sqrt(degrees * Math.PI);
  return Math.min(1, Math.PI * step * density * sum);
};

// (1 + t²/ν)^(−(ν + 1)/2)
const shape = (t: number, degrees: number): number => {
  const ratio = t / Math.sqrt(degrees);
  const logarithm = ratio > 1e8 ? 2 * Math.log(ratio) : Math.log1p(ratio * ratio);
  return Math.exp((-(degrees + 1) / 2) * logarithm);
};

/** Γ(a + ½)/Γ(a): carried up to a ≥ 30 by recurrence, where its asymptotic series has 17 digits. */
export const gammaRatio = (a: number): number => {
  let factor = 1;
  let at = a;
  for (; at < 30; at++) factor *= at / (at + 0.5);
  const series = coefficients.reduceRight((sum, coefficient) => coefficient + sum / at, 0);
  return factor * Math.sqrt(at) * series;
};

// Graham, Knuth and Patashnik, Concrete Mathematics, exercise 9.44, continued.
const coefficients = [
  1,
  -1 / 8,
  1 / 128,
  5 / 1024,
  -21 / 32768,
  -399 / 262144,
  869 / 4194304,
  39325 / 33554432,
  -334477 / 2147483648,
];
