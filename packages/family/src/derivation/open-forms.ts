// What has no closed form, by its definition: a sum or integral over the outcome. Such an expression can be differentiated,
// printed and computed like any other; it only never counts as a closed form.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Quantity } from './derivation.js';

/** Σ or ∫ of a function of the outcome over its domain; null for vectors, which the language does not sum over. */
export const overOutcome = ({ symbol, domain }: Quantity, body: Expression): Expression | null => {
  switch (domain.kind) {
    case 'interval':
      return e.integral(body, symbol, domain.lower, domain.upper);
    case 'range': {
      const index = e.indexSymbol(e.variableOf(symbol).name, domain.lower, domain.upper);
      return e.sum(e.substitute(body, new Map([[symbol, index]])), index, domain.lower, domain.upper);
    }
    case 'set':
      return e.add(...domain.values.map((value) => e.substitute(body, new Map([[symbol, value]]))));
    default:
      return null;
  }
};

const isInfinite = (end: Expression): boolean => end === e.infinity || end === e.negate(e.infinity);

/** Whether an expression is free of integrals and of sums without end. */
export const isClosed: (node: Expression) => boolean = e.memoise((node) => {
  if (node.op === 'integral') return false;
  if (e.isBinder(node) && (isInfinite(node.args[0]) || isInfinite(node.args[1]))) return false;
  return node.args.every(isClosed);
});

type Value = Expression | readonly Expression[] | readonly (readonly Expression[])[];

/** Every expression of a key, in one list. */
const flat = (value: Value): readonly Expression[] =>
  Array.isArray(value) ? (value as readonly Value[]).flatMap(flat) : [value as Expression];

/** Definitions of keys that have no closed form. */
export type Numeric = Readonly<Record<string, Value>>;

/** Parts what has a closed form from what is only defined; the latter leaves null behind. */
export const parted = <T extends Readonly<Record<string, Value | null>>>(
  values: T,
): { readonly closed: { readonly [K in keyof T]: T[K] | null }; readonly numeric: Numeric } => {
  const entries = Object.entries(values);
  const isOpen = ([, value]: readonly [string, Value | null]): boolean =>
    value !== null && !flat(value).every(isClosed);
  const closed = entries.map(([key, value]) => [key, isOpen([key, value]) ? null : value]);
  return {
    closed: Object.fromEntries(closed) as { readonly [K in keyof T]: T[K] | null },
    numeric: Object.fromEntries(entries.filter(isOpen)) as Numeric,
  };
};
