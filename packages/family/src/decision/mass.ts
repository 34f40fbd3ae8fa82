// Whether a density is one, by numbers: not negative anywhere it was looked at, and with a total of 1 at simple points of
// its parameters. This stands in where the total has no closed form; what does not settle is not held against the density.
import type { Expression, Point } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Arithmetic } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import { simplePoints } from '../normal-form/candidates.js';
import type { Density } from '../density/density.js';
import { finiteValue } from '../density/finite-value.js';
import type { Quantity } from '../derivation/derivation.js';
import { outcomeValues } from '../density/points.js';
import { attempt } from '../derivation/derivatives.js';
import { Refusal } from './refusal.js';
import { vectorTotal } from './vector-mass.js';

const digits = 24;
const tolerance = 1e-9;
const pointsWanted = 2;
const pointsTried = 5;
const outcomesTried = 16;
const closeLook = 80; // digits: cosh(y)^2 − sinh(y)^2 has none left of 24 at y = 28
const farEnd = 2n ** 24n;
const termsBefore = 300;
const roughTolerance = 1e-3;

/** Throws a Refusal if the density is zero, or is found to be negative somewhere. */
export const refuseNegative = (density: Density): void => {
  if (density.formula === e.zero) throw negative(density, 'zero everywhere');
  const m = arithmetic(digits);
  const places = pointsOf(m, density);
  for (const place of places.slice(0, pointsWanted)) refuseNegativeAt(m, density, place);
  if (places.length > 0 && places.every(({ point }) => hasNoValue(m, density, point)))
    throw negative(density, 'no number anywhere that it was looked at');
};

/** Whether a formula such as log(−1) is no number at any outcome; what takes too long to compute is not held against it. */
const hasNoValue = (m: Arithmetic, { outcome, formula }: Density, point: Point): boolean => {
  const random = e.randomFrom(13);
  const outcomes = outcomeValues(m, outcome, {
    count: outcomesTried,
    random,
    constants: point,
    of: [formula!],
  });
  return outcomes.every((y) => {
    try {
      const value = e.evaluator(m, new Map([...point, [e.text(outcome.symbol), y]]))(formula!);
      return !value.isFinite();
    } catch (error) {
      return error instanceof RangeError && error.message.includes('has no value');
    }
  });
};

/** Throws a Refusal if the total of the density is found to be another number than 1. */
export const refuseOtherMass = (density: Density): void => {
  const m = arithmetic(digits);
  let settled = 0;
  for (const { values, point } of pointsOf(m, density)) {
    const mass = hasValues(m, density, point) ? massAt(m, density, point) : null;
    if (mass === null) continue;
    if (isOther(mass) && isOther(massAt(arithmetic(closeLook), density, point)))
      throw otherMass(density, mass, values);
    settled++;
    if (settled === pointsWanted) return;
  }
};

/** Whether the density has values at a point: 0/0 in its normaliser may have a limit, but no total can be taken there. */
const hasValues = (m: Arithmetic, { outcome, formula }: Density, point: Point): boolean => {
  const random = e.randomFrom(11);
  const outcomes = outcomeValues(m, outcome, { count: 3, random, constants: point, of: [formula!] });
  return outcomes.some((y) => {
    const at = new Map([...point, [e.text(outcome.symbol), y]]);
    return finiteValue(() => e.evaluator(m, at)(formula!)) !== null;
  });
};

/** Whether a formula for the total is positive at simple points, as a total must be. */
export const isPositiveMass = (density: Density, mass: Expression): boolean => {
  const m = arithmetic(digits);
  const signs = pointsOf(m, density).map(
    ({ point }) => finiteValue(() => e.evaluator(m, point)(mass))?.sign() ?? 1,
  );
  return signs.every((sign) => sign > 0);
};

/** Whether a formula for the total takes too long to be computed anywhere: it may be 1 under another name. */
export const isUntold = (density: Density, mass: Expression): boolean => {
  const m = arithmetic(digits);
  return pointsOf(m, density).every(({ point }) => attempt(() => e.evaluator(m, point)(mass)) === null);
};

/** Whether the total was seen to be 1 at two points. */
export const hasUnitMass = (density: Density): boolean => {
  const m = arithmetic(digits);
  const masses = pointsOf(m, density).flatMap(({ point }) => massAt(m, density, point) ?? []);
  return masses.length >= pointsWanted && masses.every(({ value }) => Math.abs(value - 1) <= tolerance);
};

/** Whether a total is known to be another number than 1. */
const isOther = (mass: Mass | null): boolean => mass !== null && Math.abs(mass.value - 1) > tolerance;

interface Place {
  readonly values: ReadonlyMap<Expression, Expression>;
  readonly point: Point;
}

/** Simple points of parameters and constants; drawn ones where a domain has none. */
const pointsOf = (m: Arithmetic, { parameters, constants }: Density): Place[] => {
  const quantities = [...constants, ...parameters];
  const scalar = quantities.filter(({ domain }) => !e.isVectorDomain(domain) && isFree(domain));
  const others = quantities.filter((quantity) => !scalar.includes(quantity));
  const random = e.randomFrom(3);
  return simplePoints(scalar)
    .slice(0, pointsTried)
    .flatMap((values) => {
      try {
        if ([...values.values()].includes(e.zero)) return []; // where 0/0 may have a limit but no value
        const at = e.evaluator(m, new Map());
        const known: Point = new Map(
          [...values].map(([symbol, value]) => [e.variableOf(symbol).name, at(value)]),
        );
        return [
          {
            values,
            point: e.samplePoint(
              m,
              others.map(({ symbol }) => symbol),
              random,
              known,
            ),
          },
        ];
      } catch {
        return [];
      }
    });
};

const isFree = (domain: Quantity['domain']): boolean =>
  e.domainParts(domain).every((part) => e.symbolsOf(part).size === 0);

const refuseNegativeAt = (m: Arithmetic, density: Density, { values, point }: Place): void => {
  const { symbol } = density.outcome;
  const random = e.randomFrom(5);
  for (const y of outcomeValues(m, density.outcome, {
    count: outcomesTried,
    random,
    constants: point,
    of: [density.formula!],
  })) {
    const at = new Map([...point, [e.text(symbol), y]]);
    const isNegative = (digitsOfLook: number): boolean =>
      finiteValue(() => e.evaluator(arithmetic(digitsOfLook), at)(density.formula!))?.sign() === -1;
    // a difference of large numbers can fall below 0 by rounding; a closer look tells
    if (!isNegative(digits) || !isNegative(closeLook)) continue;
    throw negative(
      density,
      `negative${'length' in y ? '' : ` at ${e.text(symbol)} = ${y.toString(4)}`}${told(values)}`,
    );
  }
};

const negative = (density: Density, how: string): Refusal =>
  new Refusal('not-normalised', {
    what: `the density is ${how}`,
    witness: e.text(density.formula!),
    where: density.where,
    needed: 'a density that is nowhere negative and has the total 1',
    help: 'correct the formula, or restrict the domains to where it is positive',
  });

interface Mass {
  readonly value: number;
  /** Whether this is only a part of the total, which is larger. */
  readonly partial: boolean;
}

/** The total at a point; a part of it that is above 1 where the whole does not settle; null where nothing is known. */
const massAt = (m: Arithmetic, { outcome, formula }: Density, point: Point): Mass | null => {
  if (e.isVectorDomain(outcome.domain)) {
    const value = attempt(() => vectorTotal(m, outcome, formula!, point));
    return value !== null && Number.isFinite(value) ? { value, partial: false } : null;
  }
  const whole = totalOf(outcome, formula!, (lower, upper) => [lower, upper]);
  const value = whole && finiteValue(() => e.evaluator(m, point)(whole));
  if (whole === null || value !== null) return value && { value: value.toNumber(), partial: false };
  const further = e.isDiscrete(outcome.domain) ? slowSum : partAbove;
  return further(m, { ...outcome, formula: formula! }, point);
};

interface Weighted extends Quantity {
  readonly formula: Expression;
}

/** The part of an integral over a long stretch, where that alone is more than 1. */
const partAbove = (m: Arithmetic, { formula, ...outcome }: Weighted, point: Point): Mass | null => {
  const part = totalOf(outcome, formula, (lower, upper) => [within(lower, -farEnd), within(upper, farEnd)]);
  const found = part && finiteValue(() => e.evaluator(m, point)(part));
  return found && found.toNumber() > 1 + tolerance ? { value: found.toNumber(), partial: true } : null;
};

/** A sum that does not settle: its first terms, and the integral from half a step before the others. */
const slowSum = (m: Arithmetic, { formula, symbol, domain }: Weighted, point: Point): Mass | null => {
  if (domain.kind !== 'range' || !e.isNumber(domain.lower) || domain.upper !== e.infinity) return null;
  const last = e.add(domain.lower, e.number(termsBefore));
  const smooth = e.symbol(e.text(symbol), { ...e.real.positive, lower: last } as Quantity['domain']);
  const sum = e.sum(formula, symbol, domain.lower, last);
  const rest = e.integral(
    e.substitute(formula, new Map([[symbol, smooth]])),
    smooth,
    e.add(last, e.half),
    e.infinity,
  );
  const found = finiteValue(() => e.evaluator(m, point)(e.add(sum, rest)))?.toNumber() ?? 1;
  return Math.abs(found - 1) > roughTolerance
    ? { value: Number(found.toPrecision(3)), partial: false }
    : null;
};

const within = (end: Expression, far: bigint): Expression =>
  end.op === 'infinity' || end.args.some(({ op }) => op === 'infinity') ? e.number(far) : end;

type Ends = (lower: Expression, upper: Expression) => readonly [Expression, Expression];

/** The sum or integral of the formula over a scalar support. */
const totalOf = ({ symbol, domain }: Quantity, formula: Expression, ends: Ends): Expression | null => {
  if (domain.kind === 'set')
    return e.add(...domain.values.map((value) => e.substitute(formula, new Map([[symbol, value]]))));
  if (domain.kind !== 'interval' && domain.kind !== 'range') return null;
  const [lower, upper] = ends(domain.lower, domain.upper);
  return domain.kind === 'interval'
    ? e.integral(formula, symbol, lower, upper)
    : e.sum(formula, symbol, lower, upper);
};

const otherMass = (density: Density, { value, partial }: Mass, values: Place['values']): Refusal => {
  const amount = !Number.isFinite(value)
    ? 'infinity'
    : `${partial ? 'more than ' : ''}${Number(value.toPrecision(partial ? 2 : 12))}`;
  return new Refusal('not-normalised', {
    what: `the density adds up to ${amount}${told(values)}, not to 1`,
    witness: amount,
    where: density.where,
    needed: 'a density whose sum or integral over its domain is 1',
    help: 'correct the constant factor, or let derive or generate divide it by its total with --normalise',
  });
};

const told = (values: Place['values']): string =>
  values.size === 0
    ? ''
    : ` where ${[...values].map(([symbol, value]) => `${e.text(symbol)} = ${e.text(value)}`).join(', ')}`;
