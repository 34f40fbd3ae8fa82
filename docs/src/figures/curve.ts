// A formula as a function of one symbol that is fast enough to follow a slider: what is free of the symbol is computed once and
// precisely, what depends on it in doubles, and what doubles do not know again precisely.
import type { Expression } from '@expfam/expression';
import { rationalOf, symbolsOf } from '@expfam/expression';
import type { Values } from './value.js';
import { valueOf } from './value.js';

type Point = number | readonly number[];
type Compiled = (at: Point) => number;

const plain: Readonly<Record<string, (...args: number[]) => number>> = {
  add: (...terms) => terms.reduce((a, b) => a + b),
  multiply: (...factors) => factors.reduce((a, b) => a * b),
  power: (base, exponent) => base ** exponent,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  abs: Math.abs,
  sin: Math.sin,
  cos: Math.cos,
};

/** The formula as a function of `symbol`, a number or the entries of a vector; other symbols have the given values. */
export const functionOf = (
  formula: Expression,
  symbol: Expression,
  name: string,
  values: Values,
): Compiled => {
  const known = new Map<Expression, Compiled>();
  const compile = (node: Expression): Compiled => {
    const before = known.get(node);
    if (before !== undefined) return before;
    const made = make(node);
    known.set(node, made);
    return made;
  };
  const make = (node: Expression): Compiled => {
    if (node === symbol) return (at) => (typeof at === 'number' ? at : Number.NaN);
    if (node.op === 'number') return constant(rationalOf(node).toNumber());
    if (!symbolsOf(node).has(symbol)) return constant(valueOf(node, values));
    if (node.op === 'element' && node.args[0] === symbol) return entryOf(node.args.slice(1));
    const rule = plain[node.op];
    if (rule === undefined) return (at) => valueOf(node, { ...values, [name]: at });
    const args = node.args.map(compile);
    return (at) => rule(...args.map((arg) => arg(at)));
  };
  const entryOf = (indices: readonly Expression[]): Compiled => {
    const [row = Number.NaN, column] = indices.map((index) => valueOf(index, values));
    return (at) => {
      if (typeof at === 'number') return Number.NaN;
      const width = column === undefined ? 1 : Math.sqrt(at.length);
      return at[(row - 1) * width + (column ?? 1) - 1] ?? Number.NaN;
    };
  };
  return compile(formula);
};

const constant =
  (value: number): Compiled =>
  () =>
    value;
