// Rewriting by rules, children first, until none applies. Every application is kept.
import { mapArguments } from './binder.js';
import type { Expression } from './node.js';
import { Problem } from './problem.js';
import type { Rule } from './rule.js';

/** One application of a rule: the part of the expression that it met and what it made of it. */
export interface Rewrite {
  readonly rule: string;
  readonly because: string;
  readonly from: Expression;
  readonly to: Expression;
}

/** Applications after which rewriting is given up: a backstop, far above what any derivation needs. */
const budget = 20_000;

/** Rewrites `node` to a fixed point; throws a Problem when the budget is spent, naming the rules that went in circles. */
export const rewrite = (
  node: Expression,
  rules: readonly Rule[],
): { readonly result: Expression; readonly rewrites: readonly Rewrite[] } => {
  const rewrites: Rewrite[] = [];
  const known = new Map<Expression, Expression>();
  const visit = (part: Expression): Expression => {
    let result = known.get(part);
    if (result === undefined) {
      result = part;
      for (let next: Expression | null = part; next !== null;) {
        const settled: Expression = mapArguments(next, visit);
        [result, next] = [settled, settled === next ? applyFirst(settled) : settled];
      }
      known.set(part, result);
    }
    return result;
  };
  const applyFirst = (part: Expression): Expression | null => {
    for (const rule of rules) {
      const to = rule.apply(part);
      if (to === null || to === part) continue;
      rewrites.push({ rule: rule.name, because: rule.because, from: part, to });
      if (rewrites.length > budget) throw exhausted(rewrites);
      return to;
    }
    return null;
  };
  return { result: visit(node), rewrites };
};

const exhausted = (rewrites: readonly Rewrite[]): Problem =>
  new Problem('rewriting-exhausted', {
    what: `no simplest form found within ${budget} steps`,
    needed: `an end; the last rules were ${[...new Set(rewrites.slice(-6).map(({ rule }) => rule))].join(', ')}`,
    help: 'write the density in a simpler form',
  });
