// Constructors. They bring arguments to one canonical form by laws that hold wherever the left side is defined:
// flat sorted sums and products, like terms and like powers collected, exact numbers folded, exp and log undone.
import { half, minusOne, number, one, rational, zero } from './leaves.js';
import type { Expression, Operation } from './node.js';
import { compare, intern, isNumber, rationalOf } from './node.js';
import { isNegative, isNonNegative, isPositive } from './range.js';
import { Rational } from './rational.js';
import { rootParts, wholePower } from './roots.js';

export * from './leaves.js';

const isInteger = (node: Expression): boolean => isNumber(node) && rationalOf(node).isInteger;

/** Splits `3·x·y` into the coefficient 3 and the rest x·y. */
export const splitCoefficient = (term: Expression): [Rational, Expression] => {
  if (isNumber(term)) return [rationalOf(term), one];
  if (term.op !== 'multiply' || !isNumber(term.args[0])) return [Rational.one, term];
  const rest = term.args.slice(1);
  return [rationalOf(term.args[0]), rest.length === 1 ? rest[0] : intern('multiply', rest)];
};

/** Splits `x^n` into x and n. */
export const splitPower = (factor: Expression): [Expression, Expression] =>
  factor.op === 'power' ? [factor.args[0], factor.args[1]] : [factor, one];

/** The terms of a sum, or the expression alone. */
export const termsOf = (node: Expression): readonly Expression[] => (node.op === 'add' ? node.args : [node]);
/** The factors of a product, or the expression alone. */
export const factorsOf = (node: Expression): readonly Expression[] =>
  node.op === 'multiply' ? node.args : [node];

/** x + y + …: flat, sorted, like terms collected, exact numbers folded; 0 of no terms. */
export const add = (...terms: readonly Expression[]): Expression => {
  const coefficients = new Map<Expression, Rational>();
  for (const term of terms.flatMap(termsOf)) {
    const [coefficient, rest] = splitCoefficient(term);
    coefficients.set(rest, (coefficients.get(rest) ?? Rational.zero).add(coefficient));
  }
  const collected = [...coefficients]
    .filter(([, coefficient]) => coefficient.sign !== 0)
    .map(([rest, coefficient]) => scale(rest, coefficient))
    .sort(compare);
  return collected.length === 0 ? zero : collected.length === 1 ? collected[0] : intern('add', collected);
};

/** A number times an expression that carries no coefficient of its own; a number alone distributes over a sum. */
const scale = (rest: Expression, coefficient: Rational): Expression => {
  if (coefficient.equals(Rational.one)) return rest;
  if (rest === one) return rational(coefficient);
  return intern('multiply', [rational(coefficient), ...factorsOf(rest)]);
};

/** x·y·…: flat, sorted, like powers and exponentials collected, exact numbers folded; 1 of no factors. */
export const multiply = (...factors: readonly Expression[]): Expression => {
  const { coefficient, powers, exponent } = collectFactors(factors);
  if (coefficient.sign === 0) return zero;
  const merged = powers.map(([base, times]) => power(base, times));
  if (exponent !== zero) merged.push(exp(exponent));
  // Merging can give birth to numbers, products and other bases (2^½·2^½, |x|²·x, exp(x + log y)): then it starts again.
  const settled = merged.every((factor, at) => {
    if (at === powers.length) return factor.op === 'exp';
    const [base, times] = splitPower(factor);
    return !isNumber(factor) && base === powers[at][0] && times === powers[at][1];
  });
  if (!settled) return multiply(rational(coefficient), ...merged);
  merged.sort(compare);
  if (merged.length === 0) return rational(coefficient);
  if (merged.length === 1 && merged[0].op === 'add' && !coefficient.equals(Rational.one))
    return add(...merged[0].args.map((term) => multiply(rational(coefficient), term)));
  if (!coefficient.equals(Rational.one)) merged.unshift(rational(coefficient));
  return merged.length === 1 ? merged[0] : intern('multiply', merged);
};

interface Collected {
  readonly coefficient: Rational;
  readonly powers: readonly (readonly [base: Expression, exponent: Expression])[];
  /** The sum of the arguments of exp. */
  readonly exponent: Expression;
}

/** The number, the powers by their bases, and the exponentials of a product. */
const collectFactors = (factors: readonly Expression[]): Collected => {
  let coefficient = Rational.one;
  const powers = new Map<Expression, Expression[]>();
  const roots = new Map<Expression, Expression[]>();
  const exponents: Expression[] = [];
  const collect = (factor: Expression): void => {
    if (isNumber(factor)) coefficient = coefficient.multiply(rationalOf(factor));
    else if (factor.op === 'multiply') factor.args.forEach(collect);
    else if (factor.op === 'exp') exponents.push(factor.args[0]);
    else {
      const [base, exponent] = splitPower(factor);
      // 2^½ and 2^x stay apart, for 2^(x + ½) is written 2^½·2^x
      const like = isNumber(base) && isNumber(exponent) ? roots : powers;
      like.set(base, [...(like.get(base) ?? []), exponent]);
    }
  };
  factors.forEach(collect);
  const totals = new Map([...powers].map(([base, parts]) => [base, add(...parts)]));
  mergeSizes(totals);
  if (mergeMirrored(totals)) coefficient = coefficient.negate();
  const total = [...totals, ...[...roots].map(([base, parts]) => [base, add(...parts)] as const)];
  return { coefficient, powers: total, exponent: add(...exponents) };
};

/** x²·|x| = |x|³: next to an odd power of |x| the power of x is 0 or 1. */
const mergeSizes = (powers: Map<Expression, Expression>): void => {
  for (const [base, exponent] of [...powers]) {
    const inner = base.op === 'abs' ? base.args[0] : null;
    const whole = inner && powers.get(inner);
    if (!inner || !whole || !isInteger(whole) || !isInteger(exponent)) continue;
    const odd = rationalOf(whole).numerator % 2n === 0n ? zero : one;
    powers.set(inner, odd);
    powers.set(base, add(exponent, whole, negate(odd)));
  }
};

/** x^n·(−x)^r = (−1)^n·(−x)^(n + r) for whole n; tells whether a sign came out. */
const mergeMirrored = (powers: Map<Expression, Expression>): boolean => {
  let negative = false;
  for (const [base, exponent] of [...powers]) {
    const mirrored =
      base.op === 'multiply' && base.args.length === 2 && base.args[0] === minusOne ? base.args[1] : null;
    const whole = mirrored && powers.get(mirrored);
    if (!mirrored || !whole || !isInteger(whole)) continue;
    powers.delete(mirrored);
    powers.set(base, add(exponent, whole));
    negative = negative !== (rationalOf(whole).numerator % 2n !== 0n);
  }
  return negative;
};

/** base^exponent: powers of numbers worked out, of products shared out where the signs of the factors are known. */
export const power = (base: Expression, exponent: Expression): Expression => {
  if (exponent === zero || base === one) return one;
  if (exponent === one) return base;
  const simpler = isNumber(base)
    ? powerOfNumber(base, exponent)
    : powerOfOperation[base.op]?.(base, exponent);
  return simpler ?? intern('power', [base, exponent]);
};

const isEven = (node: Expression): boolean => isInteger(node) && rationalOf(node).numerator % 2n === 0n;

const powerOfNumber = (base: Expression, exponent: Expression): Expression | null => {
  if (base === zero) return isPositive(exponent) ? zero : null;
  if (isInteger(exponent)) return foldPower(base, exponent);
  if (isNumber(exponent)) return rootOf(base, exponent);
  // 2^(x + 1) = 2·2^x
  return exponent.op === 'add' && isNumber(exponent.args[0])
    ? multiply(power(base, exponent.args[0]), power(base, add(...exponent.args.slice(1))))
    : null;
};

/** (x²)^½ is |x|: an even power forgets the sign, unless there was none to forget; 1/x has the sign of x. */
const powerOfPower = (base: Expression, exponent: Expression): Expression | null => {
  const [inner, first] = base.args;
  const wasNotNegative = isNonNegative(inner) || (isNumber(first) && !isInteger(first));
  if (isInteger(exponent) || wasNotNegative || (first === minusOne && isNumber(exponent)))
    return power(inner, multiply(first, exponent));
  return isEven(first) ? power(abs(inner), multiply(first, exponent)) : null;
};

/** An indicator is 0 or 1: its powers are itself, or 1/itself. */
const powerOfIndicator = (base: Expression, exponent: Expression): Expression | null => {
  if (isPositive(exponent)) return base;
  return isNegative(exponent) ? intern('power', [base, minusOne]) : null;
};

const powerOfOperation: {
  readonly [op in Operation]?: (base: Expression, exponent: Expression) => Expression | null;
} = {
  exp: (base, exponent) => exp(multiply(base.args[0], exponent)),
  power: powerOfPower,
  multiply: (base, exponent) => powerOfProduct(base, exponent),
  abs: (base, exponent) => (isEven(exponent) ? power(base.args[0], exponent) : null),
  equal: powerOfIndicator,
  less: powerOfIndicator,
  lessEqual: powerOfIndicator,
};

/** A whole power of a number; one that would be too long to write out stays as it is. */
const foldPower = (base: Expression, exponent: Expression): Expression => {
  const folded = wholePower(rationalOf(base), rationalOf(exponent).numerator);
  return folded === null ? intern('power', [base, exponent]) : rational(folded);
};

/** A rational to a fractional power, prime by prime: whole parts and exact roots come out, 8^½ = 2·2^½. */
const rootOf = (base: Expression, exponent: Expression): Expression => {
  const parts = rootParts(rationalOf(base), rationalOf(exponent));
  if (parts === null) return intern('power', [base, exponent]);
  const roots = parts.roots.map(([prime, part]) => intern('power', [number(prime), rational(part)]));
  if (parts.outside.equals(Rational.one) && roots.length === 1) return roots[0];
  return roots.length === 0 ? rational(parts.outside) : multiply(rational(parts.outside), ...roots);
};

/** (x·y)^n: whole powers go to every factor, other powers to the factors whose sign is known. */
const powerOfProduct = (product: Expression, exponent: Expression): Expression => {
  if (isInteger(exponent)) return multiply(...product.args.map((factor) => power(factor, exponent)));
  const [first, second] = product.args;
  if (product.args.length === 2 && first === minusOne && isNegative(second))
    return intern('power', [product, exponent]); // −m is the size of a negative m
  // √(c·x) at c = 0 and x < 0 is 0, √c·√x is not: what may be 0 leaves only if all do
  const mayLeave = product.args.every(isNonNegative) ? isNonNegative : isPositive;
  const [outside, inside]: [Expression[], Expression[]] = [[], []];
  let negative = false;
  for (const factor of product.args) {
    if (mayLeave(factor)) outside.push(power(factor, exponent));
    else if (isNegative(factor)) {
      outside.push(powerOfSize(factor, exponent));
      negative = !negative;
    } else inside.push(factor);
  }
  if (inside.length === 0 && !negative) return multiply(...outside);
  const rest = multiply(negative ? minusOne : one, ...inside);
  return rest === product
    ? intern('power', [product, exponent])
    : multiply(...outside, power(rest, exponent));
};

/** |factor|^exponent of a negative factor: −3 gives 3, an odd power that of its base's size. */
const powerOfSize = (factor: Expression, exponent: Expression): Expression => {
  const [base, times] = splitPower(factor);
  return power(negate(base), multiply(times, exponent));
};

/** −x. */
export const negate = (x: Expression): Expression => multiply(minusOne, x);
/** x − y. */
export const subtract = (x: Expression, y: Expression): Expression => add(x, negate(y));
/** x/y, as x·y⁻¹. */
export const divide = (x: Expression, y: Expression): Expression => multiply(x, power(y, minusOne));
/** 1/x, as x⁻¹. */
export const reciprocal = (x: Expression): Expression => power(x, minusOne);
/** √x, as x^(1/2). */
export const sqrt = (x: Expression): Expression => power(x, half);

/** exp undoes log: exp(a + n·log x) = x^n·exp(a). */
export const exp = (x: Expression): Expression => {
  if (x === zero) return one;
  const outside: Expression[] = [];
  const inside = termsOf(x).filter((term) => {
    const factors = factorsOf(term);
    const at = factors.findIndex((factor) => factor.op === 'log');
    if (at < 0) return true;
    const rest = factors.filter((_, index) => index !== at);
    outside.push(power(factors[at].args[0], multiply(...rest)));
    return false;
  });
  if (outside.length === 0) return intern('exp', [x]);
  return multiply(...outside, exp(add(...inside)));
};

/** log x, the natural logarithm; it undoes exp. */
export const log = (x: Expression): Expression => {
  if (x === one) return zero;
  if (x.op === 'exp') return x.args[0];
  if (isNumber(x)) {
    const value = rationalOf(x);
    if (value.numerator === 1n) return negate(intern('log', [rational(Rational.of(value.denominator))]));
  }
  return intern('log', [x]);
};

/** |x|; x or −x itself where the sign is known. */
export const abs = (x: Expression): Expression => {
  if (isNonNegative(x)) return x;
  if (isNonNegative(negate(x))) return negate(x);
  const [coefficient, rest] = splitCoefficient(x);
  if (!coefficient.equals(Rational.one)) return multiply(rational(coefficient.abs()), abs(rest));
  // |a − b| = |b − a|: one of the two is kept
  const mirrored = x.op === 'add' ? negate(x) : x;
  return intern('abs', [compare(x, mirrored) <= 0 ? x : mirrored]);
};

/** The indicator of a = b (1 or 0), which between two indices is the Kronecker delta. */
export const equal = (a: Expression, b: Expression): Expression => {
  if (a === b) return one;
  const difference = subtract(a, b);
  if (isNumber(difference)) return difference === zero ? one : zero;
  if (isPositive(difference) || isPositive(negate(difference))) return zero;
  return intern('equal', compare(a, b) <= 0 ? [a, b] : [b, a]);
};

const comparison =
  (op: 'less' | 'lessEqual') =>
  (a: Expression, b: Expression): Expression => {
    const difference = subtract(b, a);
    const [holds, fails] =
      op === 'less'
        ? [isPositive(difference), isNonNegative(negate(difference))]
        : [isNonNegative(difference), isPositive(negate(difference))];
    return holds ? one : fails ? zero : intern(op, [a, b]);
  };
/** The indicator of a < b: 1 or 0, and that number where the domains decide it. */
export const less = comparison('less');
/** The indicator of a ≤ b, in the same way. */
export const lessEqual = comparison('lessEqual');
