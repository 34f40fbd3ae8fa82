// The lines of a derivation as a good lecturer writes them: one thing at a time, with a reason, each one checked.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Decided } from '../decision/decide.js';
import type { Density } from '../density/density.js';
import { finiteSupport } from '../density/density.js';
import type { NaturalParameter } from './derivation.js';
import { ofSymbol, secondSlopeOf, spelled, statisticName } from '../formats/spelled.js';
import type { Solution } from './invert.js';
import { overOutcome } from './open-forms.js';
import { exponentOf } from '../normal-form/exponent.js';
import { knownAs, shares, softmaxNote } from '../roads/known-as.js';
import { convexity, rangeOfMean } from '../roads/theorems.js';
import { tellRelations } from './relations.js';
import { sumOver } from './sum-over.js';
import type { Trail } from './trail.js';

const tex = e.tex;

const call = (density: Density): string => {
  const parameters = density.parameters.map(({ symbol }) => tex(symbol)).join(', ');
  return `p(${tex(density.outcome.symbol)}${parameters === '' ? '' : ` \\mid ${parameters}`})`;
};

/** Σ η(φ)·T − A + log h, with the natural parameters as functions of the text's parameters. */
const collected = ({ form }: Decided, natural: (parameter: NaturalParameter) => Expression): Expression =>
  e.add(
    ...form.natural.map((parameter, i) =>
      sumOver(parameter, e.multiply(natural(parameter), form.statistics[i])),
    ),
    e.negate(form.logPartition),
    form.logBaseMeasure,
  );

/** The density as the exponential of a sum, redundant statistics out, terms collected. */
export const intoExponentialForm = (trail: Trail, density: Density, decided: Decided): void => {
  const { separated } = decided;
  trail.line({
    rule: 'density-as-exponential',
    because:
      'a positive function is the exponential of its logarithm, and the logarithm turns products into sums',
    from: separated.logDensity,
    to: separated.expanded,
    latex: `${call(density)} = \\exp\\left( ${tex(separated.expanded)} \\right)`,
    rewrites: separated.rewrites,
  });
  for (const { statistics, total } of separated.indexedRelations)
    trail.line({
      rule: 'eliminate-redundant-statistic',
      because:
        'on the support the statistics add up to a constant, whatever the outcome: the last one is known from the others, and only those are free',
      from: statistics,
      to: total,
    });
  tellRelations(trail, separated.relations);
  const sum = collected(decided, ({ expression }) => expression);
  // a line that changes nothing is no line
  if (sum === separated.expanded) return;
  trail.line({
    rule: 'collect-statistics',
    because: 'what multiplies each statistic is its natural parameter',
    from: separated.expanded,
    to: sum,
    latex: `\\log ${call(density)} = ${tex(sum)}`,
  });
};

/** The parts of the normal form get their names. */
export const readOff = (trail: Trail, decided: Decided): void => {
  const { form } = decided;
  const parts = form.natural.map(({ symbol, expression, index }, i) => {
    const range = index ? `, \\quad ${tex(index.symbol)} = ${tex(index.from)}, \\dots, ${tex(index.to)}` : '';
    return `${tex(symbol)} = ${tex(expression)}, \\quad ${statisticName(form, i).tex} = ${tex(form.statistics[i])}${range}`;
  });
  trail.line({
    rule: 'read-off-normal-form',
    because: `the natural parameters, the statistics, A and h have their names; dimension ${e.text(form.dimension)}, certified by the rank of the double differences`,
    from: collected(decided, ({ expression }) => expression),
    to: collected(decided, ({ symbol }) => symbol),
    latex: [...parts, `A = ${tex(form.logPartition)}`, `\\log h = ${tex(form.logBaseMeasure)}`].join(
      ', \\quad ',
    ),
  });
};

/** Each parameter written in η. */
export const backFromEta = (trail: Trail, solution: Solution): void => {
  if (solution.named) {
    trail.define(solution.named);
    trail.line({
      rule: 'name-shared-sum',
      because:
        'the same sum stands in every equation: with a name for it each equation has one unknown, and the sum is found last',
      from: solution.named.symbol,
      to: solution.named.value,
    });
  }
  for (const { unknown, value, from } of solution.trail)
    trail.line({
      rule: 'solve-for-parameter',
      because:
        from.left !== unknown
          ? 'what stands around the parameter is undone, one operation after the other'
          : e.isSymbol(value)
            ? 'this parameter is a natural parameter by itself'
            : 'the equations are put together so that this parameter stands alone',
      from: unknown,
      to: value,
      latex: `${from.left === unknown ? '' : `${tex(from.left)} = ${tex(from.right)} \\quad\\Longrightarrow\\quad `}${tex(unknown)} = ${tex(value)}`,
    });
  const last = solution.trail.at(-1);
  const together = last === undefined;
  for (const [unknown, value] of solution.values) {
    if (unknown === last?.unknown || solution.trail.find((each) => each.unknown === unknown)?.value === value)
      continue;
    trail.line({
      rule: together ? 'solve-together' : 'substitute-back',
      because: together
        ? 'the equations are solved together: what they have in common is found first, then each parameter from it'
        : 'the parameters that were found last are put into those found first',
      from: unknown,
      to: value,
    });
  }
};

interface ByConstraint {
  readonly component: Expression;
  readonly value: Expression;
  readonly last: Expression;
  readonly total: Expression;
  readonly lastValue: Expression;
  readonly closed: Expression;
}

export const backFromEtaByConstraint = (
  trail: Trail,
  { component, value, last, total, lastValue, closed }: ByConstraint,
): void => {
  trail.line({
    rule: 'exponentiate',
    because: 'the exponential undoes the logarithm in the natural parameter',
    from: component,
    to: value,
  });
  trail.line({ rule: 'use-constraint', because: 'the probabilities sum to one', from: total, to: e.one });
  trail.line({
    rule: 'solve-linear',
    because: 'the equation is linear in the last probability; with that one known, so are the others',
    from: last,
    to: lastValue,
    steps: [
      trail.step({
        rule: 'substitute-back',
        because: 'the last probability is put into the others',
        from: component,
        to: closed,
      }),
    ],
  });
};

export const partitionInEta = (trail: Trail, source: Expression, natural: Expression): void => {
  trail.line({
    rule: 'log-partition-in-natural-parameters',
    because: 'the log-partition function is written in the natural parameters',
    from: source,
    to: natural,
    latex: source === natural ? `A(\\eta) = ${tex(natural)}` : `A = ${tex(source)} = ${tex(natural)}`,
    left: 'A',
  });
};

/** Among all distributions with the given means, the one of largest entropy. */
export const maximumEntropy = (trail: Trail, density: Density, decided: Decided): void => {
  const exponent = exponentOf(decided.form);
  trail.line({
    rule: 'maximise-entropy',
    because:
      'by Lagrange, entropy under known means is largest where log p is a linear combination of the statistics; the multipliers are the natural parameters',
    from: decided.separated.logDensity,
    to: decided.separated.expanded,
    latex: `${call({ ...density, parameters: [] })} \\propto \\exp\\left( ${tex(exponent)} \\right)`,
    rewrites: decided.separated.rewrites,
  });
  for (const { of, from, to } of decided.separated.relations)
    if (of === 'statistic')
      trail.line({
        rule: 'eliminate-redundant-statistic',
        because: 'the mean of this statistic is known from those of the others, so it needs no multiplier',
        from,
        to,
      });
};

interface ByTotal {
  readonly exponent: Expression;
  readonly outcome: Density['outcome'];
  readonly closed: Expression;
}

/** A is the logarithm of what the density has to be divided by; the sum or integral itself is the check. */
export const partitionByTotal = (trail: Trail, { exponent, outcome, closed }: ByTotal): void => {
  const support = finiteSupport(outcome.domain);
  const at = (value: Expression): Expression =>
    e.exp(e.rewrite(e.substitute(exponent, new Map([[outcome.symbol, value]])), e.indexed).result);
  const total = support ? e.add(...support.map(at)) : overOutcome(outcome, e.exp(exponent));
  trail.line({
    rule: 'normalise-by-total',
    because: 'A is the logarithm of the total, so that the probabilities add up to one',
    from: total ? e.log(total) : closed,
    to: closed,
    latex: `A(\\eta) = ${total && !support ? `${tex(e.log(total))} = ` : ''}${tex(closed)}`,
    left: 'A',
  });
};

interface Responded {
  readonly decided: Decided;
  readonly logPartition: Expression;
  readonly mean: readonly Expression[];
  readonly covariance: readonly (readonly Expression[])[];
  readonly categorical: boolean;
  readonly density: Density;
}

export const response = (
  trail: Trail,
  { decided, density, logPartition, mean, covariance, categorical }: Responded,
): void => {
  const { natural } = decided.form;
  if (natural.length === 0) return;
  for (const [i, { symbol }] of natural.entries())
    trail.derivative({
      rule: 'mean-is-gradient-of-log-partition',
      because: `the mean of a statistic is the derivative of A by its natural parameter${knownAs(mean[i], natural[i], categorical)}`,
      of: logPartition,
      by: symbol,
      from: e.differentiate(logPartition, symbol),
      to: mean[i],
      latex: `\\mathrm{E}[${statisticName(decided.form, i).tex}] = \\frac{\\partial A}{\\partial ${tex(symbol)}} = ${tex(mean[i])}${softmaxNote(natural[i], categorical)}`,
      left: `E[${statisticName(decided.form, i).text}] = d A / d ${e.text(symbol)}`,
      steps:
        decided.form.statistics[i] === density.outcome.symbol
          ? rangeOfMean(trail, mean[i], density.outcome)
          : [],
    });
  const first = natural[0];
  const column = first.index
    ? e.substitute(
        first.symbol,
        new Map([[first.index.symbol, e.indexSymbol('j', first.index.from, first.index.to)]]),
      )
    : first.symbol;
  const bend = secondSlopeOf(spelled('A'), ofSymbol(first.symbol), ofSymbol(column));
  trail.derivative({
    rule: 'second-derivative',
    because: `the second derivative of A is the covariance of the statistics${first.index ? ': P(1 − P) on the diagonal, −PP beside it' : ''}`,
    of: mean[0],
    by: column,
    from: e.rewrite(e.differentiate(mean[0], column), e.indexed).result,
    to: covariance[0][0],
    latex: `${bend.tex} = ${tex(covariance[0][0])}${first.index && categorical ? ` = ${shares(first.index.symbol)}` : ''}`,
    left: bend.text,
    steps: [convexity(trail, { ...density, natural, covariance, logPartition })],
  });
};

interface Learned {
  readonly decided: Decided;
  readonly density: Density;
  readonly loss: Expression;
  readonly gradient: readonly Expression[];
  readonly categorical: boolean;
  readonly normalised: boolean;
}

export const learning = (
  trail: Trail,
  { decided, density, loss, gradient, categorical, normalised }: Learned,
): void => {
  const { natural, logBaseMeasure } = decided.form;
  trail.line({
    rule: 'negative-log-likelihood',
    because: categorical
      ? 'the loss is −log p, which for a class is the cross entropy'
      : 'the loss is −log p without log h, which does not depend on η',
    from: normalised ? loss : e.add(e.negate(decided.separated.expanded), logBaseMeasure),
    to: loss,
    latex: `\\ell(\\eta; ${tex(density.outcome.symbol)}) = ${tex(loss)}`,
    left: 'loss',
  });
  for (const [i, { symbol }] of natural.entries())
    trail.derivative({
      rule: 'gradient',
      because: 'the gradient of the loss is what the model expects minus what was observed',
      of: loss,
      by: symbol,
      from: e.rewrite(e.differentiate(loss, symbol), e.indexed).result,
      to: gradient[i],
      latex: `\\frac{\\partial \\ell}{\\partial ${tex(symbol)}} = ${tex(gradient[i])}`,
      left: `d loss / d ${e.text(symbol)}`,
    });
};
