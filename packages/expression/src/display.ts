// How a person would write an expression: which terms carry a minus, what stands under a fraction bar, where a root is.
// Text and TeX are two spellings of this one layout.
import { namesOf, open } from './binder.js';
import {
  factorsOf,
  minusOne,
  multiply,
  negate,
  number,
  one,
  power,
  splitCoefficient,
  splitPower,
  termsOf,
} from './build.js';
import { isShaped, matrixMultiply, shapeOf } from './matrix.js';
import type { Expression } from './node.js';
import { isBinder, isNumber, rationalOf, variableOf } from './node.js';
import { isNonNegative } from './range.js';
import { Rational } from './rational.js';

/** An expression as it is laid out for a reader. */
export type Layout =
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'constant'; readonly name: 'pi' | 'infinity' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'element'; readonly vector: Layout; readonly indices: readonly Layout[] }
  | { readonly kind: 'sum'; readonly terms: readonly { readonly minus: boolean; readonly term: Layout }[] }
  | { readonly kind: 'negative'; readonly of: Layout }
  | { readonly kind: 'product'; readonly factors: readonly Layout[] }
  | { readonly kind: 'fraction'; readonly over: Layout; readonly under: Layout }
  | { readonly kind: 'power'; readonly base: Layout; readonly exponent: Layout }
  | { readonly kind: 'root'; readonly of: Layout }
  | {
      readonly kind: 'call';
      readonly name: Exclude<Expression['op'], 'number'>;
      readonly args: readonly Layout[];
    }
  | {
      readonly kind: 'relation';
      readonly name: 'equal' | 'less' | 'lessEqual';
      readonly left: Layout;
      readonly right: Layout;
      readonly indices: boolean;
    }
  | {
      readonly kind: 'binder';
      readonly name: 'sum' | 'product' | 'integral';
      readonly index: string;
      readonly lower: Layout;
      readonly upper: Layout;
      readonly body: Layout;
    };

/** The layout of an expression. Indices get names that occur nowhere else in it. */
export const layout = (node: Expression): Layout => lay(node, namesOf(node));

const isNegativeTerm = (term: Expression): boolean => splitCoefficient(term)[0].sign < 0;

const lay = (node: Expression, names: ReadonlySet<string>): Layout => {
  const inner = (part: Expression): Layout => lay(part, names);
  switch (node.op) {
    case 'number':
      return layNumber(rationalOf(node));
    case 'pi':
    case 'infinity':
      return { kind: 'constant', name: node.op };
    case 'symbol':
      return { kind: 'name', name: variableOf(node).name };
    case 'bound':
      return { kind: 'name', name: `#${String(node.value)}` };
    case 'element':
      return layElement(node, inner);
    case 'add':
      return laySum(node, inner);
    case 'multiply':
    case 'power':
      return isNegativeTerm(node) ? { kind: 'negative', of: inner(negate(node)) } : layProduct(node, inner);
    case 'matrixAdd':
      return layMatrixSum(node, inner);
    case 'matrixMultiply':
      return { kind: 'product', factors: node.args.map(inner) };
    case 'equal':
    case 'less':
    case 'lessEqual':
      return layRelation(node, inner);
    default:
      return isBinder(node)
        ? layBinder(node, names)
        : { kind: 'call', name: node.op as never, args: node.args.map(inner) };
  }
};

/** A component of a vector has one index, an entry of a matrix two; a product of row and column is its only entry. */
const layElement = (
  { args: [vector, ...indices] }: Expression,
  inner: (part: Expression) => Layout,
): Layout => {
  const shape = shapeOf(vector);
  const isColumn = shape?.columns === one;
  if (vector.op === 'matrixMultiply' && isColumn && shape.rows === one) return inner(vector);
  return {
    kind: 'element',
    vector: inner(vector),
    indices: (isColumn ? indices.slice(0, 1) : indices).map(inner),
  };
};

/** y − mu: terms with a negative number before them carry a minus and do not stand first. */
const layMatrixSum = (node: Expression, inner: (part: Expression) => Layout): Layout => {
  const isMinus = (term: Expression): boolean =>
    term.op === 'matrixMultiply' && isNegativeTerm(term.args[0]) && !isShaped(term.args[0]);
  const terms = [...node.args.filter((term) => !isMinus(term)), ...node.args.filter(isMinus)];
  return {
    kind: 'sum',
    terms: terms.map((term) => ({
      minus: isMinus(term),
      term: inner(isMinus(term) ? matrixMultiply(minusOne, term) : term),
    })),
  };
};

const layNumber = (value: Rational): Layout => {
  if (value.sign < 0) return { kind: 'negative', of: layNumber(value.negate()) };
  const digits = (n: bigint): Layout => ({ kind: 'number', digits: n.toString() });
  return value.isInteger
    ? digits(value.numerator)
    : { kind: 'fraction', over: digits(value.numerator), under: digits(value.denominator) };
};

/** A sum does not start with a minus sign where it need not. */
const laySum = (node: Expression, inner: (part: Expression) => Layout): Layout => {
  const terms = [...termsOf(node)];
  const first = terms.findIndex((term) => !isNegativeTerm(term));
  if (first > 0) terms.unshift(...terms.splice(first, 1));
  return {
    kind: 'sum',
    terms: terms.map((term) => {
      const minus = isNegativeTerm(term);
      return { minus, term: inner(minus ? negate(term) : term) };
    }),
  };
};

/** A product as one fraction: what has a negative exponent stands below, square roots of either side are gathered. */
const layProduct = (node: Expression, inner: (part: Expression) => Layout): Layout => {
  const sides = { over: [] as Expression[], under: [] as Expression[] };
  const roots = { over: [] as Expression[], under: [] as Expression[] };
  for (const factor of factorsOf(node)) {
    if (isNumber(factor)) {
      const value = rationalOf(factor);
      if (value.numerator !== 1n) sides.over.push(number(value.numerator));
      if (!value.isInteger) sides.under.push(number(value.denominator));
      continue;
    }
    const [base, exponent] = splitPower(factor);
    const below = isNumber(exponent) && rationalOf(exponent).sign < 0;
    const size = below ? negate(exponent) : exponent;
    const place = below ? 'under' : 'over';
    // √x·√y is √(x·y) only where neither is negative
    if (isRoot(size) && isNonNegative(base)) roots[place].push(base);
    else sides[place].push(below ? power(base, size) : factor);
  }
  rationaliseBack(sides, roots);
  const gather = (place: 'over' | 'under'): Layout | null => {
    const parts = sides[place].map((part) => layFactor(part, inner));
    if (roots[place].length > 0) parts.push({ kind: 'root', of: inner(multiply(...roots[place])) });
    return parts.length === 0 ? null : combine(parts);
  };
  const [over, under] = [gather('over') ?? layNumber(Rational.one), gather('under')];
  return under === null ? over : { kind: 'fraction', over, under };
};

interface Sides {
  readonly over: Expression[];
  readonly under: Expression[];
}

/** √2/(2·√π) is written 1/√(2·π): a root of a whole number goes below where that shortens the fraction. */
const rationaliseBack = (sides: Sides, roots: Sides): void => {
  for (const root of [...roots.over]) {
    const at = isNumber(root)
      ? sides.under.findIndex(
          (part) => isNumber(part) && rationalOf(part).numerator % rationalOf(root).numerator === 0n,
        )
      : -1;
    if (at < 0 || !rationalOf(root).isInteger) continue;
    const rest = rationalOf(sides.under[at]).numerator / rationalOf(root).numerator;
    sides.under.splice(at, 1, ...(rest === 1n ? [] : [number(rest)]));
    roots.over.splice(roots.over.indexOf(root), 1);
    roots.under.unshift(root);
  }
};

const combine = (parts: readonly Layout[]): Layout =>
  parts.length === 1 ? parts[0] : { kind: 'product', factors: parts };

const isRoot = (exponent: Expression): boolean =>
  isNumber(exponent) && rationalOf(exponent).equals(Rational.half);

const layFactor = (factor: Expression, inner: (part: Expression) => Layout): Layout =>
  factor.op === 'power' && isRoot(factor.args[1])
    ? { kind: 'root', of: inner(factor.args[0]) }
    : factor.op === 'power'
      ? { kind: 'power', base: inner(factor.args[0]), exponent: inner(factor.args[1]) }
      : inner(factor);

const layRelation = (node: Expression, inner: (part: Expression) => Layout): Layout => {
  const [left, right] = node.args as [Expression, Expression];
  const isIndex = (part: Expression): boolean =>
    part.op === 'symbol' && /^[i-m]$/.test(variableOf(part).name);
  // (y == 0) and (y == k), not the other way round
  const flip = node.op === 'equal' && (isNumber(left) || (isIndex(left) && !isIndex(right)));
  return {
    kind: 'relation',
    name: node.op as 'equal' | 'less' | 'lessEqual',
    left: inner(flip ? right : left),
    right: inner(flip ? left : right),
    indices: isIndex(left) && isIndex(right),
  };
};

const layBinder = (node: Expression, names: ReadonlySet<string>): Layout => {
  const { index, lower, upper, body } = open(node, names);
  const { name } = variableOf(index);
  const inside = new Set([...names, name]);
  return {
    kind: 'binder',
    name: node.op as 'sum' | 'product' | 'integral',
    index: name,
    lower: lay(lower, names),
    upper: lay(upper, names),
    body: lay(body, inside),
  };
};
