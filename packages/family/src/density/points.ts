// Points of a support and of a parameter space at which a log density is looked at by numbers. Atoms and end points are
// among them: a zero-inflated Poisson looks like a Poisson to whoever never draws y = 0.
import type { Domain, Expression, Point, Random } from '@expfam/expression';
import {
  evaluator,
  isNumber,
  isVectorDomain,
  rationalOf,
  real as domains,
  samplePoint,
  symbolsOf,
  variableOf,
} from '@expfam/expression';
import type { Arithmetic, Real } from '@expfam/precise';
import type { Quantity } from '../derivation/derivation.js';
import { landmarksOf } from './landmarks.js';

const real = (m: Arithmetic, value: number): Real => m.fromRational(BigInt(value), 1n);

/** Values for the known constants and sizes, drawn once. */
export const constantPoint = (m: Arithmetic, constants: readonly Quantity[], random: Random): Point =>
  samplePoint(
    m,
    constants.map(({ symbol }) => symbol),
    random,
  );

/** Values for the parameters beside given constants. */
export const parameterPoint = (
  m: Arithmetic,
  parameters: readonly Quantity[],
  random: Random,
  constants: Point,
): Point => {
  const point: Point = new Map(constants);
  for (const { symbol, domain } of parameters) {
    const near = nearby(m, domain, random);
    if (near !== null) point.set(variableOf(symbol).name, near);
  }
  return samplePoint(
    m,
    parameters.map(({ symbol }) => symbol),
    random,
    point,
  );
};

const spread = 1.1; // values without a bound are drawn from e^±1.1 around 0: exp(sinh y) must not swallow all digits

/** A value not far from the finite end of an unbounded interval, or from 0; null for other domains. */
const nearby = (m: Arithmetic, domain: Domain, random: Random): Real | null => {
  if (domain.kind !== 'interval') return null;
  const [lower, upper] = [domain.lower, domain.upper].map((end) => (isNumber(end) ? rationalOf(end) : null));
  const [open, capped] = [domain.lower, domain.upper].map(isInfinite);
  const size = m.fromRational(BigInt(Math.round(Math.exp((2 * random() - 1) * spread) * 2 ** 40)), 2n ** 40n);
  if (open && capped) return random() < 0.5 ? size : size.negate();
  if (capped && lower) return m.add(m.fromRational(lower.numerator, lower.denominator), size);
  if (open && upper) return m.subtract(m.fromRational(upper.numerator, upper.denominator), size);
  return null;
};

const isInfinite = (end: Expression): boolean => end.op === 'infinity' || end.args.some(isInfinite);

interface Wanted {
  readonly count: number;
  readonly random: Random;
  readonly constants: Point;
  /** Formulas at whose corners, steps and atoms is looked too. */
  readonly of: readonly Expression[];
}

/** Some `count` distinct values of the outcome: a lattice from its beginning, all of a finite set, else random ones. */
export const outcomeValues = (
  m: Arithmetic,
  { domain, symbol }: Quantity,
  { count, random, constants, of }: Wanted,
): (Real | readonly Real[])[] => {
  const at = evaluator(m, constants);
  if (domain.kind === 'set') return domain.values.map(at).slice(0, Math.max(count, wholeRange));
  const marks = isVectorDomain(domain)
    ? []
    : landmarksOf(of, symbol).flatMap((mark) => valueOf(() => at(mark)));
  if (domain.kind === 'range')
    return [...lattice(m, domain, count, at), ...besideMarks(m, domain, marks, at)];
  const { name } = variableOf(symbol);
  const draw = (i: number): Real | readonly Real[] => {
    // every second point lies beside a mark, above and below in turn
    const mark = i % 2 === 1 ? marks[Math.floor(i / 4) % marks.length] : undefined;
    const distance = nearby(m, domains.positive, random)!;
    const beside = mark && m.add(mark, i % 4 === 1 ? distance : distance.negate());
    if (beside && isWithin(domain, beside, at)) return beside;
    return nearby(m, domain, random) ?? samplePoint(m, [symbol], random, constants).get(name)!;
  };
  return [...corners(m, domain, at), ...Array.from({ length: count }, (_, i) => draw(i))];
};

/** All trials in one class, for each class: a few trials among many classes may never fall into one of them by chance. */
const corners = (m: Arithmetic, domain: Domain, at: (node: Expression) => Real): Real[][] => {
  if (domain.kind !== 'counts') return [];
  const classes = Array.from({ length: at(domain.size).toNumber() }, (_, k) => k);
  return classes.map((k) => classes.map((j) => (j === k ? at(domain.total) : real(m, 0))));
};

const valueOf = (compute: () => Real): Real[] => {
  try {
    const value = compute();
    return value.isFinite() ? [value] : [];
  } catch {
    return []; // the place of the mark moves with a parameter
  }
};

const isWithin = (domain: Domain, value: Real, at: (node: Expression) => Real): boolean => {
  if (domain.kind !== 'interval' && domain.kind !== 'range') return false;
  const above = isInfinite(domain.lower) || value.compare(at(domain.lower)) > 0;
  return above && (isInfinite(domain.upper) || value.compare(at(domain.upper)) < 0);
};

/** The whole numbers at and next to marks that a lattice from its beginning does not reach. */
const besideMarks = (
  m: Arithmetic,
  domain: Domain,
  marks: readonly Real[],
  at: (node: Expression) => Real,
): Real[] =>
  marks
    .map((mark) => Math.round(mark.toNumber()))
    .filter((mark) => Math.abs(mark) > wholeRange / 2)
    .flatMap((mark) => [mark - 1, mark, mark + 1].map((value) => real(m, value)))
    .filter((value) => isWithin(domain, value, at));

const wholeRange = 32; // of ranges up to this long every value is looked at: one of them may have an atom

const lattice = (
  m: Arithmetic,
  domain: Domain & { kind: 'range' },
  count: number,
  at: (node: Expression) => Real,
): Real[] => {
  const infinite = (node: Expression): boolean => symbolsOf(node).size === 0 && !isNumber(node);
  const lower = infinite(domain.lower)
    ? null
    : isNumber(domain.lower)
      ? Number(rationalOf(domain.lower).numerator)
      : at(domain.lower).toNumber();
  const upper = infinite(domain.upper) ? null : at(domain.upper).toNumber();
  if (lower === null)
    return Array.from({ length: count }, (_, i) =>
      real(m, (upper ?? 0) + (upper === null ? (i % 2 === 0 ? i / 2 : -(i + 1) / 2) : -i)),
    );
  if (upper === null) return Array.from({ length: count }, (_, i) => real(m, lower + i));
  const length = Math.max(0, upper - lower + 1);
  if (length <= Math.max(count, wholeRange)) return Array.from({ length }, (_, i) => real(m, lower + i));
  const fromBelow = Math.ceil(count / 2);
  return Array.from({ length: count }, (_, i) =>
    real(m, i < fromBelow ? lower + i : upper - (count - 1 - i)),
  );
};
