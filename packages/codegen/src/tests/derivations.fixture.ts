// Derivations written by hand, for tests of the code generator alone: what the engine derives from the density texts.
import type { Domain, Expression } from '@expfam/expression';
import {
  add,
  differentiate,
  divide,
  equal,
  exp,
  infinity,
  log,
  multiply,
  negate,
  number,
  one,
  subtract,
  symbol,
  zero,
} from '@expfam/expression';
import type { Derivation } from '@expfam/family';

const interval = (lower: Expression, upper: Expression): Domain => ({
  kind: 'interval',
  lower,
  upper,
  lowerOpen: true,
  upperOpen: true,
});
const real = interval(negate(infinity), infinity);
const negative = interval(negate(infinity), zero);

interface Definition {
  readonly name: string;
  readonly outcome: Expression;
  readonly eta: readonly Expression[];
  readonly statistics: readonly Expression[];
  readonly logPartition: Expression;
  readonly classes?: number;
  readonly form?: 'baseline' | 'symmetric';
  readonly response?: readonly Expression[];
  readonly logBaseMeasure?: Expression;
}

/** Everything that follows from η, T and A, by differentiation. */
const family = (definition: Definition): Derivation => {
  const { name, outcome, eta, statistics, logPartition } = definition;
  const mean = eta.map((parameter) => differentiate(logPartition, parameter));
  const response = definition.response ?? mean.slice(0, 1);
  const jacobianOf = (of: readonly Expression[]): Expression[][] =>
    of.map((row) => eta.map((by) => differentiate(row, by)));
  const domainOf = (node: Expression): Domain => (node.value as { domain: Domain }).domain;
  return {
    name,
    source: '',
    outcome: { symbol: outcome, domain: domainOf(outcome) },
    parameters: [],
    constants: [],
    classes: definition.classes ?? null,
    categorical: definition.classes !== undefined,
    form: definition.form ?? 'baseline',
    normalised: false,
    natural: eta.map((parameter) => ({
      symbol: parameter,
      expression: parameter,
      domain: domainOf(parameter),
    })),
    statistics,
    logPartition,
    logBaseMeasure: definition.logBaseMeasure ?? zero,
    dimension: number(eta.length),
    curved: false,
    identified: true,
    certificate: { lower: 1, upper: 1, points: 0, digits: 0 },
    logPartitionNatural: logPartition,
    sourceFromNatural: new Map(),
    meanStatistics: mean,
    covariance: jacobianOf(mean),
    representatives: null,
    response,
    jacobian: jacobianOf(response),
    canonicalLink: null,
    varianceFunction: null,
    loss: subtract(logPartition, add(...eta.map((parameter, i) => multiply(parameter, statistics[i])))),
    gradient: mean.map((row, i) => subtract(row, statistics[i])),
    hessian: jacobianOf(mean),
    naturalSpace: null,
    responseExists: [],
    numeric: {},
    reasons: {},
    steps: [],
  };
};

const etas = (count: number, domain = real): Expression[] =>
  Array.from({ length: count }, (_, i) => symbol(`eta${i + 1}`, domain));
const y = (domain: Domain): Expression => symbol('y', domain);

/** The categorical family with one natural parameter a class. */
export const symmetricCategorical = (classes: number): Derivation => {
  const eta = etas(classes);
  const outcome = y({ kind: 'range', lower: one, upper: number(classes) });
  const total = add(...eta.map(exp));
  return family({
    name: 'categorical', outcome, eta, classes, form: 'symmetric',
    statistics: eta.map((_, k) => equal(outcome, number(k + 1))),
    logPartition: log(total),
    response: eta.map((parameter) => divide(exp(parameter), total)),
  }); // prettier-ignore
};

/** The categorical family with the last class as baseline. */
export const baselineCategorical = (classes: number): Derivation => {
  const eta = etas(classes - 1);
  const outcome = y({ kind: 'range', lower: one, upper: number(classes) });
  const total = add(one, ...eta.map(exp));
  return family({
    name: 'categorical', outcome, eta, classes, form: 'baseline',
    statistics: eta.map((_, k) => equal(outcome, number(k + 1))),
    logPartition: log(total),
    response: [...eta.map((parameter) => divide(exp(parameter), total)), divide(one, total)],
  }); // prettier-ignore
};

const counts: Domain = { kind: 'range', lower: zero, upper: infinity };
const only = (domain = real): Expression => etas(1, domain)[0];

const eta = only();
const falling = only(negative);
const oneOf = (values: number): Expression => y({ kind: 'range', lower: one, upper: number(values) });
const bit = y({ kind: 'set', values: [zero, one] });
const count = y(counts);
const anything = y(real);

export const bernoulli = family({
  name: 'bernoulli',
  outcome: bit,
  eta: [eta],
  statistics: [bit],
  logPartition: log(add(one, exp(eta))),
});
export const poisson = family({
  name: 'poisson', outcome: count, eta: [eta], statistics: [count], logPartition: exp(eta),
}); // prettier-ignore
export const geometric = family({
  name: 'geometric', outcome: count, eta: [falling], statistics: [count], logPartition: negate(log(subtract(one, exp(falling)))),
}); // prettier-ignore
const waiting = y(interval(zero, infinity));
export const exponential = family({
  name: 'exponential', outcome: waiting, eta: [falling], statistics: [waiting], logPartition: negate(log(negate(falling))),
}); // prettier-ignore
export const gaussian = family({
  name: 'gaussian', outcome: anything, eta: [eta], statistics: [anything], logPartition: divide(multiply(eta, eta), number(2)),
}); // prettier-ignore
const trials = 10;
const successes = y({ kind: 'range', lower: zero, upper: number(trials) });
export const binomial = family({
  name: 'binomial', outcome: successes, eta: [eta], statistics: [successes],
  logPartition: multiply(number(trials), log(add(one, exp(eta)))),
}); // prettier-ignore
const [first, second] = [symbol('eta1', real), symbol('eta2', negative)];
export const normal = family({
  name: 'normal', outcome: anything, eta: [first, second], statistics: [anything, multiply(anything, anything)],
  logPartition: subtract(negate(divide(multiply(first, first), multiply(number(4), second))), divide(log(multiply(number(-2), second)), number(2))),
}); // prettier-ignore
const face = oneOf(6);
export const loadedDie = family({
  name: 'loaded_die', outcome: face, eta: [eta], statistics: [face],
  logPartition: log(add(...[1, 2, 3, 4, 5, 6].map((k) => exp(multiply(number(k), eta))))),
}); // prettier-ignore
