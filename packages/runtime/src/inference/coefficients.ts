// The table of coefficients with standard errors, statistics, p values and intervals.
import { normalQuantile, normalTwoSided } from '../numbers/normal.js';
import { studentTwoSided } from '../numbers/student.js';
import type { CoefficientReport } from '../report.js';

/** What the table is made from. */
export interface CoefficientParts {
  /** Of the rows of `estimates`: `(Intercept)` first where there is one. */
  readonly terms: readonly string[];
  readonly classes: readonly string[] | null;
  readonly s: number;
  /** terms × s. */
  readonly estimates: Float64Array;
  /** Terms without an estimate. */
  readonly aliased: ReadonlySet<number>;
  /** The first parameter is the baseline and has no coefficients. */
  readonly baseline: boolean;
  /** Flat positions in `estimates`, in the order of `covariance`. */
  readonly free: Int32Array;
  /** Dispersion included; null where standard errors are withheld. */
  readonly covariance: Float64Array | null;
  /** Intervals of the profile likelihood by flat position; null for Wald's. */
  readonly profiled: ReadonlyMap<number, readonly [number, number] | null> | null;
  /** Degrees of freedom of t statistics, or null for z. */
  readonly degrees: number | null;
  readonly level: number;
}

/** One entry for every parameter (class) and term, parameter by parameter. */
export const coefficientTable = (parts: CoefficientParts): readonly CoefficientReport[] => {
  const { terms, s, classes, estimates, baseline } = parts;
  const errors = standardErrors(parts);
  const half = normalQuantile((1 + parts.level) / 2);
  const table: CoefficientReport[] = [];
  for (let k = baseline ? 1 : 0; k < s; k++)
    terms.forEach((term, column) => {
      const parameter = `eta${String(k + 1)}`;
      const name = { parameter, class: classes?.[k] ?? null, term };
      const estimate = parts.aliased.has(column) ? null : (estimates[column * s + k] ?? 0);
      const at = column * s + k;
      const wald = inference(estimate, errors.get(at) ?? null, { half, degrees: parts.degrees });
      const interval = parts.profiled === null ? wald.interval : (parts.profiled.get(at) ?? null);
      table.push({ ...name, estimate, ...wald, interval });
    });
  return table;
};

const standardErrors = ({ covariance, free }: CoefficientParts): ReadonlyMap<number, number> =>
  new Map(
    covariance === null
      ? []
      : Array.from(free, (at, i) => [at, Math.sqrt(covariance[i * free.length + i] ?? NaN)] as const),
  );

const inference = (
  estimate: number | null,
  standardError: number | null,
  how: { readonly half: number; readonly degrees: number | null },
): Pick<CoefficientReport, 'standardError' | 'statistic' | 'pValue' | 'interval'> => {
  if (estimate === null || standardError === null || !Number.isFinite(standardError))
    return { standardError: null, statistic: null, pValue: null, interval: null };
  const interval = [estimate - how.half * standardError, estimate + how.half * standardError] as const;
  // a perfect fit has no error, and nothing to divide by
  if (standardError === 0) return { standardError, statistic: null, pValue: null, interval };
  const statistic = estimate / standardError;
  const pValue = how.degrees === null ? normalTwoSided(statistic) : studentTwoSided(statistic, how.degrees);
  return { standardError, statistic, pValue, interval };
};
