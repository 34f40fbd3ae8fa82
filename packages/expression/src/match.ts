// Matching patterns with holes. Sums and products match in any order; one hole whose name begins with "rest" takes what
// is left over.
import { apply } from './apply.js';
import { one, zero } from './build.js';
import { substitute } from './binder.js';
import type { Expression } from './node.js';
import { intern, isBinder, variableOf } from './node.js';

export type Bindings = ReadonlyMap<Expression, Expression>;

/** A hole of a pattern: it stands for any expression, the same one wherever it occurs. */
export const hole = (name: string): Expression =>
  intern('symbol', [], { name, domain: { kind: 'set', values: [] }, hole: true });

export const isHole = (node: Expression): boolean => node.op === 'symbol' && variableOf(node).hole === true;
const isRest = (node: Expression): boolean => isHole(node) && variableOf(node).name.startsWith('rest');

type Continue = (bindings: Bindings) => Bindings | null;

/** The first way in which `pattern` is `node`, as values of the holes; null if there is none. */
export const match = (
  pattern: Expression,
  node: Expression,
  bindings: Bindings = new Map(),
): Bindings | null => visit(pattern, node, bindings, (found) => found);

const visit = (
  pattern: Expression,
  node: Expression,
  bindings: Bindings,
  proceed: Continue,
): Bindings | null => {
  if (isHole(pattern)) {
    const bound = bindings.get(pattern);
    if (bound !== undefined) return bound === node ? proceed(bindings) : null;
    return proceed(new Map([...bindings, [pattern, node]]));
  }
  if (pattern === node) return proceed(bindings);
  if (pattern.op !== node.op || pattern.value !== node.value || isBinder(pattern)) return null;
  if (pattern.op === 'add' || pattern.op === 'multiply') return visitAll(pattern, node, bindings, proceed);
  if (pattern.args.length !== node.args.length) return null;
  const step =
    (i: number): Continue =>
    (found) =>
      i === pattern.args.length ? proceed(found) : visit(pattern.args[i], node.args[i], found, step(i + 1));
  return step(0)(bindings);
};

/** Matches the arguments of a sum or product in any order. */
const visitAll = (
  pattern: Expression,
  node: Expression,
  bindings: Bindings,
  proceed: Continue,
): Bindings | null => {
  const rest = pattern.args.find(isRest);
  // What says most is matched first, bare holes last.
  const parts = pattern.args
    .filter((arg) => arg !== rest)
    .sort((a, b) => Number(isHole(a)) - Number(isHole(b)));
  if (rest === undefined ? parts.length !== node.args.length : parts.length > node.args.length) return null;
  const step = (i: number, left: readonly Expression[], found: Bindings): Bindings | null => {
    if (i === parts.length) {
      if (rest === undefined) return left.length === 0 ? proceed(found) : null;
      const remainder = left.length === 0 ? (node.op === 'add' ? zero : one) : apply(node.op, left);
      return visit(rest, remainder, found, proceed);
    }
    for (const [at, candidate] of left.entries()) {
      const others = left.filter((_, j) => j !== at);
      const result = visit(parts[i], candidate, found, (next) => step(i + 1, others, next));
      if (result !== null) return result;
    }
    return null;
  };
  return step(0, node.args, bindings);
};

/** The pattern with its holes filled. */
export const fill = (pattern: Expression, bindings: Bindings): Expression => substitute(pattern, bindings);
