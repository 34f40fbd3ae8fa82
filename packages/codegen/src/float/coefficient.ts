// The coefficient of a product as numbers that a format holds: one above the bar and one below, or a number and powers of two to be
// multiplied in between the other factors, so that 1e-400·x·y does not vanish where x·y is large.
import type { Rational } from '@expfam/expression';
import { arithmetic, Real } from '@expfam/precise';

/** A coefficient: the first factor, what is divided by, and powers of two. */
export interface CoefficientParts {
  readonly scale: number;
  readonly below: readonly number[];
  readonly powers: readonly number[];
}

/** The size up to which numbers stand as they are, and the powers of two that others are made of. */
const formats = {
  f64: { most: 2n ** 1000n, step: 500 },
  f32: { most: 2n ** 120n, step: 60 },
} as const;

const digits = arithmetic(40);

/** The parts of a positive number. */
export const partsOf = ({ numerator, denominator }: Rational, precision: 'f64' | 'f32'): CoefficientParts => {
  const { most, step } = formats[precision];
  if (numerator > most || denominator > most) {
    const value = digits.divide(Real.of(numerator, 0), Real.of(denominator, 0));
    const exponent = value.magnitude();
    const count = Math.ceil(Math.abs(exponent) / step);
    const powers = Array.from({ length: count }, (_, i) => {
      const left = Math.abs(exponent) - i * step;
      return 2 ** (Math.sign(exponent) * Math.min(step, left));
    });
    return { scale: value.scale(-exponent).toNumber(), below: [], powers };
  }
  // dividing by a power of two is exact, and so is multiplying by its inverse
  const isDyadic = (denominator & (denominator - 1n)) === 0n;
  return isDyadic
    ? { scale: Number(numerator) / Number(denominator), below: [], powers: [] }
    : { scale: Number(numerator), below: [Number(denominator)], powers: [] };
};

/** Factors with others in between, each after one of the first. */
export const interleaved = <Factor>(first: readonly Factor[], second: readonly Factor[]): Factor[] =>
  Array.from({ length: Math.max(first.length, second.length) }, (_, i) => [
    ...first.slice(i, i + 1),
    ...second.slice(i, i + 1),
  ]).flat();
