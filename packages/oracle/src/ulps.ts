// The error of a floating-point result against the exact one, in units of the last place.
import { arithmetic, Real } from '@expfam/precise';
import type { Format } from './samples.js';

const formats = {
  f64: { precision: 53, least: -1074, greatest: 1024 },
  f32: { precision: 24, least: -149, greatest: 128 },
};

const a = arithmetic(30);

/**
 * |actual − exact| in units of the last place of the exact result, or of `scale` where that is larger (NUMERICS: a result
 * that is a difference is measured by its largest term). Below the least normal number the unit is the least subnormal.
 * A correctly rounded overflow and NaN for NaN count 0, any other NaN Infinity; an infinity where a finite number belongs
 * counts as the power of two that it stands for.
 *
 * @example
 * ```ts
 * ulpsBetween(1 + 2 ** -52, Real.one, 'f64'); // 1
 * ```
 */
export function ulpsBetween(actual: number, exact: Real, format: Format, scale: Real = Real.zero): number {
  if (Number.isNaN(actual) || exact.isNaN())
    return Number.isNaN(actual) && exact.isNaN() ? 0 : Number.POSITIVE_INFINITY;
  const { precision, least, greatest } = formats[format];
  if (!Number.isFinite(actual) && (format === 'f64' ? exact.toNumber() : exact.toSingle()) === actual)
    return 0;
  if (!exact.isFinite()) return Number.POSITIVE_INFINITY;
  const value = Number.isFinite(actual) ? Real.fromNumber(actual) : Real.of(actual > 0 ? 1n : -1n, greatest);
  // an exponential close to the largest number is as many ulps off as its exponent is large: that much more a scale may be
  const most = Number.isFinite(actual) ? greatest + Math.log2(greatest) : greatest;
  const size = Math.max(Math.min(exact.magnitude(), greatest), Math.min(scale.magnitude(), most));
  const unit = Math.max(size - precision, least);
  return a.subtract(value, exact).abs().scale(-unit).toNumber();
}
