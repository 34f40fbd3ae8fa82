// Expressions as functions of ordinary numbers, for pictures: 20 digits are plenty, and every function of the language is there.
import type { Expression } from '@expfam/expression';
import { evaluator } from '@expfam/expression';
import { Real, arithmetic } from '@expfam/precise';

const m = arithmetic(20);

/** Values of symbols by name; those of a vector or matrix are its entries, row by row. */
export type Values = Readonly<Record<string, number | readonly number[]>>;

/** The value of the end of a domain, which may be infinite. */
export const endOf = (bound: Expression, values: Values): number => {
  if (bound.op === 'infinity') return Infinity;
  if (bound.op === 'multiply' && bound.args.some(({ op }) => op === 'infinity')) return -Infinity;
  return valueOf(bound, values);
};

const realOf = (value: number | readonly number[]): Real | readonly Real[] =>
  typeof value === 'number' ? Real.fromNumber(value) : value.map((entry) => Real.fromNumber(entry));

/** The value of an expression, NaN where it has none. */
export const valueOf = (node: Expression, values: Values): number => {
  const environment = new Map(Object.entries(values).map(([name, value]) => [name, realOf(value)]));
  try {
    return evaluator(m, environment)(node).toNumber();
  } catch {
    return Number.NaN;
  }
};
