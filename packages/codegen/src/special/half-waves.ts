// How often a weight may rise and fall over its support, read from the formulas of its exponent: a power of the outcome as often as
// it has factors, a sine of it by its frequency. The grids on which peaks are looked for have some cells for each time.
import type { Expression } from '@expfam/expression';
import { differentiate, evaluator, isNumber, rationalOf, symbolsOf } from '@expfam/expression';
import type { Derivation } from '@expfam/family';
import { arithmetic } from '@expfam/precise';
import { hullOf } from '../float/domain.js';
import type { Chart } from './chart.js';

/** More half waves than these are not looked for. */
const most = 64;

/** A weight of no more half waves than a parabola is found on any grid. */
const few = 2;

/** So many cells has a grid for a half wave. */
const cells = 4;

const digits = arithmetic(30);
const periodic: ReadonlySet<string> = new Set(['sin', 'cos', 'tan']);

/** The size of the factor of the outcome in an argument that is linear in it; of others none is known. */
const frequencyOf = (argument: Expression, outcome: Expression): number => {
  const slope = differentiate(argument, outcome);
  return symbolsOf(slope).size > 0 ? Infinity : Math.abs(evaluator(digits, new Map())(slope).toNumber());
};

/** The half waves of a formula over so long a support. */
const halfWavesOf = (node: Expression, outcome: Expression, length: number): number => {
  if (node === outcome) return 1;
  const inner = node.args.map((arg) => halfWavesOf(arg, outcome, length));
  const largest = Math.max(0, ...inner);
  if (largest === 0) return 0;
  if (node.op === 'multiply') return inner.reduce((sum, each) => sum + each, 0);
  if (node.op === 'power' && isNumber(node.args[1]))
    return Math.max(1, Math.abs(rationalOf(node.args[1]).toNumber())) * largest;
  return periodic.has(node.op)
    ? Math.max(largest, (frequencyOf(node.args[0], outcome) * length) / Math.PI)
    : largest;
};

/** Beyond so many cells a grid is for a chart that ends nowhere, and looks for no more than how far out weight lies. */
const manyCells = 192;

/** The cells of a grid: none wider than this, where that takes not too many. */
export interface Fineness {
  readonly widest: number;
  readonly most: number;
}

/** With what cells of a chart no peak of the family is overlooked; null where any will do. */
export const finenessOf = (
  { statistics, logBaseMeasure, outcome: { symbol, domain } }: Derivation,
  { halfWave, isBounded, span }: Chart,
): Fineness | null => {
  const { lower, upper } = hullOf(domain);
  const counts = [...statistics, logBaseMeasure].map((node) => halfWavesOf(node, symbol, upper - lower));
  const halfWaves = Math.min(most, Math.max(...counts));
  if (halfWaves <= few) return null;
  const widest = halfWave / (cells * halfWaves);
  const [first, last] = span.f64;
  return { widest, most: isBounded ? Math.ceil((last - first) / widest) : manyCells };
};
