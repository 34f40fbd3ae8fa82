// The picture of a response function: the means against one natural parameter.
import type { Expression } from '@expfam/expression';
import { variableOf } from '@expfam/expression';
import { functionOf } from './curve.js';
import { endOf } from './value.js';
import type { Values } from './value.js';

/** One point of the curve of one mean. */
export interface ResponsePoint {
  readonly name: string;
  readonly eta: number;
  readonly mean: number;
}

/** A mean by its name. */
export interface Curve {
  readonly name: string;
  readonly mean: Expression;
}

const across = 200;
const reach = 6;

/** Places along a natural parameter, inside its domain. */
export const placesOf = (eta: Expression, values: Values, count = across): readonly number[] => {
  const { domain } = variableOf(eta);
  const [lower, upper] =
    domain.kind === 'interval'
      ? [endOf(domain.lower, values), endOf(domain.upper, values)]
      : [-Infinity, Infinity];
  const first = Number.isFinite(lower) ? lower : Number.isFinite(upper) ? upper - reach : -reach;
  const last = Number.isFinite(upper) ? upper : first + (Number.isFinite(lower) ? reach : 2 * reach);
  const margin = (last - first) / (10 * count);
  return Array.from(
    { length: count + 1 },
    (_, i) => first + margin + ((last - first - 2 * margin) * i) / count,
  );
};

/** The curves over the domain of `eta`, other quantities at the given values. */
export const responseFigure = (
  curves: readonly Curve[],
  eta: Expression,
  values: Values,
): readonly ResponsePoint[] => {
  const places = placesOf(eta, values);
  return curves.flatMap((curve) => {
    const mean = functionOf(curve.mean, eta, variableOf(eta).name, values);
    return places
      .map((at) => ({ name: curve.name, eta: at, mean: mean(at) }))
      .filter((point) => Number.isFinite(point.mean));
  });
};
