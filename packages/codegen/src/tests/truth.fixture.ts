// What kernels must return, by brute force at 60 digits from the definition p ∝ exp(x): differences of logits are exact, so
// no digit is lost at any size. Written anew here; it knows nothing of the code generator.
import type { Arithmetic } from '@expfam/precise';
import { arithmetic, Real } from '@expfam/precise';
import type { FloatArray, KernelModule } from '@expfam/runtime';

const m: Arithmetic = arithmetic(60);
const sum = (terms: readonly Real[]): Real => terms.reduce((a, b) => m.add(a, b), Real.zero);

/** Everything about a choice among classes with these logits. */
export interface SoftmaxTruth {
  readonly probabilities: readonly Real[];
  /** −log p of each class. */
  readonly losses: readonly Real[];
  /** p − 1{y = k}, by label and class. */
  readonly gradient: (label: number) => readonly Real[];
  /** p·(1{i = j} − p), row by row. */
  readonly hessian: () => readonly Real[];
}

/** exp(xₖ)/Σ exp(xⱼ) and its kin. */
export const softmaxTruth = (logits: readonly number[]): SoftmaxTruth => {
  const x = logits.map((logit) => Real.fromNumber(logit));
  const top = x.reduce((a, b) => (a.compare(b) >= 0 ? a : b));
  const exponentials = x.map((each) => m.exp(exactDifference(each, top)));
  const total = sum(exponentials);
  const others = (k: number): Real => sum(exponentials.filter((_, j) => j !== k));
  const known = new Map<number, Real>();
  const complement = (k: number): Real => {
    const found = known.get(k) ?? m.divide(others(k), total);
    known.set(k, found);
    return found;
  };
  const probabilities = exponentials.map((e) => m.divide(e, total));
  const first = x.findIndex((each) => each.equals(top));
  const logRest = m.log1p(others(first));
  return {
    probabilities,
    losses: x.map((each) => m.add(exactDifference(top, each), logRest)),
    gradient: (label) => probabilities.map((p, k) => (k === label ? complement(k).negate() : p)),
    hessian: () =>
      x.flatMap((_, i) =>
        x.map((__, j) =>
          i === j
            ? m.multiply(probabilities[i], complement(i))
            : m.multiply(probabilities[i], probabilities[j]).negate(),
        ),
      ),
  };
};

/** a − b without rounding: what is below 60 digits of the larger one matters when a third number is as large. */
const exactDifference = (a: Real, b: Real): Real => {
  if (a.isZero()) return b.negate();
  if (b.isZero()) return a;
  const exponent = Math.min(a.exponent, b.exponent);
  const at = (value: Real): bigint => value.mantissa << BigInt(value.exponent - exponent);
  return Real.of(at(a) - at(b), exponent);
};

/** A zeroed float array of the kernel's precision. */
export const floats = (kernels: Pick<KernelModule, 'precision'>, length: number): FloatArray =>
  kernels.precision === 'f32' ? new Float32Array(length) : new Float64Array(length);

const least = { f64: { normal: -1021, unit: 2 ** -1074 }, f32: { normal: -125, unit: 2 ** -149 } };

/** Whether a result below the least normal number is within 16 units of the least subnormal: such are judged so. */
export const isTiny = (actual: number, wanted: Real, format: 'f64' | 'f32'): boolean =>
  wanted.magnitude() < least[format].normal &&
  Math.abs(actual - wanted.toNumber()) <= 16 * least[format].unit;
