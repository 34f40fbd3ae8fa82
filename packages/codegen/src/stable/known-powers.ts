// Products of powers of known numbers whose exponents move, such as (4/9)^x·(3/2)^(2x): by their primes, of which those that cancel
// are gone. Each power by itself overflows or underflows where their product is an everyday number.
import type { Expression } from '@expfam/expression';
import {
  add, factorsOf, isNumber, mapArguments, multiply, negate, number, power, rationalOf, symbolsOf, zero,
} from '@expfam/expression'; // prettier-ignore

/** Larger primes stay in what they are a factor of. */
const largestPrime = 1000n;

/** The prime factors of a whole number, each as often as it occurs. */
const primesOf = (whole: bigint): readonly bigint[] => {
  const found: bigint[] = [];
  let left = whole;
  for (let p = 2n; p <= largestPrime && left > 1n; p++) for (; left % p === 0n; left /= p) found.push(p);
  return left > 1n ? [...found, left] : found;
};

const isKnownPower = (factor: Expression): boolean =>
  factor.op === 'power' &&
  isNumber(factor.args[0]) &&
  rationalOf(factor.args[0]).sign > 0 &&
  symbolsOf(factor.args[1]).size > 0;

/** A formula with its products of known powers by their primes, where that leaves fewer of them. */
export const knownPowers = (node: Expression): Expression => {
  const inner = mapArguments(node, knownPowers);
  const powers = factorsOf(inner).filter(isKnownPower);
  if (inner.op !== 'multiply' || powers.length < 2) return inner;
  const exponents = new Map<bigint, Expression>();
  const enter = (primes: readonly bigint[], exponent: Expression): void => {
    for (const p of primes) exponents.set(p, add(exponents.get(p) ?? zero, exponent));
  };
  for (const { args } of powers) {
    const { numerator, denominator } = rationalOf(args[0]);
    enter(primesOf(numerator), args[1]);
    enter(primesOf(denominator), negate(args[1]));
  }
  const left = [...exponents].filter(([, exponent]) => exponent !== zero);
  if (left.length >= powers.length) return inner;
  const others = factorsOf(inner).filter((factor) => !powers.includes(factor));
  return multiply(...others, ...left.map(([p, exponent]) => power(number(p, 1n), exponent)));
};
