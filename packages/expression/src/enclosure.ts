// Arithmetic of enclosures: what is known of a sum, product or power when its parts lie in known intervals. Ends are exact
// rationals, each with its own openness; `range` puts the pieces together over an expression.
import { Rational } from './rational.js';

/** An end of an interval: a rational, or a number that is +Infinity or -Infinity. */
export type End = Rational | number;

/** An interval that encloses the values of an expression, and whether all of them are whole numbers. */
export interface Range {
  readonly lower: End;
  readonly upper: End;
  readonly lowerOpen: boolean;
  readonly upperOpen: boolean;
  readonly integer: boolean;
}

export const everything: Range = {
  lower: -Infinity,
  upper: Infinity,
  lowerOpen: true,
  upperOpen: true,
  integer: false,
};
export const positive: Range = { ...everything, lower: Rational.zero };
export const negative: Range = { ...everything, upper: Rational.zero };
export const nonNegative: Range = { ...positive, lowerOpen: false };
export const indicator: Range = {
  lower: Rational.zero,
  upper: Rational.one,
  lowerOpen: false,
  upperOpen: false,
  integer: true,
};
export const unit: Range = { ...positive, upper: Rational.one };

export const signOf = (end: End): number => (typeof end === 'number' ? Math.sign(end) : end.sign);
export const compareEnds = (a: End, b: End): number =>
  typeof a === 'number' || typeof b === 'number'
    ? Math.sign((typeof a === 'number' ? a : 0) - (typeof b === 'number' ? b : 0)) || (a === b ? 0 : 1)
    : a.compare(b);
const addEnds = (a: End, b: End): End => (typeof a === 'number' ? a : typeof b === 'number' ? b : a.add(b));
/** 0·∞ is 0 here: an end of zero stays zero whatever the other factor does. */
const multiplyEnds = (a: End, b: End): End => {
  if (signOf(a) === 0 || signOf(b) === 0) return Rational.zero;
  return typeof a === 'number' || typeof b === 'number' ? signOf(a) * signOf(b) * Infinity : a.multiply(b);
};

export const point = (value: Rational): Range => ({
  lower: value, upper: value, lowerOpen: false, upperOpen: false, integer: value.isInteger,
}); // prettier-ignore
export const hull = (a: Range, b: Range): Range => {
  const [low, high] = [compareEnds(a.lower, b.lower), compareEnds(a.upper, b.upper)];
  return {
    lower: low <= 0 ? a.lower : b.lower,
    upper: high >= 0 ? a.upper : b.upper,
    lowerOpen: low === 0 ? a.lowerOpen && b.lowerOpen : low < 0 ? a.lowerOpen : b.lowerOpen,
    upperOpen: high === 0 ? a.upperOpen && b.upperOpen : high > 0 ? a.upperOpen : b.upperOpen,
    integer: a.integer && b.integer,
  };
};

export const sum = (a: Range, b: Range): Range => ({
  lower: addEnds(a.lower, b.lower),
  upper: addEnds(a.upper, b.upper),
  lowerOpen: a.lowerOpen || b.lowerOpen,
  upperOpen: a.upperOpen || b.upperOpen,
  integer: a.integer && b.integer,
});

export const times = (a: Range, b: Range): Range => {
  const corners = [
    corner(a.lower, a.lowerOpen, b.lower, b.lowerOpen),
    corner(a.lower, a.lowerOpen, b.upper, b.upperOpen),
    corner(a.upper, a.upperOpen, b.lower, b.lowerOpen),
    corner(a.upper, a.upperOpen, b.upper, b.upperOpen),
  ];
  return { ...corners.reduce(hull), integer: a.integer && b.integer };
};

/** The product of two ends as a one-point interval; a zero that is attained makes an attained zero. */
const corner = (a: End, aOpen: boolean, b: End, bOpen: boolean): Range => {
  const value = multiplyEnds(a, b);
  const attainedZero = (signOf(a) === 0 && !aOpen) || (signOf(b) === 0 && !bOpen);
  const open = signOf(value) === 0 ? !attainedZero : aOpen || bOpen;
  return { lower: value, upper: value, lowerOpen: open, upperOpen: open, integer: false };
};
export const isPositiveRange = (range: Range): boolean =>
  signOf(range.lower) > 0 || (signOf(range.lower) === 0 && range.lowerOpen);

export const isNegativeRange = ({ upper, upperOpen }: Range): boolean =>
  signOf(upper) < 0 || (signOf(upper) === 0 && upperOpen);

/** A power that is not negative keeps its base on its side of 1; one that is positive keeps it off 1. */
export const ofPositivePower = (base: Range, by: Range): Range => {
  if (signOf(by.lower) < 0) return positive;
  const moves = isPositiveRange(by);
  const [below, above] = [compareEnds(base.upper, Rational.one), compareEnds(base.lower, Rational.one)];
  const upperOpen = moves && (below < 0 || base.upperOpen);
  const lowerOpen = moves && (above > 0 || base.lowerOpen);
  return {
    ...positive,
    ...(below <= 0 ? { upper: Rational.one, upperOpen } : {}),
    ...(above >= 0 ? { lower: Rational.one, lowerOpen } : {}),
  };
};

export const ofFixedPower = (base: Range, exponent: Rational): Range => {
  if (exponent.sign < 0) return reciprocal(ofFixedPower(base, exponent.negate()));
  if (!exponent.isInteger || exponent.numerator > largestPower)
    return isPositiveRange(base) ? ofPositivePower(base, point(exponent)) : ofLargePower(base, exponent);
  const [n, odd] = [exponent.numerator, exponent.numerator % 2n !== 0n];
  const lower = { lower: powerOfEnd(base.lower, n), lowerOpen: base.lowerOpen };
  const upper = { upper: powerOfEnd(base.upper, n), upperOpen: base.upperOpen };
  if (odd || signOf(base.lower) >= 0) return { ...everything, ...lower, ...upper };
  const mirrored = {
    lower: upper.upper,
    lowerOpen: upper.upperOpen,
    upper: lower.lower,
    upperOpen: lower.lowerOpen,
  };
  if (signOf(base.upper) <= 0) return { ...everything, ...mirrored };
  const highest = hull({ ...mirrored, integer: false }, { ...everything, ...lower, ...upper });
  return { ...nonNegative, upper: highest.upper, upperOpen: highest.upperOpen };
};

const largestPower = 32n;

const powerOfEnd = (end: End, n: bigint): End =>
  typeof end === 'number'
    ? n % 2n === 0n
      ? Math.abs(end)
      : end
    : Rational.of(end.numerator ** n, end.denominator ** n);

/** What is known of a fractional or large power of something that may be negative: its sign. */
const ofLargePower = (base: Range, exponent: Rational): Range => {
  const odd = exponent.isInteger && exponent.numerator % 2n !== 0n;
  if (odd && signOf(base.upper) <= 0)
    return { ...everything, upper: Rational.zero, upperOpen: isNegativeRange(base) };
  if (odd && signOf(base.lower) < 0) return everything;
  return { ...nonNegative, lowerOpen: isNegativeRange(base) };
};

/** 1/x of a range on one side of 0; 1/0 has no value. */
const reciprocal = (x: Range): Range => {
  const over = (end: End): End =>
    typeof end === 'number' ? Rational.zero : end.sign === 0 ? Infinity : Rational.one.divide(end);
  const open = (end: End, isOpen: boolean): boolean => isOpen || typeof end === 'number' || end.sign === 0;
  const flipped = {
    lowerOpen: open(x.upper, x.upperOpen),
    upperOpen: open(x.lower, x.lowerOpen),
    integer: false,
  };
  if (signOf(x.lower) >= 0) return { ...flipped, lower: over(x.upper), upper: over(x.lower) };
  if (signOf(x.upper) > 0) return everything;
  const upper = over(x.lower);
  const lower = over(x.upper);
  return { ...flipped, lower: lower === Infinity ? -Infinity : lower, upper };
};
