// Quotients over one ensemble, Σ c·exp(x)/Dⁿ, brought over a common denominator with exact arithmetic: what cancels on paper
// cancels here, before any rounding. p·(1 − p) becomes p·q, and p − 1 becomes −q.
import type { Expression } from '@expfam/expression';
import {
  add,
  divide,
  isNegative,
  isNumber,
  multiply,
  number,
  one,
  rationalOf,
  zero,
} from '@expfam/expression';
import { scaleOf } from './ensembles.js';
import type { Ensemble, Placed } from './ensembles.js';
import { exponentOf } from './exponential-sum.js';
import type { Depends } from './exponential-sum.js';

/** c·exp(x)/Dⁿ. */
interface Quotient {
  readonly coefficient: Expression;
  readonly exponent: Expression;
  readonly order: number;
}

/** How quotients over `ensemble` are read. */
export interface Reading {
  readonly ensemble: Ensemble;
  readonly depends: Depends;
  readonly place: (node: Expression) => Placed | null;
}

const times = (left: readonly Quotient[], right: readonly Quotient[]): Quotient[] =>
  left.flatMap((a) =>
    right.map((b) => ({
      coefficient: multiply(a.coefficient, b.coefficient),
      exponent: add(a.exponent, b.exponent),
      order: a.order + b.order,
    })),
  );

const largestPower = 4;

/** Reads an expression as a sum of quotients over the ensemble; null where it is anything else. */
export const quotients = (node: Expression, reading: Reading): readonly Quotient[] | null => {
  if (!reading.depends(node)) return [{ coefficient: node, exponent: zero, order: 0 }];
  const own = exponentOf(node);
  if (own !== null) return [{ coefficient: one, exponent: own, order: 0 }];
  if (node.op === 'power') return powers(node, reading);
  if (node.op !== 'add' && node.op !== 'multiply') return null;
  const parts = node.args.map((arg) => quotients(arg, reading));
  if (parts.some((part) => part === null)) return null;
  const read = parts as (readonly Quotient[])[];
  return node.op === 'add' ? read.flat() : read.reduce(times);
};

const powers = (node: Expression, reading: Reading): readonly Quotient[] | null => {
  const [base, exponent] = node.args as [Expression, Expression];
  if (!isNumber(exponent) || !rationalOf(exponent).isInteger) return null;
  const order = Number(rationalOf(exponent).numerator);
  if (order > 0) {
    const inner = order <= largestPower ? quotients(base, reading) : null;
    return inner && Array.from({ length: order }, () => inner).reduce(times);
  }
  const placed = reading.place(base);
  if (placed?.ensemble !== reading.ensemble) return null;
  const scale = quotients(scaleOf(placed, order), reading)!;
  return scale.map((part) => ({ ...part, order: part.order - order }));
};

/** The highest order n among the quotients. */
export const orderOf = (parts: readonly Quotient[]): number =>
  Math.max(0, ...parts.map((part) => part.order));

/**
 * All quotients over Dⁿ with n the highest order, as coefficients by exponent. Quotients without a denominator stay out
 * unless `whole`: in p₁ − y they help (p₁ − 1 is −p₂), over a difference they would cancel.
 */
export const overCommonDenominator = (
  parts: readonly Quotient[],
  ensemble: Ensemble,
): ReadonlyMap<Expression, Expression> => {
  const order = orderOf(parts);
  const sign = ensemble.kind === 'sum' ? one : number(-1);
  const denominator = ensemble.exponents.map((exponent, i) => ({
    exponent,
    coefficient: i === 0 ? ensemble.coefficients[i] : multiply(sign, ensemble.coefficients[i]),
    order: 0,
  }));
  const collected = new Map<Expression, Expression>();
  for (const part of parts) {
    const raised = Array.from({ length: order - part.order }, () => denominator).reduce<readonly Quotient[]>(
      times,
      [part],
    );
    for (const { exponent, coefficient } of raised)
      collected.set(exponent, add(collected.get(exponent) ?? zero, coefficient));
  }
  return new Map([...collected].filter(([, coefficient]) => coefficient !== zero));
};

/** Weights of the members: Σ wⱼ·pⱼ with pⱼ = cⱼ·exp(xⱼ)/D. */
export type Weights = ReadonlyMap<number, Expression>;

/** Coefficients over D as weights of members; null where an exponent is none of the ensemble's. */
export const weightsOf = (
  collected: ReadonlyMap<Expression, Expression>,
  ensemble: Ensemble,
): Weights | null => {
  const weights = new Map<number, Expression>();
  for (const [exponent, coefficient] of collected) {
    const member = ensemble.exponents.indexOf(exponent);
    if (member < 0) return null;
    weights.set(member, divide(coefficient, ensemble.coefficients[member]));
  }
  return weights;
};

/**
 * Over 1 − Σ cⱼ·exp(xⱼ) the share of the 1 is 1 + Σ pⱼ. Where its weight is positive and others are not, it is written so if that
 * leaves nothing to subtract: p₀ − p₂ is 1 + p₁.
 */
export const withoutLead = (
  weights: Weights,
  { kind, exponents }: Ensemble,
): { readonly free: Expression; readonly weights: Weights } => {
  const lead = weights.get(0);
  const plain = { free: zero, weights };
  if (kind === 'sum' || exponents.length < 3 || lead === undefined || ![...weights.values()].some(isNegative))
    return plain;
  const others = exponents.flatMap((_, j) => {
    const weight = add(weights.get(j) ?? zero, lead);
    return j === 0 || weight === zero ? [] : [[j, weight] as const];
  });
  return others.some(([, weight]) => isNegative(weight)) ? plain : { free: lead, weights: new Map(others) };
};

const pairTables = new WeakMap<Ensemble, ReadonlyMap<Expression, readonly [number, number]>>();

/** Which two members multiply to a given exponent. */
const pairsOf = (ensemble: Ensemble): ReadonlyMap<Expression, readonly [number, number]> => {
  let table = pairTables.get(ensemble);
  if (table === undefined) {
    const pairs = new Map<Expression, readonly [number, number]>();
    ensemble.exponents.forEach((x, a) =>
      ensemble.exponents.forEach((z, b) => {
        const sum = add(x, z);
        if (b >= a && !pairs.has(sum)) pairs.set(sum, [a, b]);
      }),
    );
    pairTables.set(ensemble, (table = pairs));
  }
  return table;
};

/** Σ pₐ·(Σ w·p_b): a quadratic form written row by row, the member of most products first. */
export interface Row {
  readonly member: number;
  readonly weights: Weights;
}

/** Coefficients over D² as a quadratic form; null where an exponent is no sum of two. */
export const rowsOf = (
  collected: ReadonlyMap<Expression, Expression>,
  ensemble: Ensemble,
): readonly Row[] | null => {
  const pairs = pairsOf(ensemble);
  let left: { pair: readonly [number, number]; weight: Expression }[] = [];
  for (const [exponent, coefficient] of collected) {
    const pair = pairs.get(exponent);
    if (pair === undefined) return null;
    const under = multiply(ensemble.coefficients[pair[0]], ensemble.coefficients[pair[1]]);
    left.push({ pair, weight: divide(coefficient, under) });
  }
  const rows: Row[] = [];
  while (left.length > 0) {
    const counts = ensemble.exponents.map(
      (_, member) => left.filter(({ pair }) => pair.includes(member)).length,
    );
    const member = counts.indexOf(Math.max(...counts));
    const mine = left.filter(({ pair }) => pair.includes(member));
    rows.push({
      member,
      weights: new Map(mine.map(({ pair: [a, b], weight }) => [a === member ? b : a, weight])),
    });
    left = left.filter(({ pair }) => !pair.includes(member));
  }
  return rows;
};
