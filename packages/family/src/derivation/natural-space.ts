// The natural space: where A is finite, told end by end by the calculus and written as conditions on the natural parameters.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { convergenceOf } from '../calculus/convergence.js';
import { matrixConditions } from '../calculus/matrix.js';
import type { Case, Convergence } from '../calculus/convergence.js';
import { plain } from '../calculus/integrand.js';
import { simplexShapes } from '../calculus/vectors.js';
import type { NaturalParameter, NormalForm, Quantity } from './derivation.js';
import { exponentOf } from '../normal-form/exponent.js';

/** Where A is finite: one of these cases has to hold; null where the calculus does not know. */
export type NaturalSpace = readonly SpaceCase[] | null;

/** All of `zero` are zero and all of `positive` greater than zero. */
export interface SpaceCase {
  readonly zero: readonly Expression[];
  readonly positive: readonly Expression[];
}

/** The natural space of a normal form, whatever its parameters in the text may be. */
export const naturalSpaceOf = (outcome: Quantity, form: NormalForm): NaturalSpace => {
  if (form.natural.some(({ index }) => index)) return null;
  const free = new Map(
    form.natural.map(({ symbol }) => [symbol, e.symbol(e.variableOf(symbol).name, e.real.all)]),
  );
  const exponent = e.substitute(exponentOf(form), free);
  if (e.isVectorDomain(outcome.domain)) {
    const integrand = { ...outcome, exponent };
    const positive =
      matrixConditions(integrand) ?? simplexShapes({ ...integrand, exponent: plain(exponent) })?.list;
    return positive ? spaceOf(positive.map((each) => [{ zero: [], positive: each }])) : null;
  }
  const found = convergenceOf({ ...outcome, exponent });
  return found && spaceOf(found);
};

/** What must be positive for E[g(y)] to exist, as far as the domains of the natural parameters do not say so already. */
export interface Existence {
  readonly positive: readonly Expression[];
  readonly exists: boolean;
}

/** Whether, and where, the mean of exp(log |g|) is finite. */
export const existenceOf = (outcome: Quantity, exponent: Expression): Existence => {
  const found = e.isVectorDomain(outcome.domain) ? [] : (convergenceOf({ ...outcome, exponent }) ?? []);
  const cases = spaceOf(found);
  return { exists: cases.length > 0, positive: cases[0]?.positive ?? [] };
};

/** One case of each end, in every combination that can hold. */
export const spaceOf = (convergence: Convergence): SpaceCase[] =>
  convergence
    .reduce<SpaceCase[]>(
      (cases, end) =>
        cases.flatMap((before) => end.map((each) => both(before, each)).filter((each) => each !== null)),
      [{ zero: [], positive: [] }],
    )
    .map(({ zero, positive }) => ({ zero, positive: withoutRepetition(positive) }));

/** Bounds as they read when those before them hold: η₁·η₂ > 0 is η₂ < 0 where η₁ < 0, and η₁² > 0 says nothing more. */
const withoutRepetition = (positive: readonly Expression[]): Expression[] => {
  const signed = new Map<Expression, Expression>();
  const plainly = new Map<Expression, Expression>();
  const kept: Expression[] = [];
  for (const each of positive) {
    const bound = scaled(e.substitute(each, signed));
    if (e.isPositive(bound)) continue;
    kept.push(e.substitute(bound, plainly));
    const symbol = [bound, e.negate(bound)].find(e.isSymbol);
    if (symbol === undefined || plainly.has(symbol)) continue;
    const known = e.symbol(e.variableOf(symbol).name, symbol === bound ? e.real.positive : e.real.negative);
    signed.set(symbol, known);
    plainly.set(known, symbol);
  }
  return kept;
};

/** Two cases at once; null where they exclude each other. */
const both = (before: SpaceCase, { zero, positive }: Case): SpaceCase | null => {
  const bound = scaled(positive);
  const zeros = [...new Set([...before.zero, ...zero.map(scaled)])];
  const positives = [...new Set([...before.positive, ...(e.isPositive(bound) ? [] : [bound])])];
  const excluded = positives.some(
    (each) => zeros.includes(each) || zeros.includes(e.negate(each)) || positives.includes(e.negate(each)),
  );
  return excluded ? null : { zero: zeros, positive: positives };
};

/** A bound without factors whose sign is known. */
const scaled = (bound: Expression): Expression => {
  const whole = e.factorOut(e.expand(bound));
  const withoutSize = (factor: Expression): Expression =>
    e.isPositive(factor) ? e.one : e.isNegative(factor) ? e.minusOne : ofSameSign(factor);
  return e.multiply(...e.factorsOf(whole).map(withoutSize), e.isNumber(whole) ? whole : e.one);
};

/** x for x³: an odd power has the sign of its base. */
const ofSameSign = (factor: Expression): Expression => {
  const [base, exponent] = factor.op === 'power' ? e.splitPower(factor) : [factor, e.one];
  const odd =
    e.isNumber(exponent) && e.rationalOf(exponent).isInteger && e.rationalOf(exponent).numerator % 2n !== 0n;
  return odd ? base : factor;
};

/** The conditions as text, such as `eta1 < 0`. */
export const spaceText = (space: NaturalSpace, natural: readonly NaturalParameter[]): string | null => {
  if (space === null) return null;
  const closed = closedBound(space, natural);
  if (closed !== null) return closed;
  const cases = space.map(({ zero, positive }) =>
    [...zero.map((each) => `${e.text(each)} = 0`), ...positive.map((each) => boundText(each, natural))].join(
      ', ',
    ),
  );
  if (cases.length === 1) return cases[0] === '' ? null : cases[0];
  return cases.map((each) => (each.includes(', ') ? `(${each})` : each)).join(' or ');
};

/** A half-line to which its end belongs: one case with the bound, one on it. */
const closedBound = (space: readonly SpaceCase[], natural: readonly NaturalParameter[]): string | null => {
  const [inside, edge] = space;
  if (space.length !== 2 || inside.zero.length > 0 || inside.positive.length !== 1) return null;
  if (edge.positive.length > 0 || edge.zero.length !== 1) return null;
  const [bound, end] = [inside.positive[0], edge.zero[0]].map((each) => boundOf(each, natural));
  if (!bound || !end || bound.symbol !== end.symbol || bound.end !== end.end) return null;
  return `${e.text(bound.symbol)} ${bound.below ? '>=' : '<='} ${e.text(bound.end)}`;
};

/** c + k·η > 0 as a bound on η, anything else as it stands. */
export const boundText = (positive: Expression, natural: readonly NaturalParameter[]): string => {
  const bound = boundOf(positive, natural);
  if (bound === null) return `${e.text(positive)} > 0`;
  return `${e.text(bound.symbol)} ${bound.below ? '>' : '<'} ${e.text(bound.end)}`;
};

/** A condition on one natural parameter as its end. */
const boundOf = (
  positive: Expression,
  natural: readonly NaturalParameter[],
): { readonly symbol: Expression; readonly end: Expression; readonly below: boolean } | null => {
  const names = natural.map(({ symbol }) => (e.isSymbol(symbol) ? e.variableOf(symbol).name : ''));
  const inside = [...e.symbolsOf(positive)].filter((symbol) => names.includes(e.variableOf(symbol).name));
  const [symbol] = inside;
  const coefficients = inside.length === 1 ? e.coefficientsIn(positive, symbol) : null;
  if (coefficients?.length !== 2) return null;
  const [constant, slope] = coefficients as [Expression, Expression];
  if (!e.isPositive(slope) && !e.isNegative(slope)) return null;
  return { symbol, end: e.simplify(e.divide(e.negate(constant), slope)), below: e.isPositive(slope) };
};

/** Narrows the domains of the natural parameters to their bounds in the natural space. */
export const withinSpace = (form: NormalForm, space: NaturalSpace): NormalForm => {
  const bounds = (space?.[0]?.positive ?? [])
    .map((each) => boundOf(each, form.natural))
    .filter((each) => each !== null);
  const natural = form.natural.map((parameter) => {
    if (!e.isSymbol(parameter.symbol)) return parameter;
    const { name } = e.variableOf(parameter.symbol);
    const own = bounds.filter(({ symbol }) => e.variableOf(symbol).name === name);
    if (own.length === 0) return parameter;
    const end = (below: boolean): Expression | undefined => own.find((bound) => bound.below === below)?.end;
    const domain = e.openInterval(end(true) ?? e.negate(e.infinity), end(false) ?? e.infinity);
    return { ...parameter, symbol: e.symbol(name, domain), domain };
  });
  return { ...form, natural };
};
