// What special functions are written with: polynomials by Horner's rule, chains of choices, whole powers.
import type { KernelBuilder, KernelNode } from '../kernel.js';
import type { Polynomial } from './coefficients.js';

/** Coefficients between two names, so that no line of a prelude grows too long. */
const chunk = 4;

/** c₀ + u·(c₁ + u·(…)), in named parts. */
export const horner = (
  coefficients: readonly number[],
  u: KernelNode,
  { call, constant, named }: KernelBuilder,
  name = 'p',
): KernelNode =>
  coefficients.reduceRight<KernelNode | null>((inner, c, k) => {
    const node = inner === null ? constant(c) : call('add', constant(c), call('multiply', u, inner));
    return k % chunk === 0 && inner !== null ? named(`${name}${k / chunk}`, node) : node;
  }, null)!;

/** A fitted polynomial at u. */
export const fitted = (
  polynomial: Polynomial,
  u: KernelNode,
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
): KernelNode => {
  const { middle } = polynomial;
  const v = middle === 0 ? u : builder.named('v', builder.call('subtract', u, builder.constant(middle)));
  return horner(polynomial[precision], v, builder);
};

/** The value of the first case whose condition holds. */
export const choose = (
  cases: readonly (readonly [KernelNode, KernelNode])[],
  otherwise: KernelNode,
  { call }: KernelBuilder,
): KernelNode =>
  cases.reduceRight((rest, [condition, value]) => call('select', condition, value, rest), otherwise);

/** xⁿ for a whole n ≥ 1 by repeated multiplication. */
export const wholePower = (x: KernelNode, n: number, { call }: KernelBuilder): KernelNode =>
  Array.from({ length: n - 1 }).reduce<KernelNode>((product) => call('multiply', product, x), x);

/** The Bernoulli numbers B₂, B₄, …, each as a fraction. */
const fractions = [
  [1, 6], [-1, 30], [1, 42], [-1, 30], [5, 66], [-691, 2730], [7, 6], [-3617, 510], [43867, 798], [-174611, 330],
  [854513, 138], [-236364091, 2730], [8553103, 6], [-23749461029, 870], [8615841276005, 14322],
] as const; // prettier-ignore

/** B₂, B₄, … rounded. */
export const bernoulli: readonly number[] = fractions.map(([over, under]) => over / under);

/** The terms of an asymptotic series down to the rounding of the precision, relative to `size`, at the least argument. */
export const seriesDown = (
  term: (k: number) => number,
  {
    least,
    size,
    precision,
  }: { readonly least: number; readonly size: number; readonly precision: 'f64' | 'f32' },
): number[] => {
  const limit = size * (precision === 'f64' ? 2 ** -55 : 2 ** -26);
  const terms = bernoulli.map((_, k) => term(k + 1));
  const end = terms.findIndex((c, k) => Math.abs(c) * least ** (-2 * k) < limit);
  if (end < 0) throw new RangeError(`the series does not reach its precision at ${least}`);
  return terms.slice(0, Math.max(end, 1));
};
