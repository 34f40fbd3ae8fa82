// The expression: an interned, immutable node. Same structure, same object, so equality is `===` and memo tables are Maps.
// Arguments of sums and products are ordered by structure, never by creation, so output does not depend on history.
import type { Domain } from './domain.js';
import { domainKey } from './domain.js';
import { Rational } from './rational.js';

/** The operations, in their canonical order. What each means stands in the table `operations`. */
const operationNames = [
  'number', 'pi', 'infinity', 'symbol', 'bound', 'element',
  'power', 'multiply', 'add', 'exp', 'log', 'expm1', 'log1p', 'softplus', 'sigmoid', 'logsumexp',
  'abs', 'sign', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh',
  'gamma', 'lgamma', 'polygamma', 'besselI', 'besselK', 'zeta', 'zetaDerivative', 'erf', 'normalCdf', 'normalQuantile',
  'lambertW', 'equal', 'less', 'lessEqual', 'sum', 'product', 'integral',
  'matrixAdd', 'matrixMultiply', 'transpose', 'inverse', 'determinant',
] as const; // prettier-ignore

/** The name of an operation. */
export type Operation = (typeof operationNames)[number];

/** A named quantity and the set it lives in. The domain is part of a symbol's identity. */
export interface Variable {
  readonly name: string;
  readonly domain: Domain;
  /** A hole of a rule stands for any expression; it never occurs outside rules. */
  readonly hole?: boolean;
}

/**
 * A real-valued expression, or a vector or matrix of such (a symbol with components, and what `matrix` makes of them).
 * An element has the arguments (vector, index) or (matrix, row, column), counted from 1. `sum`, `product` and `integral` have the arguments
 * (lower, upper, body); in the body the index is `bound`, counted from the innermost binder.
 */
export interface Expression {
  readonly id: number;
  readonly op: Operation;
  readonly args: readonly Expression[];
  readonly value: Rational | Variable | number | null;
}

const table = new Map<string, Expression>();
const rank = new Map<Operation, number>(operationNames.map((name, index) => [name, index]));

const valueKey = (value: Expression['value']): string => {
  if (value === null) return '';
  if (value instanceof Rational || typeof value === 'number') return value.toString();
  return `${value.hole ? '?' : ''}${value.name}:${domainKey(value.domain)}`;
};

/** The one node of this structure. Use the constructors of `build`, which bring arguments to canonical form first. */
export const intern = (
  op: Operation,
  args: readonly Expression[],
  value: Expression['value'] = null,
): Expression => {
  const key = `${op}(${args.map((arg) => arg.id).join(',')})${valueKey(value)}`;
  let node = table.get(key);
  if (node === undefined) {
    node = Object.freeze({ id: table.size, op, args: Object.freeze([...args]), value });
    table.set(key, node);
  }
  return node;
};

/** The rational that a number node holds. */
export const rationalOf = (node: Expression): Rational => {
  if (!(node.value instanceof Rational)) throw new TypeError(`${node.op} is no number`);
  return node.value;
};

/** The variable that a symbol node holds. */
export const variableOf = (node: Expression): Variable => {
  if (node.op !== 'symbol') throw new TypeError(`${node.op} is no symbol`);
  return node.value as Variable;
};

/** Whether the node is an exact number. */
export const isNumber = (node: Expression): boolean => node.op === 'number';
/** Whether the node is a symbol. */
export const isSymbol = (node: Expression): boolean => node.op === 'symbol';
/** Whether the node binds an index: a sum, a product or an integral. */
export const isBinder = (node: Expression): boolean =>
  node.op === 'sum' || node.op === 'product' || node.op === 'integral';

const compareValues = (a: Expression, b: Expression): number => {
  if (a.value instanceof Rational && b.value instanceof Rational) return a.value.compare(b.value);
  if (typeof a.value === 'number' && typeof b.value === 'number') return a.value - b.value;
  const [x, y] = [valueKey(a.value), valueKey(b.value)];
  return natural(x, y);
};

/** Compares names so that eta2 comes before eta10. */
const natural = (a: string, b: string): number => {
  const [x, y] = [a, b].map((text) => text.replace(/\d+/g, (digits) => digits.padStart(12, '0')));
  return x < y ? -1 : x > y ? 1 : 0;
};

/** The structural order of expressions: by operation, then value, then arguments. */
export const compare = (a: Expression, b: Expression): number => {
  if (a === b) return 0;
  if (a.op !== b.op) return rank.get(a.op)! - rank.get(b.op)!;
  const byValue = compareValues(a, b);
  if (byValue !== 0) return byValue;
  for (let i = 0; i < Math.min(a.args.length, b.args.length); i++) {
    const byArgument = compare(a.args[i], b.args[i]);
    if (byArgument !== 0) return byArgument;
  }
  return a.args.length - b.args.length;
};

/** A function of an expression, computed once for each node. */
export const memoise = <T>(compute: (node: Expression) => T): ((node: Expression) => T) => {
  const known = new Map<Expression, T>();
  return (node) => {
    let result = known.get(node);
    if (result === undefined && !known.has(node)) {
      result = compute(node);
      known.set(node, result);
    }
    return result as T;
  };
};
