// Binders: sum, product and integral over an index. Bodies are kept without names (the index is a count of binders), so
// sum(f(k), k) and sum(f(j), j) are one object; opening a binder gives the index a name that is free in its body.
import { apply } from './apply.js';
import { add, multiply, negate, number, one, power, subtract, symbol, zero } from './build.js';
import { domainKey, mapDomain } from './domain.js';
import type { Domain } from './domain.js';
import type { Expression } from './node.js';
import { intern, isBinder, isNumber, memoise, rationalOf, variableOf } from './node.js';
import { isNonNegative } from './range.js';

type BinderOperation = 'sum' | 'product' | 'integral';

/** A binder with its index named. */
export interface Opened {
  readonly index: Expression;
  readonly lower: Expression;
  readonly upper: Expression;
  readonly body: Expression;
}

/** Replaces a symbol by the index of the binder `depth` levels out. */
const close = (node: Expression, index: Expression, depth: number): Expression => {
  if (!occurs(node, index)) return node;
  if (node === index) return intern('bound', [], depth);
  return rebuild(node, depth, (arg, inner) => close(arg, index, inner));
};

/** Replaces the index of the binder `depth` levels out. */
const instantiate = (node: Expression, replacement: Expression, depth: number): Expression => {
  if (node.op === 'bound') return node.value === depth ? replacement : node;
  if (looseBounds(node) <= depth) return node;
  return rebuild(node, depth, (arg, inner) => instantiate(arg, replacement, inner));
};

/** The node with its arguments changed; the body of a binder lies one level deeper. */
const rebuild = (
  node: Expression,
  depth: number,
  change: (arg: Expression, depth: number) => Expression,
): Expression => {
  if (!isBinder(node))
    return apply(
      node.op,
      node.args.map((arg) => change(arg, depth)),
      node.value,
    );
  const [lower, upper, body] = node.args as [Expression, Expression, Expression];
  return bind(node.op as BinderOperation, {
    lower: change(lower, depth),
    upper: change(upper, depth),
    body: change(body, depth + 1),
  });
};

/** Whether the node refers to the binder `depth` levels out. */
const refers = (node: Expression, depth: number): boolean => {
  if (node.op === 'bound') return node.value === depth;
  if (looseBounds(node) <= depth) return false;
  return node.args.some((arg, i) => refers(arg, isBinder(node) && i === 2 ? depth + 1 : depth));
};

/** The node taken out of a binder that it does not refer to: the binders further out are one level nearer. */
const lift = (node: Expression, depth = 0): Expression => {
  if (looseBounds(node) <= depth) return node;
  if (node.op === 'bound') return intern('bound', [], (node.value as number) - 1);
  return rebuild(node, depth, lift);
};

/** One more than the furthest binder that the node refers to and does not contain; 0 for a closed node. */
const looseBounds: (node: Expression) => number = memoise((node) => {
  if (node.op === 'bound') return (node.value as number) + 1;
  return Math.max(0, ...node.args.map((arg, i) => looseBounds(arg) - (isBinder(node) && i === 2 ? 1 : 0)));
});

/** The symbols that occur in an expression; those in the domains of its symbols are not counted. */
export const symbolsOf: (node: Expression) => ReadonlySet<Expression> = memoise((node) =>
  node.op === 'symbol' ? new Set([node]) : new Set(node.args.flatMap((arg) => [...symbolsOf(arg)])),
);

/** The names of the symbols that occur in an expression. */
export const namesOf = (node: Expression): Set<string> =>
  new Set([...symbolsOf(node)].map((used) => variableOf(used).name));

/** Whether `part` (a symbol) occurs in the node. */
export const occurs = (node: Expression, part: Expression): boolean => symbolsOf(node).has(part);

const indexNames = ['k', 'j', 'i', 'l', 'm', 'n', 'q', 'r', 's', 't'];

/** Where the index of a binder lives: between the ends of an integral, on the whole numbers from one bound to the other elsewhere. */
export const indexDomain = (op: string, lower: Expression, upper: Expression): Domain =>
  op === 'integral'
    ? { kind: 'interval', lower, upper, lowerOpen: true, upperOpen: true }
    : { kind: 'range', lower, upper };

/** Names the index of a binder. The name is the first of k, j, i, … that is not free in the body and not in `avoid`. */
export const open = (node: Expression, avoid: ReadonlySet<string> = none): Opened => {
  const [lower, upper, body] = node.args as [Expression, Expression, Expression];
  const taken = new Set([lower, upper, body].flatMap((part) => [...namesOf(part)]));
  const names = node.op === 'integral' ? ['t', 'u', 'v', 'w'] : indexNames;
  const free = (name: string): boolean => !taken.has(name) && !avoid.has(name);
  const name =
    names.find(free) ??
    Array.from({ length: taken.size + avoid.size + 1 }, (_, i) => `k${i + 1}`).find(free)!;
  const index = symbol(name, indexDomain(node.op, lower, upper));
  return { index, lower, upper, body: instantiate(body, index, 0) };
};
const none: ReadonlySet<string> = new Set();

/** The body of a binder at one value of its index. */
export const bodyAt = (node: Expression, value: Expression): Expression =>
  instantiate(node.args[2], value, 0);

/** A binder around a body whose index is bound already: what is free of the index does not stay inside a sum. */
const bind = (op: BinderOperation, { lower, upper, body }: Omit<Opened, 'index'>): Expression => {
  if (!refers(body, 0)) return repeated[op](lift(body), lower, upper);
  if (op !== 'sum') return intern(op, [lower, upper, body]);
  const factors = body.op === 'multiply' ? body.args : [body];
  const outside = factors.filter((factor) => !refers(factor, 0)).map((factor) => lift(factor));
  const inside = multiply(...factors.filter((factor) => refers(factor, 0)));
  return multiply(...outside, intern(op, [lower, upper, inside]));
};

/** How many terms there are; an upper bound below the lower one by more than 1 counts as none where that is known. */
const count = (lower: Expression, upper: Expression): Expression => {
  const length = add(upper, negate(lower), one);
  return isNumber(length) && rationalOf(length).sign < 0 ? zero : length;
};

/** Binders around what is free of their index. */
const repeated: {
  readonly [op in BinderOperation]: (body: Expression, lower: Expression, upper: Expression) => Expression;
} = {
  sum: (body, lower, upper) => multiply(body, count(lower, upper)),
  product: (body, lower, upper) => power(body, count(lower, upper)),
  integral: (body, lower, upper) => (body === zero ? zero : multiply(body, subtract(upper, lower))),
};

/** A symbol to stand for an index in the body of a sum or product that is being built. */
export const indexSymbol = (name: string, lower: Expression, upper: Expression): Expression =>
  symbol(name, { kind: 'range', lower, upper });

/** The sum of `body` over `index` from `lower` to `upper`; factors that are free of the index stand before it. */
export const sum = (body: Expression, index: Expression, lower: Expression, upper: Expression): Expression =>
  bind('sum', { lower, upper, body: close(body, index, 0) });

/** The product of `body` over `index` from `lower` to `upper`. */
export const product = (
  body: Expression,
  index: Expression,
  lower: Expression,
  upper: Expression,
): Expression => bind('product', { lower, upper, body: close(body, index, 0) });

/** The integral of `body` over `variable` from `lower` to `upper`. */
export const integral = (
  body: Expression,
  variable: Expression,
  lower: Expression,
  upper: Expression,
): Expression => bind('integral', { lower, upper, body: close(body, variable, 0) });

const binders = { sum, product, integral };

/** Rebuilds a binder around a changed body. */
export const rebind = (op: Expression['op'], opened: Opened): Expression =>
  binders[op as BinderOperation](opened.body, opened.index, opened.lower, opened.upper);

/** The node with `change` applied to each argument; binders are opened first, so `change` never meets a bound index. */
export const mapArguments = (node: Expression, change: (arg: Expression) => Expression): Expression => {
  if (node.args.length === 0) return node;
  if (isBinder(node)) {
    const opened = open(node);
    const [lower, upper, body] = [change(opened.lower), change(opened.upper), change(opened.body)];
    if (lower === opened.lower && upper === opened.upper)
      return body === opened.body ? node : rebind(node.op, { ...opened, body });
    const index = symbol(variableOf(opened.index).name, indexDomain(node.op, lower, upper));
    return rebind(node.op, { index, lower, upper, body: substitute(body, new Map([[opened.index, index]])) });
  }
  const args = node.args.map(change);
  return args.every((arg, i) => arg === node.args[i]) ? node : apply(node.op, args, node.value);
};

/** Replaces symbols (also in the domains of other symbols); indices are renamed where they would be captured. */
export const substitute = (
  node: Expression,
  replacements: ReadonlyMap<Expression, Expression>,
): Expression => {
  if (replacements.size === 0) return node;
  const known = new Map<Expression, Expression>();
  const captured = new Set([...replacements.values()].flatMap((to) => [...namesOf(to)]));
  const visit = (part: Expression): Expression => {
    let result = known.get(part);
    if (result === undefined) known.set(part, (result = replace(part)));
    return result;
  };
  const replace = (part: Expression): Expression => {
    const direct = replacements.get(part);
    if (direct !== undefined) return direct;
    if (part.op === 'symbol') {
      const { name, domain, hole } = variableOf(part);
      const changed = mapDomain(domain, visit);
      return hole || domainKey(changed) === domainKey(domain) ? part : symbol(name, changed);
    }
    if (!isBinder(part)) return mapArguments(part, visit);
    const opened = open(part, captured);
    const [lower, upper] = [visit(opened.lower), visit(opened.upper)];
    const index = symbol(variableOf(opened.index).name, indexDomain(part.op, lower, upper));
    const body = substitute(opened.body, new Map([...replacements, [opened.index, index]]));
    return rebind(part.op, { index, lower, upper, body });
  };
  return visit(node);
};
const unrollLimit = 4096;

/** The number of terms of a binder whose bounds are whole numbers, else null. */
export const lengthOf = (node: Expression): number | null => {
  const [lower, upper] = node.args as [Expression, Expression];
  if (!isNumber(lower) || !isNumber(upper)) return null;
  const length = Number(rationalOf(upper).subtract(rationalOf(lower)).numerator) + 1;
  return length <= unrollLimit ? Math.max(length, 0) : null;
};

/** Writes sums and products with fixed bounds out, term by term. */
export const unroll = (node: Expression): Expression => {
  const changed = mapArguments(node, unroll);
  if (changed.op !== 'sum' && changed.op !== 'product') return changed;
  const length = lengthOf(changed);
  if (length === null) return changed;
  const first = rationalOf(changed.args[0]).numerator;
  const terms = Array.from({ length }, (_, i) => unroll(bodyAt(changed, number(first + BigInt(i)))));
  return changed.op === 'sum' ? add(...terms) : multiply(...terms);
};

/** Whether an index in its range always meets lower ≤ value ≤ upper. */
export const within = (value: Expression, lower: Expression, upper: Expression): boolean =>
  isNonNegative(subtract(value, lower)) && isNonNegative(subtract(upper, value));
