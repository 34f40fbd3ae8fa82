// The values of a vector that has finitely many, component by component: points of {-1, 1}^3, counts of a fixed number. What
// is a finite sum over them needs no calculus.
import type { Domain, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Quantity } from '../derivation/derivation.js';
import { finiteSupport } from './density.js';

/** Every value of a vector, as its components; null where there are more than `most`, or no end of them. */
export const vectorValues = (domain: Domain, most = 256): readonly (readonly Expression[])[] | null => {
  const size = 'size' in domain && e.isNumber(domain.size) ? e.rationalOf(domain.size).toNumber() : null;
  if (size === null) return null;
  if (domain.kind === 'counts') {
    const total = e.isNumber(domain.total) ? e.rationalOf(domain.total).toNumber() : null;
    return total === null || waysToCount(total, size) > most
      ? null
      : countsOf(total, size).map((each) => each.map((count) => e.number(count)));
  }
  if (domain.kind !== 'vector' || !domain.component) return null;
  const single = finiteSupport(domain.component, most);
  return single === null || single.length ** size > most ? null : power(single, size);
};

/** What each value of a finite support makes of a formula; null where there is no such list. */
export const outcomesOf = (
  { symbol, domain }: Quantity,
  most = 256,
): readonly ((node: Expression) => Expression)[] | null => {
  if (!e.isVectorDomain(domain)) {
    const values = finiteSupport(domain, most);
    return values && values.map((value) => (node) => e.substitute(node, new Map([[symbol, value]])));
  }
  const values = vectorValues(domain, most);
  return values && values.map((value) => (node) => componentsPut(e.unroll(node), symbol, value));
};

const componentsPut = (node: Expression, vector: Expression, value: readonly Expression[]): Expression =>
  node.op === 'element' && node.args[0] === vector && e.isNumber(node.args[1])
    ? value[e.rationalOf(node.args[1]).toNumber() - 1]
    : e.mapArguments(node, (arg) => componentsPut(arg, vector, value));

const power = (values: readonly Expression[], size: number): readonly (readonly Expression[])[] =>
  size === 0 ? [[]] : power(values, size - 1).flatMap((before) => values.map((value) => [...before, value]));

/** The number of ways in which `total` falls into `size` places. */
const waysToCount = (total: number, size: number): number =>
  Array.from({ length: size - 1 }, (_, i) => (total + i + 1) / (i + 1)).reduce((a, b) => a * b, 1);

const countsOf = (total: number, size: number): readonly (readonly number[])[] =>
  size === 1
    ? [[total]]
    : Array.from({ length: total + 1 }, (_, first) => first).flatMap((first) =>
        countsOf(total - first, size - 1).map((rest) => [first, ...rest]),
      );
