// What follows from A by differentiation: means and covariances of the statistics, the gradient, the response and its Jacobian. Entries
// that are renamings of each other are derived once; on demand only a few of them are handed on.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { NormalForm, Representatives } from './derivation.js';
import { attempt, byDefinition, derivativesOf, secondDerivative } from './derivatives.js';
import { isClosed } from './open-forms.js';
import { columnsOf, responseOf } from './response.js';
import type { Response, ResponseSubject } from './response.js';
import { byRepresentative, Symmetries } from './symmetries.js';

type Matrix = readonly (readonly Expression[])[];
type Subject = Omit<ResponseSubject, 'mean' | 'symmetries'> & Pick<ResponseSubject['density'], 'outcome'>;

export interface Slopes {
  readonly meanStatistics: readonly Expression[] | null;
  readonly covariance: Matrix | null;
  readonly gradient: readonly Expression[] | null;
  readonly response: Response;
  readonly jacobian: Matrix | null;
  readonly symmetries: Symmetries | null;
  readonly representatives: Representatives | null;
}

/** Of what has no A, not even by its definition. */
export const noSlopes: Slopes = {
  meanStatistics: null,
  covariance: null,
  gradient: null,
  response: { value: null, exists: [], reason: null },
  jacobian: null,
  symmetries: null,
  representatives: null,
};

/** Everything that differentiation gives; `few` leaves out what are renamings of other entries, where that is proven. */
export const slopesOf = (subject: Subject, few: boolean): Slopes => {
  const { density, form, logPartition, categorical } = subject;
  const symmetries = isClosed(logPartition) ? Symmetries.of(subject) : null;
  const columns = columnsOf(density, categorical);
  const representatives = few && symmetries ? symmetries.representatives(columns) : null;
  const places = representatives?.parameters ?? form.natural.map((_, i) => i);
  const derivatives = derivativesOf({ ...subject, symmetries }, places);
  if (derivatives === null) return { ...noSlopes, symmetries };
  const { mean, covariance } = derivatives;
  const response = responseOf({ ...subject, symmetries, mean });
  const { value } = response;
  return {
    meanStatistics: mean,
    covariance,
    gradient: places.map((i) => e.subtract(mean[i], form.statistics[i])),
    response: { ...response, value: value && at(value, representatives?.columns) },
    jacobian: value && jacobianOf({ ...subject, symmetries, response: value, columns }, representatives),
    symmetries,
    representatives,
  };
};

/** The entries at these places, or all of them. */
const at = <T>(all: readonly T[], places: readonly number[] | undefined): readonly T[] =>
  places === undefined ? all : places.map((i) => all[i]);

interface Responded {
  readonly outcome: ResponseSubject['density']['outcome'];
  readonly form: NormalForm;
  readonly logPartition: Expression;
  readonly symmetries: Symmetries | null;
  readonly response: readonly Expression[];
  /** What the response holds the means of. */
  readonly columns: readonly Expression[];
}

/** ∂ response / ∂ η, or by its definition E[y·T] − E[y]·E[T]. */
const jacobianOf = (subject: Responded, representatives: Representatives | null): Matrix => {
  const { response, columns, outcome, form } = subject;
  const { natural, statistics } = form;
  const slope = (each: Expression, j: number): Expression =>
    attempt(() =>
      secondDerivative(each, natural[j], [0, natural.length === 1 && natural[j].index ? 1 : j]),
    ) ??
    e.subtract(
      byDefinition(subject, e.multiply(outcome.symbol, statistics[j]))!,
      e.multiply(each, byDefinition(subject, statistics[j])!),
    );
  const rows = at(response.map((_, i) => i), representatives?.columns); // prettier-ignore
  const places = at(natural.map((_, j) => j), representatives?.parameters); // prettier-ignore
  const symmetries = areRenamed(subject) ? subject.symmetries : null;
  if (symmetries === null) return rows.map((i) => places.map((j) => slope(response[i], j)));
  const slopeOf = byRepresentative(symmetries, ([column, statistic]) =>
    slope(response[columns.indexOf(column)], statistics.indexOf(statistic)),
  );
  return rows.map((i) => places.map((j) => slopeOf([columns[i], statistics[j]])));
};

/** Whether the means of what may change places are renamings of each other, as written. */
const areRenamed = ({ symmetries, response, columns }: Responded): boolean => {
  const first = byRepresentative(symmetries, ([column]) => response[columns.indexOf(column)]);
  return columns.length === response.length && columns.every((column, i) => first([column]) === response[i]);
};
