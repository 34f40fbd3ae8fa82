// Exact rational numbers on BigInt: the only numbers an expression may hold. Rounding begins at `lower`, never here.
import { Real } from '@expfam/precise';

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

/** An exact fraction in lowest terms with a positive denominator. */
export class Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;

  private constructor(numerator: bigint, denominator: bigint) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  /** `numerator / denominator` in lowest terms; throws a RangeError for a zero denominator. */
  static of(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
    let [n, d] = [BigInt(numerator), BigInt(denominator)];
    if (d === 0n) throw new RangeError('division by zero');
    if (d < 0n) [n, d] = [-n, -d];
    const divisor = gcd(n, d);
    return divisor === 1n ? new Rational(n, d) : new Rational(n / divisor, d / divisor);
  }

  /** Reads `12`, `-3.25` or `1e-7` exactly: decimal digits are taken at their word, not as doubles. */
  static parse(text: string): Rational {
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text.trim());
    if (match === null || (match[2] ?? '') + (match[3] ?? '') === '')
      throw new RangeError(`not a number: ${text}`);
    const [, sign, whole = '', fraction = '', exponent = '0'] = match;
    const scale = Number(exponent) - fraction.length;
    if (Math.abs(scale) > 100_000) throw new RangeError(`exponent out of range: ${text}`);
    const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`.replace(/^-?$/, '0'));
    return scale >= 0
      ? Rational.of(digits * 10n ** BigInt(scale))
      : Rational.of(digits, 10n ** BigInt(-scale));
  }

  /** The exact value of a finite double. */
  static fromNumber(value: number): Rational {
    if (!Number.isFinite(value)) throw new RangeError(`not a finite number: ${value}`);
    const { mantissa, exponent } = Real.fromNumber(value);
    return exponent < 0
      ? Rational.of(mantissa, 1n << BigInt(-exponent))
      : Rational.of(mantissa << BigInt(exponent));
  }

  get isInteger(): boolean {
    return this.denominator === 1n;
  }

  get sign(): -1 | 0 | 1 {
    return this.numerator === 0n ? 0 : this.numerator < 0n ? -1 : 1;
  }

  add(other: Rational): Rational {
    return Rational.of(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  subtract(other: Rational): Rational {
    return this.add(other.negate());
  }

  multiply(other: Rational): Rational {
    return Rational.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  divide(other: Rational): Rational {
    return Rational.of(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  negate(): Rational {
    return new Rational(-this.numerator, this.denominator);
  }

  abs(): Rational {
    return this.numerator < 0n ? this.negate() : this;
  }

  /** This number to a whole power; throws a RangeError for zero to a negative power. */
  power(exponent: bigint): Rational {
    return exponent < 0n
      ? Rational.of(this.denominator ** -exponent, this.numerator ** -exponent)
      : Rational.of(this.numerator ** exponent, this.denominator ** exponent);
  }

  compare(other: Rational): -1 | 0 | 1 {
    return this.subtract(other).sign;
  }

  equals(other: Rational): boolean {
    return this.numerator === other.numerator && this.denominator === other.denominator;
  }

  /** The nearest double, ties to even; beyond the largest it is ±Infinity. */
  toNumber(): number {
    const size = (value: bigint): number => value.toString(16).length * 4;
    const [n, d] = [this.abs().numerator, this.denominator];
    // a quotient of at least 64 bits, and one bit more that says whether anything was left
    const shift = 68 + size(d) - size(n);
    const [over, under] = shift > 0 ? [n << BigInt(shift), d] : [n, d << BigInt(-shift)];
    const quotient = (over / under) * 2n + (over % under === 0n ? 0n : 1n);
    return this.sign * Real.of(quotient, -shift - 1).toNumber();
  }

  toString(): string {
    return this.isInteger ? `${this.numerator}` : `${this.numerator}/${this.denominator}`;
  }

  static readonly zero = new Rational(0n, 1n);
  static readonly one = new Rational(1n, 1n);
  static readonly half = new Rational(1n, 2n);
}
