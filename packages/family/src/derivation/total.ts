// A against the total of h·exp(ηᵀT): a density whose total is another one is no density, and where the total is the wider or
// the shorter formula it is what A is written as.
import type { Definition, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { arithmetic } from '@expfam/precise';
import { hasUnitMass, isPositiveMass, isUntold, refuseOtherMass } from '../decision/mass.js';
import { Refusal } from '../decision/refusal.js';
import type { Density } from '../density/density.js';
import { exponentOf } from '../normal-form/exponent.js';
import type { NaturalParameter, NormalForm } from './derivation.js';
import { attempt } from './derivatives.js';
import { logTotal } from './partition.js';
import { shortest } from './sum-over.js';

export const definitionsOf = (natural: readonly NaturalParameter[]): Definition[] =>
  natural.map(({ symbol, expression, index }) => ({
    symbol,
    value: expression,
    ...(index ? { index } : {}),
  }));

/**
 * The logarithm of the total, where it has a closed form that agrees with A; null where only numbers can tell. A density that
 * does not sum to one is refused.
 */
export const totalOf = (density: Density, form: NormalForm, read: Expression | null): Expression | null => {
  const logPartition = read ?? form.logPartition;
  const found = logTotal({ outcome: density.outcome, exponent: exponentOf(form) });
  if (found !== null && agree(found.total, logPartition, definitionsOf(form.natural)))
    return read !== null || isDefinedFor(density, form, found.total) ? found.total : null;
  if (found === null) refuseOtherMass(density);
  if (found === null || hasUnitMass(density)) return null;
  const mass = massOf(found.total, form) ?? shortest(e.exp(e.subtract(found.total, logPartition)));
  if (isUntold(density, mass)) return null;
  if (!isPositiveMass(density, mass)) refuseOtherMass(density); // a total that is finite only elsewhere is none here
  throw new Refusal('not-normalised', {
    what: `the density adds up to ${e.text(mass)}, not to 1`,
    witness: e.text(mass),
    where: density.where,
    needed: 'a density whose sum or integral over its domain is 1',
    help: 'correct the constant factor, or let derive or generate divide it by its total with --normalise',
  });
};

/** The total as a reader of the text knows it: in its own parameters. */
const massOf = (total: Expression, { natural, logPartition }: NormalForm): Expression | null => {
  if (natural.some(({ index }) => index)) return null;
  const values = new Map(natural.map(({ symbol, expression }) => [symbol, expression]));
  return shortest(e.exp(e.subtract(e.substitute(total, values), logPartition)));
};

/** A as it was read off, or as the total where φ(η) has no closed form, sees only a part of it, or is far longer. */
export const widest = (read: Expression | null, found: Expression): Expression => {
  const total = shortest(found);
  return read && isDefinedWhere(read, found) && !isShorter(total, read) ? read : total;
};

const farShorter = 2;

/** Whether it is far shorter: what φ(η) gives is the way of the text, and often the one that keeps its digits. */

const isShorter = (node: Expression, other: Expression): boolean =>
  farShorter * e.readingLength(node) < e.readingLength(other);

const looks = 12;

/** Whether one expression has a value wherever another has one. */
const isDefinedWhere = (node: Expression, other: Expression): boolean => {
  const m = arithmetic(30);
  const random = e.randomFrom(3);
  const symbols = [node, other].flatMap((part) => [...e.symbolsOf(part)]);
  return Array.from({ length: looks }).every(() => {
    const at = e.evaluator(m, e.samplePoint(m, symbols, random));
    return (
      attempt(() => at(other))?.isFinite() !== true ||
      attempt(() => at(node))?.isFinite() === true ||
      e.hasVanishingSum(node, at)
    );
  });
};

/** Whether the total has a value for the parameters of the text: some closed forms are good for a part of them only. */
const isDefinedFor = (
  { parameters, constants }: Density,
  { natural, logPartition }: NormalForm,
  total: Expression,
): boolean => {
  if (natural.some(({ index }) => index)) return true;
  const m = arithmetic(30);
  const random = e.randomFrom(5);
  const values = new Map(natural.map(({ symbol, expression }) => [symbol, expression]));
  const inSource = e.substitute(total, values);
  const symbols = [...constants, ...parameters].map(({ symbol }) => symbol);
  return Array.from({ length: looks }).every(() => {
    const at = e.evaluator(m, e.samplePoint(m, symbols, random));
    return (
      attempt(() => at(inSource))?.isFinite() === true || attempt(() => at(logPartition))?.isFinite() !== true
    );
  });
};

export const agree = (left: Expression, right: Expression, definitions: readonly Definition[]): boolean => {
  try {
    return e.verify(left, right, { definitions, points: 8 }).points > 0;
  } catch {
    return false;
  }
};

/**
 * What follows from A, where nothing proved that A is the logarithm of a total: if a consequence does not hold, such as that
 * A is convex, then the density cannot be 1 everywhere, and that is its fault and no fault of the program.
 */
export const refusingFlaws = <T>(density: Density, { logPartition }: NormalForm, rest: () => T): T => {
  try {
    return rest();
  } catch (error) {
    if (!(error instanceof e.Problem) || error.code !== 'step-does-not-hold') throw error;
    throw new Refusal('not-normalised', {
      what: `the second derivative of A = ${e.text(logPartition)} is no variance, so the total is not 1 everywhere`,
      witness: e.text(logPartition),
      where: density.where,
      needed: 'a density whose sum or integral over its domain is 1',
      help: 'correct the factor that does not depend on the outcome',
    });
  }
};

/** No multiplier makes the total finite. */
export const endless = ({ where, maxent }: Density): Refusal =>
  new Refusal('not-normalised', {
    what: 'the total is infinite whatever the multipliers are',
    witness: maxent!.statistics.map(e.text).join(', '),
    where,
    needed: 'statistics whose means, once known, leave a distribution of largest entropy',
    help: 'add a statistic that grows fast enough in both directions, such as y^2, or a base measure h',
  });
