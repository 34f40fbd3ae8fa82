// Where ∫ or Σ exp(exponent) is finite: at each end of the domain the fastest growing term of the exponent must fall, or
// where its factor is zero the next one, and so on. This is the natural space, whether A has a closed form or not.
import type { Domain, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Growth } from './growth.js';
import { compareGrowth, growingParts, growthOf } from './growth.js';
import type { Integrand } from './integrand.js';
import { coefficientsOf, functionPart, minusInfinity, plain } from './integrand.js';

/** Either all of `zero` are zero and `positive` is greater than zero; one of several such cases has to hold. */
export interface Case {
  readonly zero: readonly Expression[];
  readonly positive: Expression;
}

/** One list of cases for each end that asks for something; an empty list of cases never converges. */
export type Convergence = readonly (readonly Case[])[];

/** Where the total is finite; null where that is not known. */
export const convergenceOf = ({ symbol, domain, exponent }: Integrand): Convergence | null => {
  const terms = byFunction(plain(exponent), symbol);
  const found: (readonly Case[])[] = [];
  for (const end of endsOf(domain)) {
    const cases = casesAt(terms, { ...end, outcome: symbol, discrete: domain.kind === 'range' });
    if (cases === null) return null;
    if (cases.some(({ zero, positive }) => zero.length === 0 && e.isPositive(positive))) continue;
    found.push(cases);
  }
  return found;
};

/** The functions of the outcome with what multiplies each of them. */
const byFunction = (exponent: Expression, y: Expression): Map<Expression, Expression> => {
  const terms = new Map<Expression, Expression>();
  for (const term of e.termsOf(exponent)) {
    if (!e.occurs(term, y)) continue;
    const inside = functionPart(term, y);
    const [{ factors }] = [coefficientsOf(term, y, [inside])!];
    terms.set(inside, e.add(terms.get(inside) ?? e.zero, factors[0]));
  }
  return terms;
};

const endsOf = (domain: Domain): { at: Expression; side: 'above' | 'below' }[] => {
  if (domain.kind !== 'interval' && domain.kind !== 'range') return [];
  const lower = { at: domain.lower, side: 'above' } as const;
  const upper = { at: domain.upper, side: 'below' } as const;
  if (domain.kind === 'interval') return [lower, upper];
  return [
    ...(domain.lower === minusInfinity ? [lower] : []),
    ...(domain.upper === e.infinity ? [upper] : []),
  ];
};

interface Place {
  readonly outcome: Expression;
  readonly at: Expression;
  readonly side: 'above' | 'below';
  readonly discrete: boolean;
}

interface Scale {
  readonly growth: Growth;
  /** What multiplies v^power·…, summed over the functions that grow alike. */
  readonly factor: Expression;
}

const casesAt = (terms: ReadonlyMap<Expression, Expression>, place: Place): Case[] | null => {
  const scales: Scale[] = [];
  const parts = [...terms].flatMap(([whole, factor]) =>
    growingParts(whole, place).map(([part, share]) => [part, e.multiply(factor, share)] as const),
  );
  for (const [part, factor] of parts) {
    const growth = growthOf(part, place);
    if (growth === null) return null;
    const weighted = e.multiply(factor, growth.coefficient);
    const alike = scales.findIndex((each) => compareGrowth(each.growth, growth) === 0);
    if (alike < 0) scales.push({ growth, factor: weighted });
    else scales[alike] = { growth, factor: e.expand(e.add(scales[alike].factor, weighted)) };
  }
  if (scales.some((a) => scales.some((b) => compareGrowth(a.growth, b.growth) === null))) return null;
  scales.sort((a, b) => compareGrowth(b.growth, a.growth)!);
  const unbounded = scales.filter(
    ({ growth }) => compareGrowth(growth, ofLogarithm) !== -1 && isUnbounded(growth),
  );
  return casesOf(unbounded, place);
};

const ofLogarithm: Growth = { rate: e.zero, power: e.zero, logs: e.one, coefficient: e.one };
const ofConstant: Growth = { ...ofLogarithm, logs: e.zero };
const isUnbounded = (growth: Growth): boolean => (compareGrowth(growth, ofConstant) ?? 0) > 0;

/** The first term that is not zero decides; log v must have a factor below −1, or below 1 at a finite end. */
const casesOf = (scales: readonly Scale[], { at }: Place): Case[] => {
  const infinite = at === e.infinity || at === minusInfinity;
  const cases: Case[] = [];
  const zero: Expression[] = [];
  for (const { growth, factor: weight } of scales) {
    const factor = e.substitute(weight, new Map(zero.filter(e.isSymbol).map((each) => [each, e.zero])));
    const logarithmic = compareGrowth(growth, ofLogarithm) === 0;
    const positive = logarithmic ? e.add(e.negate(factor), infinite ? e.minusOne : e.one) : e.negate(factor);
    if (!isNever(positive)) cases.push({ zero: [...zero], positive });
    if (logarithmic || (factor !== e.zero && (e.isPositive(factor) || e.isNegative(factor)))) return cases;
    if (factor !== e.zero) zero.push(factor);
  }
  // nothing is left that grows: at a finite end that is harmless, at infinity it diverges
  if (!infinite) cases.push({ zero, positive: e.one });
  return cases;
};

const isNever = (positive: Expression): boolean => e.isNonNegative(e.negate(positive));
