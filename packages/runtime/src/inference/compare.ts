// Fits held against each other: analysis of deviance between nested ones, and Akaike's criterion between any.
import { chiSquareTail, fisherTail } from '../numbers/chi-square.js';
import { Problem } from '../problems.js';
import type { FitReport } from '../report.js';

/** The analysis of deviance of a fit against one nested in it. */
export interface NestedTest {
  /** Of the smaller fit. */
  readonly formula: string | null;
  readonly dfResidual: number;
  readonly deviance: number | null;
  readonly logLikelihood: number | null;
  /** The difference in degrees of freedom. */
  readonly df: number;
  /** The difference in deviance. */
  readonly difference: number;
  /** χ² where the dispersion is known, else F. */
  readonly test: 'chi-square' | 'F';
  readonly statistic: number;
  readonly pValue: number;
}

/**
 * Tests a fit against a smaller one, as R's `anova(smaller, larger)`: by χ² where the dispersion is known, else by F.
 *
 * @throws Problem not-nested
 * @example
 * ```ts
 * const test = analysisOfDeviance(larger.report, smaller.report);
 * console.log(test.pValue);
 * ```
 */
export const analysisOfDeviance = (larger: FitReport, smaller: FitReport): NestedTest => {
  const df = smaller.dfResidual - larger.dfResidual;
  if (larger.family !== smaller.family || larger.rows !== smaller.rows)
    throw new Problem('not-nested', 'the two fits are of different families or rows');
  if (df < 1)
    throw new Problem(
      'not-nested',
      `the fit against which to test has ${String(smaller.dfResidual)} residual degrees of freedom, the fit itself ${String(larger.dfResidual)}`,
    );
  const difference = differenceOf(larger, smaller);
  const known = larger.statistic === 'z';
  const statistic = known ? difference : difference / df / (larger.dispersion ?? NaN);
  const pValue = known ? chiSquareTail(statistic, df) : fisherTail(statistic, df, larger.dfResidual);
  return {
    formula: smaller.formula,
    dfResidual: smaller.dfResidual,
    deviance: smaller.deviance,
    logLikelihood: smaller.logLikelihood,
    df,
    difference,
    test: known ? 'chi-square' : 'F',
    statistic,
    pValue,
  };
};

const differenceOf = (larger: FitReport, smaller: FitReport): number => {
  if (larger.deviance !== null && smaller.deviance !== null) return smaller.deviance - larger.deviance;
  if (larger.logLikelihood !== null && smaller.logLikelihood !== null)
    return 2 * (larger.logLikelihood - smaller.logLikelihood);
  throw new Problem('not-nested', `fits of ${larger.family} have neither deviance nor likelihood to compare`);
};
