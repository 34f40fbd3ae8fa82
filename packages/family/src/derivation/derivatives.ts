// First and second derivatives of A: means and covariances of the statistics. Where a function has no known derivative (a
// Bessel function by its order) the mean is told by its definition.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { NaturalParameter, NormalForm, Quantity } from './derivation.js';
import { exponentOf } from '../normal-form/exponent.js';
import { isClosed, overOutcome } from './open-forms.js';
import { tidy } from './sum-over.js';
import type { Symmetries } from './symmetries.js';
import { byRepresentative } from './symmetries.js';

export interface Derivatives {
  readonly mean: readonly Expression[];
  readonly covariance: readonly (readonly Expression[])[];
}

interface Subject {
  readonly outcome: Quantity;
  readonly form: NormalForm;
  readonly logPartition: Expression;
  /** What may change places: one entry is then derived for all that are renamings of it. */
  readonly symmetries: Symmetries | null;
}

/** E[T] = ∇A and, at the places that are wanted, Cov[T] = ∇²A; null where not even a definition can be written. */
export const derivativesOf = (subject: Subject, places: readonly number[]): Derivatives | null => {
  const { form, logPartition, symmetries } = subject;
  const { natural, statistics } = form;
  const placeOf = new Map(statistics.map((each, i) => [each, i]));
  const meanOf = ([statistic]: readonly Expression[]): Expression | null =>
    attempt(() => neat(e.differentiate(logPartition, natural[placeOf.get(statistic)!].symbol))) ??
    byDefinition(subject, statistic);
  const meansAt = byRepresentative(symmetries, meanOf);
  const mean = statistics.map((each) => meansAt([each]));
  if (!mean.every((each) => each !== null)) return null;
  const covarianceOf = (pair: readonly Expression[]): Expression => {
    const [i, j] = pair.map((each) => placeOf.get(each)!);
    return (
      attempt(() => secondDerivative(mean[i], natural[j], [i, j])) ??
      attempt(() => secondDerivative(mean[j], natural[i], [j, i])) ??
      e.subtract(byDefinition(subject, e.multiply(...pair))!, e.multiply(mean[i], mean[j]))
    );
  };
  const covarianceAt = byRepresentative(symmetries, covarianceOf);
  const covariance = places.map((i) => places.map((j) => covarianceAt([statistics[i], statistics[j]])));
  return { mean, covariance };
};

/** E[g(y)] = ∫ g·exp(log h + ηᵀT − A). */
export const byDefinition = (
  { outcome, form, logPartition }: Omit<Subject, 'symmetries'>,
  g: Expression,
): Expression | null =>
  overOutcome(outcome, e.multiply(g, e.exp(e.subtract(exponentOf(form), logPartition))));

/** What has no derivative that is known gives null. */
export const attempt = <T>(compute: () => T): T | null => {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

/** ∂meanᵢ/∂ηⱼ; along an index it is left as P_i·(δ_ij − P_j), which says more than one fraction. */
export const secondDerivative = (
  mean: Expression,
  column: NaturalParameter,
  [i, j]: readonly [number, number],
): Expression => {
  const by = other(column, i, j);
  const found = seconds.get(mean)?.get(by);
  if (found !== undefined) return found;
  const derivative = e.differentiate(mean, by);
  const value = column.index ? e.factorOut(e.rewrite(derivative, e.indexed).result) : neat(derivative);
  if (!seconds.has(mean)) seconds.set(mean, new Map());
  seconds.get(mean)!.set(by, value);
  return value;
};

/** Covariances and the slopes of the response are mostly the same derivatives, ten thousand of them at K = 100. */
const seconds = new WeakMap<Expression, Map<Expression, Expression>>();

/** A closed form is tidied; a definition is told as it comes. */
const neat = (node: Expression): Expression => (isClosed(node) ? tidy(node) : node);

/** In a matrix of one indexed family, rows run over i and columns over j. */
const other = ({ symbol, index }: NaturalParameter, row: number, column: number): Expression => {
  if (!index) return symbol;
  const second = secondIndex(index.symbol, index.from, index.to);
  return row === column || column > 0 ? e.substitute(symbol, new Map([[index.symbol, second]])) : symbol;
};

/** The index of the columns, beside that of the rows. */
export const secondIndex = (first: Expression, from: Expression, to: Expression): Expression =>
  e.indexSymbol(
    ['j', 'l', 'k', 'm'].find((each) => each !== e.variableOf(first).name)!,
    from,
    to,
  );
