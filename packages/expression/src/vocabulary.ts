// The vocabulary of formulas: functions that mean something in terms of others, binders, comparisons, and which word was
// meant by one that does not exist.
import { apply } from './apply.js';
import * as b from './build.js';
import type { Expression } from './node.js';
import type { FunctionName } from './operations.js';
import { functions } from './operations.js';
import { matrixFunctions } from './shapes.js';

const gamma = (x: Expression): Expression => apply('gamma', [x]);
const one = b.one;

interface Callable {
  /** Least and greatest number of arguments. */
  readonly arity: readonly [number, number];
  readonly of: (...args: Expression[]) => Expression;
}

/** Functions that mean something in terms of others. */
const derived: {
  readonly [name: string]: { readonly arity: number; readonly of: (...args: Expression[]) => Expression };
} = {
  sqrt: { arity: 1, of: (x) => b.sqrt(x) },
  cbrt: { arity: 1, of: (x) => b.power(x, b.number(1, 3)) },
  square: { arity: 1, of: (x) => b.power(x, b.two) },
  pow: { arity: 2, of: (x, y) => b.power(x, y) },
  ln: { arity: 1, of: (x) => b.log(x) },
  log2: { arity: 1, of: (x) => b.divide(b.log(x), b.log(b.two)) },
  log10: { arity: 1, of: (x) => b.divide(b.log(x), b.log(b.number(10))) },
  sec: { arity: 1, of: (x) => b.reciprocal(apply('cos', [x])) },
  csc: { arity: 1, of: (x) => b.reciprocal(apply('sin', [x])) },
  cot: { arity: 1, of: (x) => b.divide(apply('cos', [x]), apply('sin', [x])) },
  sech: { arity: 1, of: (x) => b.reciprocal(apply('cosh', [x])) },
  factorial: { arity: 1, of: (x) => gamma(b.add(x, one)) },
  combinations: {
    arity: 2,
    of: (n, k) =>
      b.divide(gamma(b.add(n, one)), b.multiply(gamma(b.add(k, one)), gamma(b.add(b.subtract(n, k), one)))),
  },
  beta: { arity: 2, of: (x, y) => b.divide(b.multiply(gamma(x), gamma(y)), gamma(b.add(x, y))) },
  digamma: { arity: 1, of: (x) => apply('polygamma', [b.zero, x]) },
  trigamma: { arity: 1, of: (x) => apply('polygamma', [one, x]) },
};

/** What binds an index: body, index, lower and upper bound. */
export const binderNames: ReadonlySet<string> = new Set(['sum', 'prod', 'integral']);
const comparisonNames: ReadonlySet<string> = new Set(['equal', 'less', 'lessEqual']);

/** The meaning of a call: a function of the table of operations or one in terms of them; undefined for other names. */
export const callable = (name: string): Callable | undefined => {
  if (name === 'log')
    return {
      arity: [1, 2],
      of: (x, base) => (base === undefined ? b.log(x) : b.divide(b.log(x), b.log(base))),
    };
  const row = Object.hasOwn(derived, name) ? derived[name] : undefined;
  if (row) return { arity: [row.arity, row.arity], of: row.of };
  if (!Object.hasOwn(functions, name) || comparisonNames.has(name)) return undefined;
  const { arity } = functions[name as FunctionName];
  return {
    arity: arity === null ? [1, Infinity] : [arity, arity],
    of: (...args) => apply(name as FunctionName, args),
  };
};

/** Names that are functions of the language. */
export const functionNames: readonly string[] = [
  ...Object.keys(functions).filter((name) => !comparisonNames.has(name)),
  ...Object.keys(derived),
  ...binderNames,
  ...Object.keys(matrixFunctions),
];

/** The comparisons as indicators; mathjs calls those of a chain by name. */
export const comparisons: { readonly [operator: string]: (x: Expression, y: Expression) => Expression } = {
  '==': b.equal,
  '!=': (x, y) => b.subtract(one, b.equal(x, y)),
  '<': b.less,
  '<=': b.lessEqual,
  '>': (x, y) => b.less(y, x),
  '>=': (x, y) => b.lessEqual(y, x),
};

/** The name of the list that is nearly this one. */
export const nearest = (name: string, candidates: readonly string[]): string | undefined =>
  candidates.find((candidate) => distance(candidate, name) <= Math.max(1, name.length / 3));

/** The number of letters to change, add or drop to make one word of the other. */
const distance = (a: string, b2: string): number => {
  let row = Array.from({ length: b2.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b2.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b2[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b2.length];
};
