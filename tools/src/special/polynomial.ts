// A function on an interval as a polynomial with floating-point coefficients: Chebyshev interpolation at high precision, cut
// where what is left out is below the rounding of the precision.
import { Real } from '@expfam/precise';
import type { Arithmetic } from '@expfam/precise';

/** What is fitted: a function without zeros on an interval. */
export interface Fit {
  readonly about: string;
  readonly from: number;
  readonly to: number;
  readonly value: (a: Arithmetic, u: Real) => Real;
}

/** Powers of (u − middle), lowest first, and the largest relative error that they leave. */
export interface Fitted {
  readonly middle: number;
  readonly coefficients: readonly number[];
  readonly error: string;
}

const nodes = 64;
const tolerance = { f64: 2 ** -56, f32: 2 ** -27 } as const;

/** The Chebyshev coefficients of a function on [−1, 1]. */
const chebyshev = (value: (t: Real) => Real, a: Arithmetic): Real[] => {
  const angle = (j: number): Real =>
    a.divide(a.multiply(a.pi(), Real.fromNumber(j)), Real.fromNumber(2 * nodes));
  const cosines = Array.from({ length: 4 * nodes }, (_, j) => a.cos(angle(j)));
  const values = Array.from({ length: nodes }, (_, k) => value(cosines[2 * k + 1] ?? Real.NaN));
  return Array.from({ length: nodes }, (_, j) => {
    const terms = values.map((y, k) => a.multiply(y, cosines[(j * (2 * k + 1)) % (4 * nodes)] ?? Real.NaN));
    const sum = terms.reduce((x, y) => a.add(x, y));
    return a.divide(sum, Real.fromNumber(j === 0 ? nodes : nodes / 2));
  });
};

/** Chebyshev coefficients as powers of t. */
const powers = (coefficients: readonly Real[], a: Arithmetic): Real[] => {
  const result = coefficients.map(() => Real.zero);
  let before: Real[] = [Real.one];
  let current: Real[] = [Real.zero, Real.one];
  for (const [j, c] of coefficients.entries()) {
    if (j > 1) {
      const next = [Real.zero, ...current.map((x) => x.scale(1))];
      before.forEach((x, i) => (next[i] = a.subtract(next[i] ?? Real.zero, x)));
      [before, current] = [current, next];
    }
    (j === 0 ? before : current).forEach((x, i) => {
      result[i] = a.add(result[i] ?? Real.zero, a.multiply(c, x));
    });
  }
  return result;
};

const horner = (coefficients: readonly number[], v: Real, a: Arithmetic): Real =>
  coefficients.reduceRight((sum, c) => a.add(a.multiply(sum, v), Real.fromNumber(c)), Real.zero);

/** Fits a function for one precision. */
export const polynomial = (fit: Fit, precision: 'f64' | 'f32', a: Arithmetic): Fitted => {
  const [middle, half] = [(fit.from + fit.to) / 2, (fit.to - fit.from) / 2];
  const at = (t: Real): Real =>
    fit.value(a, a.add(Real.fromNumber(middle), a.multiply(Real.fromNumber(half), t)));
  const series = chebyshev(at, a);
  const size = Math.min(...[-0.99, -0.5, 0.5, 0.99].map((t) => Math.abs(at(Real.fromNumber(t)).toNumber())));
  const tails = series.map((_, j) => series.slice(j).reduce((sum, c) => sum + Math.abs(c.toNumber()), 0));
  const length = tails.findIndex((tail) => tail <= size * tolerance[precision]);
  if (length < 0) throw new RangeError(`${fit.about}: ${nodes} nodes are too few`);
  const round = precision === 'f64' ? (x: Real) => x.toNumber() : (x: Real) => x.toSingle();
  const coefficients = powers(series.slice(0, length), a).map((c, k) =>
    round(a.divide(c, Real.fromNumber(half ** k))),
  );
  const errors = Array.from({ length: 101 }, (_, i) => {
    const t = Real.fromNumber(0.999 * Math.sin(((i - 50) / 100) * Math.PI));
    const exact = at(t);
    const found = horner(coefficients, a.multiply(Real.fromNumber(half), t), a);
    return Math.abs(a.divide(a.subtract(found, exact), exact).toNumber());
  });
  return { middle, coefficients, error: `2^${Math.ceil(Math.log2(Math.max(...errors)))}` };
};
