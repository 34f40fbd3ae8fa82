// What a page needs to draw a response function: the formula as data, and where the known constants start.
import type { Expression } from '@expfam/expression';
import { ExpressionWriter, text } from '@expfam/expression';
import type { Density, Derivation } from '@expfam/family';
import type { ResponseData } from './open-response.js';
import { isCurve } from './response-figure.js';
import { slidersOf } from './sliders.js';
import type { Values } from './value.js';

/** The values at which the constants of a density start. */
export const constantsOf = (density: Density): Values => {
  const names = new Set(density.constants.map(({ symbol }) => text(symbol)));
  return Object.fromEntries(
    (slidersOf(density) ?? []).filter(({ name }) => names.has(name)).map(({ name, start }) => [name, start]),
  );
};

/** The response as one curve, for families of one natural parameter and one mean; else null. */
export const responseData = (derivation: Derivation, constants: Values): ResponseData | null => {
  const [mean] = derivation.response ?? [];
  const [eta, ...more] = derivation.natural;
  if (mean === undefined || more.length > 0 || eta.index || derivation.categorical) return null;
  if (!isCurve(mean, eta.symbol, constants)) return null;
  const writer = new ExpressionWriter();
  const write = (node: Expression): number => writer.write(node);
  const places = { mean: write(mean), eta: write(eta.symbol) };
  return { ...places, nodes: writer.nodes, label: `E[${text(derivation.outcome.symbol)}]` };
};
