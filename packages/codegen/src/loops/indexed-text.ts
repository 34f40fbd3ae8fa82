// Formulas at a fixed K as text that does not grow with it: terms that differ in the class alone become one sum over the classes.
import type { Expression } from '@expfam/expression';
import {
  add,
  element,
  factorsOf,
  indexSymbol,
  mapArguments,
  memoise,
  multiply,
  number,
  product,
  substitute,
  sum,
  symbol,
  symbolsOf,
  termsOf,
  variableOf,
} from '@expfam/expression';
import { opaque, opaqueOf, readable } from '../special/opaque.js';
import { leastTerms } from './rolling.js';

/** A scalar of a vector: its name without the number, and the number. */
interface Entry {
  readonly vector: Expression;
  readonly at: number;
}

/** Formulas of natural parameters and outcomes as text. */
export const indexedText = (
  vectors: readonly (readonly Expression[])[],
): ((formula: Expression) => string) => {
  const size = Math.max(...vectors.map(({ length }) => length));
  const k = indexSymbol('k', number(1), number(size));
  const entries = new Map(
    vectors.flatMap((vector) => vector.map((each, i) => [each, entryOf(each, i)] as const)),
  );
  /** The class of which a term speaks, and the term as one of the k-th. */
  const indexed = (term: Expression): { readonly at: number; readonly body: Expression } | null => {
    const own = [...symbolsOf(term)].filter((each) => entries.has(each));
    const classes = new Set(own.map((each) => entries.get(each)!.at));
    if (classes.size !== 1) return null;
    const named = new Map(own.map((each) => [each, element(entries.get(each)!.vector, k)]));
    return { at: [...classes][0], body: substitute(term, named) };
  };
  const gathered = (terms: readonly Expression[], over: typeof sum): readonly Expression[] => {
    const groups = new Map<Expression, number[]>();
    const others: Expression[] = [];
    for (const term of terms) {
      const found = indexed(term);
      if (found === null) others.push(term);
      else groups.set(found.body, [...(groups.get(found.body) ?? []), found.at]);
    }
    for (const [body, classes] of groups) {
      const [from, to] = [Math.min(...classes), Math.max(...classes)];
      const isRange = classes.length >= leastTerms && to - from + 1 === classes.length;
      if (isRange) others.push(over(body, k, number(from), number(to)));
      else others.push(...terms.filter((term) => indexed(term)?.body === body));
    }
    return others;
  };
  const shortened = memoise((node: Expression): Expression => {
    const call = opaqueOf(node);
    if (call !== undefined) return opaque(call.stable, ...call.args.map(shortened));
    const changed = mapArguments(node, shortened);
    if (changed.op === 'add') return add(...gathered(termsOf(changed), sum));
    return changed.op === 'multiply' ? multiply(...gathered(factorsOf(changed), product)) : changed;
  });
  return (formula) => readable(shortened(formula));
};

const entryOf = (each: Expression, index: number): Entry => {
  const { name, domain } = variableOf(each);
  return { vector: symbol(name.replace(/\d+$/, ''), domain), at: index + 1 };
};
