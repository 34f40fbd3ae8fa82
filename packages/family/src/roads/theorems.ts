// What holds of every member, each proved by the signs of its parts where they tell, and tried at random points.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Derivation, Quantity, Step } from '../derivation/derivation.js';
import type { Trail } from '../derivation/trail.js';
import { freeName, takenBy } from './names.js';

/** How an inequality is known. */
const proof = (difference: Expression): string =>
  e.isPositive(difference) ? 'the signs of its parts prove it' : 'it was tried at random points';

type Subject = Pick<Derivation, 'outcome' | 'parameters' | 'constants' | 'natural'>;

/** ∇²A is a covariance, so A is convex and the mean of a single statistic grows with its natural parameter. */
export const convexity = (
  trail: Trail,
  {
    covariance,
    logPartition,
    ...subject
  }: Subject & {
    readonly covariance: readonly (readonly Expression[])[];
    readonly logPartition: Expression;
  },
): Step => {
  const { natural } = subject;
  const [first] = natural;
  if (natural.length === 1 && !first.index)
    return trail.step({
      rule: 'mean-is-monotone',
      because: `a variance is positive, so A is convex and the mean grows with its natural parameter; ${proof(covariance[0][0])}`,
      from: e.zero,
      to: covariance[0][0],
      relation: 'less',
    });
  const form = quadraticForm(subject, covariance);
  return trail.step({
    rule: 'log-partition-is-convex',
    because: `for any direction v this is the variance of vᵀT, so A is convex and the loss has no second valley; ${proof(form)}`,
    from: e.zero,
    to: form,
    relation: 'less-or-equal',
    where: logPartition,
    latex: `v^{\\top}\\,\\nabla^2 A(\\eta)\\,v = ${e.tex(form)} \\ge 0`,
  });
};

/** vᵀ·Cov·v. */
const quadraticForm = (
  { natural, ...names }: Subject,
  covariance: readonly (readonly Expression[])[],
): Expression => {
  const stem = freeName(takenBy(names), ['v', 'u', 'd']);
  const [first] = natural;
  if (natural.length === 1 && first.index) {
    const { symbol, from, to } = first.index;
    const direction = e.symbol(stem, e.variableOf(first.symbol.args[0]).domain);
    const other = e.indexSymbol('j', from, to);
    const body = e.multiply(e.element(direction, symbol), e.element(direction, other), covariance[0][0]);
    return e.sum(e.sum(body, other, from, to), symbol, from, to);
  }
  const direction = natural.map((_, i) => e.symbol(`${stem}${i + 1}`, e.real.all));
  return e.add(
    ...covariance.flatMap((row, i) => row.map((entry, j) => e.multiply(direction[i], direction[j], entry))),
  );
};

/** A mean lies between the ends of the support: the range of the response. */
export const rangeOfMean = (trail: Trail, mean: Expression, { domain, symbol }: Quantity): Step[] => {
  const [lower, upper] = hull(domain);
  const y = e.tex(symbol);
  const known = [lower && e.subtract(mean, lower), upper && e.subtract(upper, mean)].filter(
    (each) => each !== null,
  );
  // a support that may be one point, such as 1..n for n = 1, has no inside for the mean to lie in
  if (known.length === 0 || (lower && upper && !e.isPositive(e.subtract(upper, lower)))) return [];
  return [
    trail.step({
      rule: 'mean-stays-in-range',
      because: `a mean lies between the ends of the support, whatever η is; ${known.every(e.isPositive) ? proof(e.one) : proof(e.zero)}`,
      from: e.zero,
      to: known.length === 2 ? e.multiply(...known) : known[0],
      relation: 'less',
      latex: `${lower ? `${e.tex(lower)} < ` : ''}\\mathrm{E}[${y}] = ${e.tex(mean)}${upper ? ` < ${e.tex(upper)}` : ''}`,
    }),
  ];
};

const hull = (domain: Quantity['domain']): [Expression | null, Expression | null] => {
  const end = (bound: Expression): Expression | null =>
    [...e.factorsOf(bound)].some((factor) => factor === e.infinity) ? null : bound;
  if (domain.kind === 'interval' || domain.kind === 'range') return [end(domain.lower), end(domain.upper)];
  if (domain.kind !== 'set') return [null, null];
  const sorted = [...domain.values].sort((a, b) => (e.isNonNegative(e.subtract(a, b)) ? 1 : -1));
  return [sorted[0], sorted.at(-1)!];
};
