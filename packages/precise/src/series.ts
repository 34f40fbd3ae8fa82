// Infinite sums: term by term while that is quick, and by Levin's u-transform where the terms fall like a power or alternate.
import type { Arithmetic } from './arithmetic.js';
import { arithmetic } from './arithmetic.js';
import { Real } from './real.js';

/** Terms that are added one by one before a slow tail is handed to the transform. */
const patience = 96;
/** A ratio of neighbouring terms up to which plain summation goes on. */
const quick = 0.9;
const mostTerms = 4000;
const quietTerms = 3;

/**
 * Σ term(n) over n = 0, 1, 2, …; NaN where it does not settle. `term` is asked for with the arithmetic to work in, as the
 * transform needs more digits than it gives.
 *
 * @example
 * ```ts
 * const a = arithmetic(30);
 * sumSeries((n, m) => m.divide(Real.one, Real.fromInteger((n + 1) ** 2)), a).toString(20); // '1.6449340668482264365'
 * ```
 */
export function sumSeries(term: (n: number, m: Arithmetic) => Real, a: Arithmetic): Real {
  let [sum, before, quiet] = [Real.zero, Real.NaN, 0];
  for (let n = 0; n < mostTerms; n += 1) {
    const next = term(n, a);
    if (!next.isFinite()) return Real.NaN;
    sum = a.add(sum, next);
    const falls = next.isZero() || next.abs().lessThan(before.abs());
    // what is left of a geometric tail is about as large as its last term divided by 1 − ratio
    quiet = falls && next.magnitude() < sum.magnitude() - a.bits - 4 ? quiet + 1 : 0;
    if (quiet >= quietTerms) return sum;
    if (n >= patience && n % patience === 0 && !isQuick(next, before, a))
      return withTail(term, { sum, from: n + 1 }, a);
    before = next;
  }
  return Real.NaN;
}

const isQuick = (next: Real, before: Real, a: Arithmetic): boolean => {
  const ratio = a.divide(next, before).toNumber();
  return ratio > -quick && (ratio < quick || ratio > 1);
};

/** The terms so far and the transform of the rest. */
function withTail(
  term: (n: number, m: Arithmetic) => Real,
  { sum, from }: { readonly sum: Real; readonly from: number },
  a: Arithmetic,
): Real {
  const m = arithmetic(2 * a.digits + 30);
  const tail = levin((n) => term(n + from, m), from, { wanted: a, work: m });
  // a divergent sum of positive terms has a finite transform too, smaller than what has been added up
  const first = term(from, a);
  return tail.sign() * first.sign() >= 0 || alternates(term, from, a) ? a.add(sum, tail) : Real.NaN;
}

const alternates = (term: (n: number, m: Arithmetic) => Real, from: number, a: Arithmetic): boolean =>
  term(from, a).sign() * term(from + 1, a).sign() < 0;

/**
 * Levin's u-transform of Σ aₙ (Weniger 1989, 7.3-5): the quotient of the k-th differences of (n + β)^(k − 2)·Sₙ/aₙ and
 * (n + β)^(k − 2)/aₙ, for k = 2, 3, … until two in a row agree.
 */
function levin(
  term: (n: number) => Real,
  beta: number,
  { wanted, work }: { readonly wanted: Arithmetic; readonly work: Arithmetic },
): Real {
  const [shares, weights]: [Real[], Real[]] = [[], []];
  let [sum, before, settled] = [Real.zero, Real.NaN, 0];
  for (let k = 0; k < 2 * wanted.digits + 20; k += 1) {
    const next = term(k);
    if (next.isZero()) return sum;
    if (!next.isFinite()) return Real.NaN;
    sum = work.add(sum, next);
    weights.push(work.divide(Real.one, next));
    shares.push(work.multiply(sum, weights[k] ?? Real.NaN));
    if (k < 2) continue;
    const estimate = work.divide(difference(shares, k, beta, work), difference(weights, k, beta, work));
    const change = work.subtract(estimate, before).magnitude();
    settled = change < estimate.magnitude() - wanted.bits + 8 ? settled + 1 : 0;
    if (settled >= 2) return estimate;
    before = estimate;
  }
  return Real.NaN;
}

/** Σⱼ (−1)ʲ C(k, j) (j + β)^(k − 2) valueⱼ. */
function difference(values: readonly Real[], k: number, beta: number, m: Arithmetic): Real {
  let binomial = 1n;
  let sum = Real.zero;
  for (const [j, value] of values.entries()) {
    const factor = Real.fromInteger((j % 2 === 0 ? 1n : -1n) * binomial * BigInt(j + beta) ** BigInt(k - 2));
    sum = m.add(sum, m.multiply(factor, value));
    binomial = (binomial * BigInt(k - j)) / BigInt(j + 1);
  }
  return sum;
}
