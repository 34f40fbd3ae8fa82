// Powers of exact numbers: whole ones unless they grow too long, fractional ones prime by prime.
import { Rational } from './rational.js';

const mostBits = 1 << 16;
const largestPrime = 1000n;
const bitsOf = (value: bigint): number => value.toString(16).length * 4;

/** A whole power of a number; null where it would fill more than 2^16 bits. */
export const wholePower = (base: Rational, exponent: bigint): Rational | null => {
  if (base.abs().equals(Rational.one)) return base.power(exponent % 2n === 0n ? 0n : 1n);
  const bits = Math.max(bitsOf(base.numerator), bitsOf(base.denominator)) * Math.abs(Number(exponent));
  return bits > mostBits ? null : base.power(exponent);
};

/** outside · Π baseᵉ with exponents between 0 and 1, every base occurring once. */
interface RootParts {
  readonly outside: Rational;
  readonly roots: readonly (readonly [base: bigint, exponent: Rational])[];
}

/** What comes out of a fractional power of a positive number: 8^½ = 2·2^½, (1/2)^½ = ½·2^½; null where it is left alone. */
export const rootParts = (base: Rational, exponent: Rational): RootParts | null => {
  if (base.sign <= 0 || exponent.denominator > 64n || bitsOf(exponent.numerator) > 64) return null;
  const powers = [
    ...primePowers(base.numerator).map(([prime, times]) => [prime, exponent.multiply(times)] as const),
    ...primePowers(base.denominator).map(
      ([prime, times]) => [prime, exponent.multiply(times.negate())] as const,
    ),
  ];
  let outside = Rational.one;
  const roots: (readonly [bigint, Rational])[] = [];
  for (const [prime, total] of powers) {
    const { denominator } = total;
    const remainder = ((total.numerator % denominator) + denominator) % denominator;
    const whole = wholePower(Rational.of(prime), (total.numerator - remainder) / denominator);
    if (whole === null) return null;
    outside = outside.multiply(whole);
    if (remainder !== 0n) roots.push([prime, Rational.of(remainder, denominator)]);
  }
  return { outside, roots };
};

/** Small primes with their multiplicities; what is left without them stands as a power of its exact root. */
const primePowers = (value: bigint): (readonly [bigint, Rational])[] => {
  const powers: (readonly [bigint, Rational])[] = [];
  let rest = value;
  for (let prime = 2n; prime <= largestPrime && prime <= rest; prime++) {
    let times = 0;
    for (; rest % prime === 0n; times++) rest /= prime;
    if (times > 0) powers.push([prime, Rational.of(times)]);
  }
  if (rest > 1n) powers.push(perfectPower(rest));
  return powers;
};

/** The value as the highest power that it is: 1018081 = 1009². */
const perfectPower = (value: bigint): readonly [bigint, Rational] => {
  for (let degree = Math.floor(bitsOf(value) / 9); degree > 1; degree--) {
    const root = integerRoot(value, BigInt(degree));
    if (root ** BigInt(degree) === value) return [root, Rational.of(degree)];
  }
  return [value, Rational.one];
};

/** The largest integer whose power does not exceed the value, by Newton's iteration from above. */
const integerRoot = (value: bigint, degree: bigint): bigint => {
  let root = 1n << BigInt(Math.ceil(bitsOf(value) / Number(degree)));
  for (;;) {
    const next = ((degree - 1n) * root + value / root ** (degree - 1n)) / degree;
    if (next >= root) return root;
    root = next;
  }
};
