// Constructors. They bring arguments to one canonical form by laws that hold wherever the left side is defined:
// flat sorted sums and products, like terms and like powers collected, exact numbers folded, exp and log undone.
import type { Domain } from './domain.js';
import type { Expression, Operation } from './node.js';
import { compare, intern, isNumber, rationalOf } from './node.js';
import { isNegative, isNonNegative, isPositive } from './range.js';
import { Rational } from './rational.js';

export const rational = (value: Rational): Expression => intern('number', [], value);
export const number = (numerator: bigint | number, denominator: bigint | number = 1): Expression =>
  rational(Rational.of(numerator, denominator));
export const zero = number(0);
export const one = number(1);
export const two = number(2);
export const minusOne = number(-1);
export const half = number(1, 2);
export const pi = intern('pi', []);
export const infinity = intern('infinity', []);

export const symbol = (name: string, domain: Domain): Expression => intern('symbol', [], { name, domain });
export const element = (vector: Expression, index: Expression): Expression =>
  intern('element', [vector, index]);

const isInteger = (node: Expression): boolean => isNumber(node) && rationalOf(node).isInteger;

/** Splits `3·x·y` into the coefficient 3 and the rest x·y. */
export const splitCoefficient = (term: Expression): [Rational, Expression] => {
  if (isNumber(term)) return [rationalOf(term), one];
  if (term.op !== 'multiply' || !isNumber(term.args[0]!)) return [Rational.one, term];
  const rest = term.args.slice(1);
  return [rationalOf(term.args[0]!), rest.length === 1 ? rest[0]! : intern('multiply', rest)];
};

/** Splits `x^n` into x and n. */
export const splitPower = (factor: Expression): [Expression, Expression] =>
  factor.op === 'power' ? [factor.args[0]!, factor.args[1]!] : [factor, one];

/** The terms of a sum, or the expression alone. */
export const termsOf = (node: Expression): readonly Expression[] => (node.op === 'add' ? node.args : [node]);
/** The factors of a product, or the expression alone. */
export const factorsOf = (node: Expression): readonly Expression[] =>
  node.op === 'multiply' ? node.args : [node];

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
  return collected.length === 0 ? zero : collected.length === 1 ? collected[0]! : intern('add', collected);
};

/** A number times an expression that carries no coefficient of its own; a number alone distributes over a sum. */
const scale = (rest: Expression, coefficient: Rational): Expression => {
  if (coefficient.equals(Rational.one)) return rest;
  if (rest === one) return rational(coefficient);
  return intern('multiply', [rational(coefficient), ...factorsOf(rest)]);
};

export const multiply = (...factors: readonly Expression[]): Expression => {
  let coefficient = Rational.one;
  const powers = new Map<Expression, Expression>();
  const exponents: Expression[] = [];
  const collect = (factor: Expression): void => {
    if (isNumber(factor)) coefficient = coefficient.multiply(rationalOf(factor));
    else if (factor.op === 'multiply') factor.args.forEach(collect);
    else if (factor.op === 'exp') exponents.push(factor.args[0]!);
    else {
      const [base, exponent] = splitPower(factor);
      powers.set(base, add(powers.get(base) ?? zero, exponent));
    }
  };
  factors.forEach(collect);
  if (coefficient.sign === 0) return zero;
  const merged = [...powers].map(([base, exponent]) => power(base, exponent));
  if (exponents.length > 0) merged.push(exp(add(...exponents)));
  // Merging can give birth to numbers and products (2^½·2^½, exp(x + log y)): then the factors are collected again.
  const settled = merged.every(
    (factor) =>
      factor.op !== 'multiply' &&
      !isNumber(factor) &&
      (factor.op === 'exp' || !powers.has(factor) || powers.get(factor) === one),
  );
  if (!settled) return multiply(rational(coefficient), ...merged);
  merged.sort(compare);
  if (merged.length === 0) return rational(coefficient);
  if (merged.length === 1 && merged[0]!.op === 'add' && !coefficient.equals(Rational.one))
    return add(...merged[0]!.args.map((term) => multiply(rational(coefficient), term)));
  if (!coefficient.equals(Rational.one)) merged.unshift(rational(coefficient));
  return merged.length === 1 ? merged[0]! : intern('multiply', merged);
};

export const power = (base: Expression, exponent: Expression): Expression => {
  if (exponent === zero || base === one) return one;
  if (exponent === one) return base;
  if (isNumber(base) && isInteger(exponent) && !(base === zero && rationalOf(exponent).sign < 0))
    return foldPower(rationalOf(base), rationalOf(exponent).numerator, intern('power', [base, exponent]));
  if (base === zero && isPositive(exponent)) return zero;
  if (isNumber(base) && isNumber(exponent)) return rootOf(rationalOf(base), rationalOf(exponent));
  if (base.op === 'exp') return exp(multiply(base.args[0]!, exponent));
  if (base.op === 'power') {
    const [inner, first] = [base.args[0]!, base.args[1]!];
    // (x²)^½ is |x|: an even power forgets the sign, unless there was none to forget
    const forgets = isNumber(first) && rationalOf(first).isInteger && rationalOf(first).numerator % 2n === 0n;
    if (isInteger(exponent) || isNonNegative(inner)) return power(inner, multiply(first, exponent));
    if (forgets) return power(abs(inner), multiply(first, exponent));
    if (isNumber(first) && !rationalOf(first).isInteger) return power(inner, multiply(first, exponent));
  }
  if (base.op === 'multiply') return powerOfProduct(base, exponent);
  if (base.op === 'abs' && isInteger(exponent) && rationalOf(exponent).numerator % 2n === 0n)
    return power(base.args[0]!, exponent);
  if (base.op === 'equal' && isPositive(exponent)) return base; // an indicator is 0 or 1
  return intern('power', [base, exponent]);
};

const largestExponent = 4096n;

const foldPower = (base: Rational, exponent: bigint, unfolded: Expression): Expression =>
  exponent > largestExponent || exponent < -largestExponent ? unfolded : rational(base.power(exponent));

/** A rational to a fractional power: whole parts and exact roots come out, 8^½ = 2·2^½. */
const rootOf = (base: Rational, exponent: Rational): Expression => {
  const node = intern('power', [rational(base), rational(exponent)]);
  if (base.sign <= 0 || exponent.denominator > 64n) return node;
  const degree = exponent.denominator;
  const [n, d] = [exactRoot(base.numerator, degree), exactRoot(base.denominator, degree)];
  if (n !== null && d !== null) return foldPower(Rational.of(n, d), exponent.numerator, node);
  if (base.numerator === 1n) return rootOf(Rational.of(base.denominator), exponent.negate());
  if (base.denominator !== 1n)
    return multiply(
      rootOf(Rational.of(base.numerator), exponent),
      rootOf(Rational.of(base.denominator), exponent.negate()),
    );
  const whole =
    exponent.numerator / degree - (exponent.sign < 0 && exponent.numerator % degree !== 0n ? 1n : 0n);
  if (whole === 0n) return node;
  return multiply(rational(base.power(whole)), rootOf(base, exponent.subtract(Rational.of(whole))));
};

const exactRoot = (value: bigint, degree: bigint): bigint | null => {
  if (value.toString(2).length > 256) return null;
  const guess = BigInt(Math.round(Number(value) ** (1 / Number(degree))));
  for (const root of [guess - 1n, guess, guess + 1n]) if (root > 0n && root ** degree === value) return root;
  return null;
};

/** (x·y)^n: whole powers go to every factor, other powers to the factors whose sign is known. */
const powerOfProduct = (product: Expression, exponent: Expression): Expression => {
  if (isInteger(exponent)) return multiply(...product.args.map((factor) => power(factor, exponent)));
  if (isPlainNegative(product)) return intern('power', [product, exponent]);
  const [outside, inside]: [Expression[], Expression[]] = [[], []];
  let negative = false;
  for (const factor of product.args) {
    const size = magnitude(factor);
    if (size === null) inside.push(factor);
    else outside.push(power(size.base, multiply(size.exponent, exponent)));
    negative = negative !== (size?.negative ?? false);
  }
  if (inside.length === 0) return negative ? intern('power', [product, exponent]) : multiply(...outside);
  const rest =
    inside.length === 1 && !negative
      ? inside[0]!
      : intern('multiply', negative ? [minusOne, ...inside] : inside);
  if (rest === product) return intern('power', [product, exponent]);
  return multiply(
    ...outside,
    rest.op === 'multiply' ? intern('power', [rest, exponent]) : power(rest, exponent),
  );
};

/** −x for an x that is no power: nothing can leave the root. */
const isPlainNegative = ({ args }: Expression): boolean =>
  args.length === 2 && args[0] === minusOne && args[1]!.op !== 'power';

/** |factor| as a power of a base that is not negative; null where the sign is not known. */
const magnitude = (
  factor: Expression,
): { readonly base: Expression; readonly exponent: Expression; readonly negative: boolean } | null => {
  if (isNonNegative(factor)) return { base: factor, exponent: one, negative: false };
  if (!isNegative(factor)) return null;
  const [base, exponent] = splitPower(factor);
  return { base: negate(base), exponent, negative: true };
};

export const negate = (x: Expression): Expression => multiply(minusOne, x);
export const subtract = (x: Expression, y: Expression): Expression => add(x, negate(y));
export const divide = (x: Expression, y: Expression): Expression => multiply(x, power(y, minusOne));
export const reciprocal = (x: Expression): Expression => power(x, minusOne);
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
    outside.push(power(factors[at]!.args[0]!, multiply(...rest)));
    return false;
  });
  if (outside.length === 0) return intern('exp', [x]);
  return multiply(...outside, exp(add(...inside)));
};

export const log = (x: Expression): Expression => {
  if (x === one) return zero;
  if (x.op === 'exp') return x.args[0]!;
  if (isNumber(x)) {
    const value = rationalOf(x);
    if (value.numerator === 1n) return negate(intern('log', [rational(Rational.of(value.denominator))]));
  }
  return intern('log', [x]);
};

export const abs = (x: Expression): Expression => {
  if (isNonNegative(x)) return x;
  if (isNonNegative(negate(x))) return negate(x);
  const [coefficient, rest] = splitCoefficient(x);
  if (!coefficient.equals(Rational.one)) return multiply(rational(coefficient.abs()), abs(rest));
  // |a − b| = |b − a|: the first term is written with a positive coefficient
  if (x.op === 'add' && splitCoefficient(x.args[0]!)[0].sign < 0) return intern('abs', [negate(x)]);
  return intern('abs', [x]);
};

/** The indicator of a = b (1 or 0), which between two indices is the Kronecker delta. */
export const equal = (a: Expression, b: Expression): Expression => {
  if (a === b) return one;
  const difference = subtract(a, b);
  if (isNumber(difference)) return zero;
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
export const less = comparison('less');
export const lessEqual = comparison('lessEqual');

/** Γ at small whole numbers is a factorial. */
const gamma = (x: Expression): Expression => {
  if (!isInteger(x) || rationalOf(x).sign <= 0 || rationalOf(x).numerator > 40n) return intern('gamma', [x]);
  let factorial = 1n;
  for (let i = 2n; i < rationalOf(x).numerator; i++) factorial *= i;
  return number(factorial);
};

/** log Γ at small whole and half numbers: Γ(½) = √π and Γ(x + 1) = x·Γ(x). */
const lgamma = (x: Expression): Expression => {
  const value = isNumber(x) ? rationalOf(x) : null;
  if (value === null || value.sign <= 0 || value.denominator > 2n || value.numerator > 80n)
    return intern('lgamma', [x]);
  let product = Rational.one;
  for (let at = value.subtract(Rational.one); at.sign > 0; at = at.subtract(Rational.one))
    product = product.multiply(at);
  return value.isInteger ? log(rational(product)) : add(log(rational(product)), multiply(half, log(pi)));
};

/** Applies any operation by name; those with a canonical form of their own go through their constructor. */
export const apply = (
  op: Operation,
  args: readonly Expression[],
  value: Expression['value'] = null,
): Expression => {
  const build = constructors[op];
  return build === undefined ? intern(op, args, value) : build(...args);
};

const oddAtZero =
  (op: Operation) =>
  (x?: Expression): Expression =>
    x === zero ? zero : intern(op, [x!]);

const constructors: { [op in Operation]?: (...args: Expression[]) => Expression } = {
  add,
  multiply,
  power: (base, exponent) => power(base!, exponent!),
  exp: (x) => exp(x!),
  log: (x) => log(x!),
  abs: (x) => abs(x!),
  equal: (a, b) => equal(a!, b!),
  less: (a, b) => less(a!, b!),
  lessEqual: (a, b) => lessEqual(a!, b!),
  gamma: (x) => gamma(x!),
  lgamma: (x) => lgamma(x!),
  log1p: oddAtZero('log1p'),
  expm1: oddAtZero('expm1'),
  sin: oddAtZero('sin'),
  sinh: oddAtZero('sinh'),
  tanh: oddAtZero('tanh'),
  erf: oddAtZero('erf'),
};
