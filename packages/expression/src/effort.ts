// How many points a check can afford: special functions, integrals and sums without end take their time.
import { lengthOf } from './binder.js';
import { infinity } from './build.js';
import type { Expression } from './node.js';
import { isBinder, memoise } from './node.js';

const usualPoints = 64;
const fewestPoints = 6;
export const costlyPoints = 4; // an integral takes some 10 ms a point, an infinite sum some 5
const budget = 400; // of a check, in tenths of a millisecond

/** What special functions take to fifty digits, in tenths of a millisecond; others take next to nothing. */
const prices: { readonly [op: string]: number } = {
  lgamma: 4, gamma: 2, polygamma: 10, zeta: 40, zetaDerivative: 50, besselI: 2, besselK: 60, erf: 10, normalCdf: 10,
  normalQuantile: 30,
}; // prettier-ignore
const usualTerms = 6; // of a sum whose bounds are symbols

/** The number of points that are looked at: fewer where what has to be evaluated takes long. */
export const affordable = (asked = usualPoints, nodes: readonly Expression[], costly: number): number => {
  const depth = Math.max(...nodes.map(depthOf));
  if (depth > 1) return 0; // one integral inside another takes seconds
  if (depth > 0) return Math.min(asked, costly);
  const price = nodes.reduce((total, node) => total + priceOf(node), 0);
  return Math.min(asked, Math.max(fewestPoints, Math.floor(budget / Math.max(price, 1))));
};

const priceOf = (node: Expression): number => {
  const seen = new Set<Expression>();
  const visit = (part: Expression): number => {
    if (seen.has(part)) return 0;
    seen.add(part);
    const own = (prices[part.op] ?? 0) + part.args.reduce((total, arg) => total + visit(arg), 0);
    return isBinder(part) ? own * (lengthOf(part) ?? usualTerms) : own;
  };
  return visit(node);
};

/** How many integrals and infinite sums stand inside one another. */
const depthOf: (node: Expression) => number = memoise((node) => {
  const endless = node.op === 'sum' && node.args.slice(0, 2).some((end) => contains(end, infinity));
  return (node.op === 'integral' || endless ? 1 : 0) + Math.max(0, ...node.args.map(depthOf));
});

const contains = (node: Expression, part: Expression): boolean =>
  node === part || node.args.some((arg) => contains(arg, part));
