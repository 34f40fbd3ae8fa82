// Sums of weights and of weighted statistics over whatever points a rule hands in: a set, a series, or quadrature nodes.
// Statistics are measured from their value at the first point, which should be the mode: second moments then keep their
// digits where nearly all weight sits on one point (a probability of 1 − 1e-300).
import { Real, type Arithmetic } from '@expfam/precise';
import type { Exact } from './exact.js';
import { logSumExp } from './language.js';

/** What is summed: the logarithm of the weight, and statistics. */
export interface Weighted {
  readonly logWeight: (y: Exact) => Real;
  readonly statistics: (y: Exact) => readonly Real[];
  /** Of how many of them, from the first, second moments are wanted. */
  readonly covariance: number;
}

/** What comes out: log Σ w, Σ w T / Σ w, and the covariance of those T of which it is wanted. */
export interface Moments {
  readonly logTotal: Real;
  readonly means: readonly Real[];
  readonly covariance: readonly (readonly Real[])[];
}

/** A running sum. */
export interface Accumulator {
  /** Adds a point; the rule's coefficient is exp(logCoefficient) · sign. Returns the size of the term against the first's, as log2. */
  add(y: Exact, logCoefficient?: Real, sign?: number): number;
  moments(): Moments;
}

/** A sum that begins at `first`, whose weight becomes the unit of all others. */
export function accumulate(first: Exact, weighted: Weighted, a: Arithmetic): Accumulator {
  const unit = weighted.logWeight(first);
  const base = weighted.statistics(first);
  const size = base.length;
  const spread = weighted.covariance;
  let rest = Real.zero; // Σ w without the first point
  const plain = base.map((value) => value);
  const shifted = base.map(() => Real.zero);
  const second = base.map(() => base.map(() => Real.zero));

  const addShifted = (weight: Real, distances: readonly Real[]): void => {
    for (let i = 0; i < size; i += 1) {
      const distance = distances[i] ?? Real.zero;
      if (distance.isZero()) continue;
      const moment = a.multiply(weight, distance);
      shifted[i] = a.add(shifted[i] ?? Real.zero, moment);
      const row = second[i] ?? [];
      for (let j = 0; i < spread && j <= i; j += 1) {
        const other = distances[j] ?? Real.zero;
        if (!other.isZero()) row[j] = a.add(row[j] ?? Real.zero, a.multiply(moment, other));
      }
    }
  };

  return {
    add(y, logCoefficient = Real.zero, sign = 1) {
      const logWeight = weighted.logWeight(y);
      if (logWeight.equals(Real.negativeInfinity)) return Number.NEGATIVE_INFINITY;
      const size = a.exp(a.add(a.subtract(logWeight, unit), logCoefficient));
      const weight = sign < 0 ? size.negate() : size;
      rest = a.add(rest, weight);
      const values = weighted.statistics(y);
      let largest = weight.magnitude();
      values.forEach((value, i) => {
        const term = a.multiply(weight, value);
        plain[i] = a.add(plain[i] ?? Real.zero, term);
        if (term.magnitude() > largest) largest = term.magnitude();
      });
      addShifted(
        weight,
        values.map((value, i) => a.subtract(value, base[i] ?? Real.zero)),
      );
      return largest;
    },
    moments() {
      const total = a.add(Real.one, rest);
      const distances = shifted.map((sum) => a.divide(sum, total));
      const entry = (i: number, j: number): Real => {
        const product = a.multiply(distances[i] ?? Real.zero, distances[j] ?? Real.zero);
        return a.subtract(a.divide(second[Math.max(i, j)]?.[Math.min(i, j)] ?? Real.zero, total), product);
      };
      return {
        logTotal: a.add(unit, a.log1p(rest)),
        means: plain.map((sum) => a.divide(sum, total)),
        covariance: base.slice(0, spread).map((_, i) => base.slice(0, spread).map((__, j) => entry(i, j))),
      };
    },
  };
}

/** The moments of several pieces taken together: total probability, and the law of total covariance. */
export function combine(pieces: readonly Moments[], a: Arithmetic): Moments {
  const [first] = pieces;
  if (first !== undefined && pieces.length === 1) return first;
  const logTotal = logSumExp(
    pieces.map((piece) => piece.logTotal),
    a,
  );
  const shares = pieces.map((piece) => a.exp(a.subtract(piece.logTotal, logTotal)));
  const average = (of: (piece: Moments) => Real | undefined): Real =>
    pieces.reduce(
      (sum, piece, k) => a.add(sum, a.multiply(shares[k] ?? Real.zero, of(piece) ?? Real.zero)),
      Real.zero,
    );
  const means = (first?.means ?? []).map((_, i) => average((piece) => piece.means[i]));
  const apart = (piece: Moments, i: number): Real =>
    a.subtract(piece.means[i] ?? Real.zero, means[i] ?? Real.zero);
  const entry = (i: number, j: number): Real =>
    average((piece) =>
      a.add(piece.covariance[i]?.[j] ?? Real.zero, a.multiply(apart(piece, i), apart(piece, j))),
    );
  return {
    logTotal,
    means,
    covariance: (first?.covariance ?? []).map((row, i) => row.map((_, j) => entry(i, j))),
  };
}
