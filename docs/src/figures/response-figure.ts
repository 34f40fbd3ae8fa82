// The picture of a response function: E[y] against the one natural parameter, wherever that is one curve.
import type { Expression } from '@expfam/expression';
import { symbolsOf, variableOf } from '@expfam/expression';
import { endOf, valueOf } from './value.js';
import type { Values } from './value.js';

/** One point of the curve. */
export interface ResponsePoint {
  readonly eta: number;
  readonly mean: number;
}

const across = 200;
const reach = 6;

/** The curve of `mean` over the domain of `eta`, other quantities at the given values. */
export const responseFigure = (
  mean: Expression,
  eta: Expression,
  values: Values,
): readonly ResponsePoint[] => {
  const { name, domain } = variableOf(eta);
  const [lower, upper] =
    domain.kind === 'interval'
      ? [endOf(domain.lower, values), endOf(domain.upper, values)]
      : [-Infinity, Infinity];
  const first = Number.isFinite(lower) ? lower : Number.isFinite(upper) ? upper - reach : -reach;
  const last = Number.isFinite(upper) ? upper : first + (Number.isFinite(lower) ? reach : 2 * reach);
  const margin = (last - first) / (10 * across);
  return Array.from({ length: across + 1 }, (_, i) => {
    const at = first + margin + ((last - first - 2 * margin) * i) / across;
    return { eta: at, mean: valueOf(mean, { ...values, [name]: at }) };
  }).filter(({ mean }) => Number.isFinite(mean));
};

/** Whether a formula is one curve over `eta`: nothing else in it is without a value. */
export const isCurve = (mean: Expression, eta: Expression, values: Values): boolean =>
  [...symbolsOf(mean)].every((symbol) => symbol === eta || variableOf(symbol).name in values);
