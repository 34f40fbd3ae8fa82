// THE TABLE of special functions: which function of an expression is which function of the preludes, and on what arguments.
// Arguments that choose the function, such as the order of a derivative, are numbers.
import type { Expression, FunctionName } from '@expfam/expression';
import { isFunction, isNumber, rationalOf } from '@expfam/expression';
import type { SpecialFunction } from '../kernel.js';
import { atan } from './cauchy.js';
import { erf } from './error.js';
import { lgamma, polygamma } from './gamma.js';
import { lambertW } from './lambert.js';
import { normalCdf } from './normal.js';
import { normalQuantile } from './quantile.js';
import { cos, sin, tan } from './trigonometric.js';
import { zetaResults, zetaSums } from './zeta.js';

/** A call of a special function. */
export interface SpecialCall {
  readonly function: SpecialFunction;
  /** Which of its numbers, where it gives several. */
  readonly result?: number;
  readonly args: readonly Expression[];
}

type Row = (...args: readonly Expression[]) => SpecialCall | null;

const whole = (node: Expression): number | null => {
  const value = isNumber(node) ? rationalOf(node) : null;
  return value?.isInteger === true ? value.toNumber() : null;
};

const rows: { readonly [Name in FunctionName]?: Row } = {
  lgamma: (x) => ({ function: lgamma, args: [x] }),
  sin: (x) => ({ function: sin, args: [x] }),
  cos: (x) => ({ function: cos, args: [x] }),
  tan: (x) => ({ function: tan, args: [x] }),
  atan: (x) => ({ function: atan, args: [x] }),
  erf: (x) => ({ function: erf, args: [x] }),
  normalCdf: (x) => ({ function: normalCdf, args: [x] }),
  normalQuantile: (p) => ({ function: normalQuantile, args: [p] }),
  lambertW: (x) => ({ function: lambertW, args: [x] }),
  zeta: (s) => ({ function: zetaSums, result: zetaResults.zeta, args: [s] }),
  zetaDerivative: (n, s) => {
    const result = [zetaResults.zeta, zetaResults.first, zetaResults.second][whole(n) ?? -1];
    return result === undefined ? null : { function: zetaSums, result, args: [s] };
  },
  polygamma: (n, x) => {
    const order = whole(n);
    return order === null ? null : { function: polygamma(order), args: [x] };
  },
};

/** The special function that an expression calls; null where the targets have it, or nobody has. */
export const specialOf = (node: Expression): SpecialCall | null =>
  (isFunction(node.op) ? rows[node.op]?.(...node.args) : undefined) ?? null;
