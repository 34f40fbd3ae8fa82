// From A(η) to everything that the line hands on: means, covariances, response, loss, gradient. What has no closed form goes
// by its definition among the numeric ones and leaves null behind.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Decided, Form } from '../decision/decide.js';
import type { Density } from '../density/density.js';
import { classesOf } from '../density/density.js';
import type { Derivation, NaturalParameter, NormalForm } from './derivation.js';
import { exponentOf } from '../normal-form/exponent.js';
import * as lines from './lines.js';
import { linkOf, varianceOf } from './link.js';
import { naturalSpaceOf } from './natural-space.js';
import { overOutcome, parted } from './open-forms.js';
import { isCategorical } from './response.js';
import { walk } from '../roads/walk.js';
import { spaceOfParameters } from './space-of-parameters.js';
import { sumOver } from './sum-over.js';
import { noSlopes, slopesOf } from './slopes.js';
import type { Symmetries } from './symmetries.js';
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
  const slopes =
    a && slopesOf({ density, outcome, form: decided.form, logPartition: a, categorical }, known.few);
  const { response, symmetries, representatives, covariance, ...values } = slopes ?? noSlopes;
  const { closed, numeric } = parted({
    logPartition: a,
    meanStatistics: values.meanStatistics,
    covariance,
    response: response.value,
    jacobian: values.jacobian,
    loss: a && lossOf(a, natural, statistics),
    gradient: values.gradient,
    hessian: covariance,
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
  trail.share(symmetries);
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
