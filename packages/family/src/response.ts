// The response E[y] as a function of η: the mean of the statistic y, the probabilities of classes, or a mean that follows
// from A or from a total.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Density } from './density.js';
import { finiteSupport } from './density.js';
import type { NormalForm } from './derivation.js';
import { logTotal } from './partition.js';
import { sumOver, tidy } from './sum-over.js';

/** log h(y) + Σ ηᵢ·Tᵢ(y). */
export const exponentOf = ({ natural, statistics, logBaseMeasure }: NormalForm): Expression =>
  e.add(
    logBaseMeasure,
    ...natural.map((parameter, i) => sumOver(parameter, e.multiply(parameter.symbol, statistics[i]))),
  );

/** Whether the outcome is a class: its domain is 1..K and every statistic is the indicator of one value. */
export const isCategorical = ({ outcome }: Density, statistics: readonly Expression[]): boolean =>
  outcome.domain.kind === 'range' &&
  outcome.domain.lower === e.one &&
  statistics.length > 0 &&
  statistics.every((each) => each.op === 'equal' && each.args.includes(outcome.symbol));

export interface ResponseSubject {
  readonly density: Density;
  readonly form: NormalForm;
  readonly logPartition: Expression;
  readonly mean: readonly Expression[];
  readonly categorical: boolean;
}

/** E[y]: the mean of the statistic y, the probabilities of classes, or exp(A(η + c) − A(η)) where y = exp(cᵀT). */
export const responseOf = ({
  density,
  form,
  logPartition,
  mean,
  categorical,
}: ResponseSubject): Expression[] | null => {
  const { natural, statistics } = form;
  const y = density.outcome.symbol;
  if (categorical) return probabilities(density, form, logPartition) ?? [...mean];
  const direct = statistics.indexOf(y);
  if (direct >= 0) return [mean[direct]];
  const logarithm = statistics.indexOf(e.log(y));
  if (logarithm >= 0) {
    const shifted = e.substitute(
      logPartition,
      new Map([[natural[logarithm].symbol, e.add(natural[logarithm].symbol, e.one)]]),
    );
    return [tidy(e.exp(e.subtract(shifted, logPartition)))];
  }
  const support = finiteSupport(density.outcome.domain);
  if (support !== null) {
    const chances = probabilities(density, form, logPartition)!;
    return [tidy(e.add(...support.map((value, k) => e.multiply(value, chances[k]))))];
  }
  if (!e.isPositive(y)) return null;
  const exponent = exponentOf(form);
  const withOutcome = logTotal({ outcome: density.outcome, exponent: e.add(exponent, e.log(y)) });
  return withOutcome && [tidy(e.exp(e.subtract(withOutcome.total, logPartition)))];
};

/** P(y = k) = h(k)·exp(ηᵀT(k) − A(η)) for every class of a fixed number. */
const probabilities = (density: Density, form: NormalForm, logPartition: Expression): Expression[] | null => {
  const support = finiteSupport(density.outcome.domain);
  const exponent = exponentOf(form);
  return (
    support &&
    support.map((value) => {
      const at = e.rewrite(
        e.substitute(exponent, new Map([[density.outcome.symbol, value]])),
        e.indexed,
      ).result;
      return tidy(e.exp(e.subtract(at, logPartition)));
    })
  );
};
