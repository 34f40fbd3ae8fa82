// What is summed or integrated, p(y) ∝ exp(Σ η·T(y) + log h(y)), as nodes at a place of a chart or at a whole number.
import type { Expression } from '@expfam/expression';
import { isNumber, rationalOf, substitute, variableOf, zero } from '@expfam/expression';
import type { Derivation } from '@expfam/family';
import { hullOf } from '../float/domain.js';
import { graft } from '../float/graft.js';
import { lowering } from '../float/lowering.js';
import type { KernelBuilder, KernelNode } from '../kernel.js';
import { primitives } from '../stable/primitive.js';
import type { Chart, Place } from './chart.js';
import { distanceSymbol } from './chart.js';
import { sumTree } from '../float/sum-tree.js';

/** The family as numbers: its exponent and what is averaged, in the outcome. */
export interface Integrand {
  /** Σ η·T(y) + log h(y) at a place of the chart, or at y itself. */
  readonly exponent: (place: Place | KernelNode) => KernelNode;
  /** T(y), and after it whatever else is averaged. */
  readonly averaged: (place: Place | KernelNode) => readonly KernelNode[];
}

const entire: ReadonlySet<string> = new Set(['symbol', 'number', 'add', 'multiply', 'exp', 'sin', 'cos']);

/** Whether a formula has no singularity anywhere, and so none at an end of the support. */
const isEntire = (node: Expression): boolean => {
  const isWhole = node.op === 'power' && isNumber(node.args[1]) && rationalOf(node.args[1]).isInteger;
  if (!entire.has(node.op) && !(isWhole && rationalOf(node.args[1]).sign > 0)) return false;
  return node.args.every(isEntire);
};

/** Whether the exponent of a half line has a negative power of the distance from its end, which no power of y outweighs. */
export const isSteep = ({ statistics, logBaseMeasure, outcome }: Derivation): boolean => {
  const { domain, symbol } = outcome;
  if (domain.kind !== 'interval') return false;
  const { lower, upper } = hullOf(domain);
  const end = Number.isFinite(lower) ? domain.lower : Number.isFinite(upper) ? domain.upper : null;
  const falls = (node: Expression): boolean =>
    (node.op === 'power' &&
      isNumber(node.args[1]) &&
      rationalOf(node.args[1]).sign < 0 &&
      substitute(node.args[0], new Map([[symbol, end!]])) === zero) ||
    node.args.some(falls);
  return end !== null && [...statistics, logBaseMeasure].some(falls);
};

/** The family of a derivation on nodes of one builder; `eta` are the natural parameters. */
export const integrandOf = (
  { name, statistics, logBaseMeasure, outcome }: Derivation,
  others: readonly Expression[],
  { chart, builder, eta, precision }: {
    readonly chart: Chart;
    readonly builder: KernelBuilder;
    readonly eta: readonly KernelNode[];
    readonly precision: 'f64' | 'f32';
  }, // prettier-ignore
): Integrand => {
  const { call } = builder;
  const rounding = { precision, compensated: true };
  const stable = (formula: Expression): Expression => formula;
  const lower = lowering({ family: name, primitives: primitives(), outcomes: [], builder, rounding, stable });
  const at = (
    formula: Expression,
    form: Expression | null,
    name: Expression,
    value: KernelNode,
  ): KernelNode => {
    const inForm = form === null ? formula : substitute(formula, new Map([[outcome.symbol, form]]));
    return graft(lower(inForm), new Map([[variableOf(name).name, value]]), builder);
  };
  const valueAt = (formula: Expression, place: Place | KernelNode): KernelNode => {
    if ('kind' in place) return at(formula, null, outcome.symbol, place);
    if (isEntire(formula)) return at(formula, null, outcome.symbol, place.y);
    const { fromLow, fromHigh } = chart;
    const [low, high] = [fromLow, fromHigh].map((form) =>
      form === null ? null : at(formula, form, distanceSymbol, place.distance),
    );
    if (low !== null && high !== null && place.isLow !== null)
      return low === high ? low : call('select', place.isLow, low, high);
    return low ?? high ?? at(formula, null, outcome.symbol, place.y);
  };
  return {
    averaged: (place) => [...statistics, ...others].map((formula) => valueAt(formula, place)),
    exponent: (place) => {
      const products = statistics.map((t, i) => call('multiply', eta[i], valueAt(t, place)));
      return sumTree([...products, valueAt(logBaseMeasure, place)], builder).sum;
    },
  };
};
