// How fast a function of the outcome grows towards an end of its domain: f ~ c·exp(rate·v)·v^power·(log v)^logs as v grows
// without bound, where v is the outcome itself, or one over its distance from the end.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { affineParts } from './integrand.js';

/** The leading behaviour; null where it is not known. */
export interface Growth {
  readonly rate: Expression;
  readonly power: Expression;
  readonly logs: Expression;
  readonly coefficient: Expression;
}

/** An end of a domain, and the variable v that runs to infinity as it is approached. */
export interface End {
  readonly outcome: Expression;
  readonly at: Expression;
  readonly side: 'above' | 'below';
}

const steady = (coefficient: Expression): Growth => ({
  rate: e.zero,
  power: e.zero,
  logs: e.zero,
  coefficient,
});

const signOf = (node: Expression): number | null =>
  node === e.zero ? 0 : e.isPositive(node) ? 1 : e.isNegative(node) ? -1 : null;

/** Which of two grows faster: positive for the first, 0 for alike, null where it is not known. */
export const compareGrowth = (a: Growth, b: Growth): number | null => {
  for (const key of ['rate', 'power', 'logs'] as const) {
    const sign = signOf(e.subtract(a[key], b[key]));
    if (sign !== 0) return sign;
  }
  return 0;
};

const isSteady = (growth: Growth): boolean => compareGrowth(growth, steady(e.one)) === 0;

/** The leading behaviour of a function of the outcome towards an end. */
export const growthOf = (node: Expression, end: End): Growth | null => {
  const { outcome, at } = end;
  const infinite = at === e.infinity || at === e.negate(e.infinity);
  const visit = (part: Expression): Growth | null => {
    if (!e.occurs(part, outcome)) return steady(part);
    if (part === outcome)
      return infinite
        ? { ...steady(at === e.infinity ? e.one : e.minusOne), power: e.one }
        : at === e.zero
          ? { ...steady(end.side === 'above' ? e.one : e.minusOne), power: e.minusOne }
          : steady(at);
    const row = rules[part.op];
    return row === undefined ? null : row(part, visit, end);
  };
  return visit(node);
};

/**
 * The parts of a function that grow, each with its factor: log Γ(c·y + d) is c·y·log y + (c·log c − c)·y + (d − ½)·log y and what
 * stays bounded (Stirling), so that quotients of factorials whose leading terms cancel still have a growth.
 */
export const growingParts = (
  node: Expression,
  { outcome, at }: End,
): readonly (readonly [part: Expression, factor: Expression])[] => {
  const inner = node.op === 'lgamma' && at === e.infinity ? affineParts(node.args[0], outcome) : null;
  if (inner === null || !e.isPositive(inner[1])) return [[node, e.one]];
  const [shift, slope] = inner;
  return [
    [e.multiply(outcome, e.log(outcome)), slope],
    [outcome, e.subtract(e.multiply(slope, e.log(slope)), slope)],
    [e.log(outcome), e.subtract(shift, e.half)],
  ];
};

const vanishes = (growth: Growth): boolean => (compareGrowth(growth, steady(e.one)) ?? 0) < 0;

type Rule = (node: Expression, visit: (part: Expression) => Growth | null, end: End) => Growth | null;

const sum: Rule = (node, visit, end) => {
  const { at, outcome, side } = end;
  if (at !== e.infinity && at !== e.negate(e.infinity) && isSmooth(node, end)) {
    // near a finite end f is f(end), or where that is zero f′(end) times the distance
    const value = e.simplify(e.substitute(node, new Map([[outcome, at]])));
    if (value !== e.zero) return signOf(value) === null ? null : steady(value);
    const slope = e.substitute(e.differentiate(node, outcome), new Map([[outcome, at]]));
    const sign = signOf(e.simplify(slope));
    if (sign === null || sign === 0) return null;
    return { ...steady(side === 'above' ? slope : e.negate(slope)), power: e.minusOne };
  }
  let top: Growth | null = null;
  for (const term of e.termsOf(node)) {
    const found = visit(term);
    if (found === null) return null;
    const order: number | null = top === null ? 1 : compareGrowth(found, top);
    if (order === null) return null;
    top = order > 0 ? found : order < 0 ? top : together(top!, found);
  }
  return top && top.coefficient !== e.zero ? top : null;
};

const together = (a: Growth, b: Growth): Growth => ({
  ...a,
  coefficient: e.add(a.coefficient, b.coefficient),
});

/** Whether nothing in the expression has a pole at the end. */
const isSmooth = (node: Expression, { outcome, at }: End): boolean => {
  if (!e.occurs(node, outcome)) return true;
  const smooth = new Set(['symbol', 'add', 'multiply', 'exp', 'cos', 'sin', 'cosh', 'sinh', 'power']);
  if (!smooth.has(node.op)) return false;
  if (node.op === 'power') {
    const base = e.substitute(node.args[0], new Map([[outcome, at]]));
    if (!e.isPositive(base) && !e.isPositive(node.args[1])) return false;
  }
  return node.args.every((arg) => isSmooth(arg, { outcome, at, side: 'above' }));
};

const rules: { readonly [op: string]: Rule } = {
  add: sum,
  multiply: (node, visit) => {
    let product = steady(e.one);
    for (const factor of e.factorsOf(node)) {
      const next = visit(factor);
      if (next === null) return null;
      product = {
        rate: e.add(product.rate, next.rate),
        power: e.add(product.power, next.power),
        logs: e.add(product.logs, next.logs),
        coefficient: e.multiply(product.coefficient, next.coefficient),
      };
    }
    return product;
  },
  power: (node, visit, { outcome }) => {
    const [base, exponent] = e.splitPower(node);
    if (e.occurs(exponent, outcome)) return null;
    const inner = visit(base);
    return (
      inner && {
        rate: e.multiply(inner.rate, exponent),
        power: e.multiply(inner.power, exponent),
        logs: e.multiply(inner.logs, exponent),
        coefficient: e.power(inner.coefficient, exponent),
      }
    );
  },
  abs: (node, visit) => {
    const inner = visit(node.args[0]);
    return inner && { ...inner, coefficient: e.abs(inner.coefficient) };
  },
  log: (node, visit) => {
    const inner = visit(node.args[0]);
    if (inner === null) return null;
    if (inner.rate !== e.zero) return { ...steady(inner.rate), power: e.one };
    if (inner.power !== e.zero) return { ...steady(inner.power), logs: e.one };
    return isSteady(inner) ? steady(e.log(inner.coefficient)) : null;
  },
  exp: (node, visit) => {
    const inner = visit(node.args[0]);
    if (inner === null) return null;
    if (isSteady(inner)) return steady(e.exp(inner.coefficient));
    if (vanishes(inner)) return steady(e.one);
    const linear = inner.rate === e.zero && inner.power === e.one && inner.logs === e.zero;
    return linear ? { ...steady(e.one), rate: inner.coefficient } : null;
  },
  lgamma: (node, visit) => {
    const inner = visit(node.args[0]);
    if (inner === null || inner.rate !== e.zero || inner.logs !== e.zero) return null;
    if (!e.isPositive(inner.power) || !e.isPositive(inner.coefficient)) return null;
    return { ...steady(e.multiply(inner.coefficient, inner.power)), power: inner.power, logs: e.one };
  },
  cosh: (node, visit) => {
    const inner = visit(node.args[0]);
    if (inner && vanishes(inner)) return steady(e.one);
    const linear = inner && inner.rate === e.zero && inner.power === e.one && inner.logs === e.zero;
    return linear ? { ...steady(e.half), rate: e.abs(inner.coefficient) } : null;
  },
  cos: () => steady(e.one),
  sin: () => steady(e.one),
  equal: () => steady(e.zero),
};
