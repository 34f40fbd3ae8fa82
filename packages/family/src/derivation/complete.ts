// From A(η) to everything that the line hands on: means, covariances, response, loss, gradient. What has no closed form goes
// by its definition among the numeric ones and leaves null behind.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Decided, Form } from '../decision/decide.js';
import type { Density } from '../density/density.js';
import { classesOf } from '../density/density.js';
import type { Derivation, NaturalParameter, NormalForm, Representatives } from './derivation.js';
import { attempt, byDefinition, derivativesOf, secondDerivative } from './derivatives.js';
import { exponentOf } from '../normal-form/exponent.js';
import * as lines from './lines.js';
import { linkOf, varianceOf } from './link.js';
import { naturalSpaceOf } from './natural-space.js';
import { isClosed, overOutcome, parted } from './open-forms.js';
import { columnsOf, isCategorical, responseOf } from './response.js';
import type { Response } from './response.js';
import { walk } from '../roads/walk.js';
import { spaceOfParameters } from './space-of-parameters.js';
import { sumOver } from './sum-over.js';
import { byRepresentative, Symmetries } from './symmetries.js';
import { linePoints } from './trail.js';
import type { Trail } from './trail.js';

export interface Known {
  readonly density: Density;
  readonly decided: Decided;
  readonly form: Form;
  readonly normalised: boolean;
  /** A(η) in closed form, or null. */
  readonly logPartition: Expression | null;
  readonly sourceFromNatural: ReadonlyMap<string, Expression | null>;
  /** Whether the other roads to the result are left out. */
  readonly brief: boolean;
  /** Whether entries that are renamings of others are left out. */
  readonly few: boolean;
  readonly trail: Trail;
}

type Matrix = readonly (readonly Expression[])[];

/** Everything that follows from A. */
export const complete = (known: Known): Derivation => {
  const { density, decided, form, normalised, trail } = known;
  const { natural, statistics } = decided.form;
  const { outcome, parameters, constants, maxent } = density;
  const a = known.logPartition ?? definitionOf(density, decided);
  const categorical = isCategorical(density, statistics);
  const subject = a && { density, outcome, form: decided.form, logPartition: a, categorical };
  const symmetries = subject && isClosed(a) ? Symmetries.of(subject) : null;
  const columns = columnsOf(density, categorical);
  const representatives = known.few && symmetries ? symmetries.representatives(columns) : null;
  const places = representatives?.parameters ?? natural.map((_, i) => i);
  const derivatives = subject && derivativesOf({ ...subject, symmetries }, places);
  const response: Response =
    subject && derivatives
      ? responseOf({ ...subject, symmetries, mean: derivatives.mean })
      : { value: null, exists: [], reason: null };
  const { closed, numeric } = parted({
    logPartition: a,
    meanStatistics: derivatives?.mean ?? null,
    covariance: derivatives?.covariance ?? null,
    response: response.value && at(response.value, representatives?.columns),
    jacobian:
      subject &&
      response.value &&
      jacobianOf({ ...subject, symmetries, response: response.value, columns }, representatives),
    loss: a && lossOf(a, natural, statistics),
    gradient: derivatives && places.map((i) => e.subtract(derivatives.mean[i], statistics[i])),
    hessian: derivatives?.covariance ?? null,
  });
  const derivation: Derivation = {
    ...decided.form,
    name: density.name,
    source: density.source,
    outcome,
    parameters: maxent ? [] : parameters,
    constants,
    classes: classesOf(density),
    categorical,
    form,
    normalised,
    naturalSpace:
      naturalSpaceOf(outcome, decided.form) ?? spaceOfParameters(parameters, known.sourceFromNatural),
    sourceFromNatural: known.sourceFromNatural,
    ...closed,
    logPartitionNatural: closed.logPartition,
    logPartition: decided.form.logPartition,
    responseExists: response.exists,
    numeric,
    representatives,
    reasons: response.reason === null ? {} : { response: response.reason },
    ...linked(known, closed.meanStatistics, closed.covariance),
    steps: trail.steps,
  };
  tell(known, derivation, symmetries);
  return derivation;
};

/** log Σ or ∫ exp(log h + ηᵀT): what A means. */
const definitionOf = ({ outcome }: Density, { form }: Decided): Expression | null => {
  const total = overOutcome(outcome, e.exp(exponentOf(form)));
  return total && e.log(total);
};

/** The entries at these places, or all of them. */
const at = <T>(all: readonly T[], places: readonly number[] | undefined): readonly T[] =>
  places === undefined ? all : places.map((i) => all[i]);

interface Responded {
  readonly outcome: Density['outcome'];
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

/** A − Σ ηᵢ·Tᵢ. */
const lossOf = (
  a: Expression,
  natural: readonly NaturalParameter[],
  statistics: readonly Expression[],
): Expression =>
  e.subtract(
    a,
    e.add(...natural.map((parameter, i) => sumOver(parameter, e.multiply(parameter.symbol, statistics[i])))),
  );

/** The inverse of the mean map; K logits can be shifted, so that the means do not determine them. */
const linked = (
  { density, decided, form }: Known,
  mean: readonly Expression[] | null,
  covariance: Matrix | null,
): Pick<Derivation, 'canonicalLink' | 'varianceFunction'> => {
  const { natural, statistics } = decided.form;
  const canonicalLink = mean && form === 'baseline' ? linkOf(natural, mean) : null;
  const { outcome } = density;
  return {
    canonicalLink,
    varianceFunction: varianceOf({ statistics, outcome, covariance, canonicalLink, natural }),
  };
};

const tell = (known: Known, derivation: Derivation, symmetries: Symmetries | null): void => {
  const { density, decided, normalised, brief, trail } = known;
  const { logPartitionNatural: logPartition, meanStatistics: mean, covariance, loss, gradient } = derivation;
  const { categorical } = derivation;
  if (brief) return checkMeans({ logPartition, mean, form: decided.form, symmetries });
  if (logPartition && mean && covariance)
    lines.response(trail, { decided, density, logPartition, mean, covariance, categorical });
  if (logPartition && loss && gradient)
    lines.learning(trail, { decided, density, loss, gradient, categorical, normalised });
  walk(trail, derivation, density.maxent !== null);
};

interface Means {
  readonly logPartition: Expression | null;
  readonly mean: readonly Expression[] | null;
  readonly form: NormalForm;
  readonly symmetries: Symmetries | null;
}

/** The one line on which all kernels stand, checked and not told: E[T] = ∇A, once for all that are renamings of each other. */
const checkMeans = ({ logPartition, mean, form: { natural, statistics }, symmetries }: Means): void => {
  if (logPartition === null || mean === null) return;
  for (const [i, { symbol }] of natural.entries()) {
    if (symmetries && symmetries.representative([statistics[i]]).of[0] !== statistics[i]) continue;
    e.verifyDerivative(logPartition, symbol, mean[i], { points: linePoints.brief });
  }
};
