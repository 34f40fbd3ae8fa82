// Families whose classes, or entries, are alike: their texts, natural parameters and outcomes of any number of classes, and all
// that a module computes of them.
import { Rational } from '@expfam/expression';
import type { Derivation } from '@expfam/family';
import { catalogue, deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import type { KernelModule } from '@expfam/runtime';

/** A family. */
export interface Case {
  readonly density: string;
  readonly fix: Readonly<Record<string, number>>;
  /** A natural parameter, and an entry of an outcome before it is made to lie in the support, from a number in [−1, 1]. */
  readonly eta: (u: number, count: number) => number;
  readonly outcome: (u: readonly number[]) => readonly number[];
}

const ofCatalogue = (name: string): string => catalogue.find((family) => family.name === name)!.density;
const shares = (u: readonly number[]): readonly number[] => {
  const parts = u.map((each) => Math.abs(each) + 0.01);
  const total = parts.reduce((a, b) => a + b);
  return parts.map((each) => each / total);
};
const counts = (u: readonly number[]): readonly number[] => u.map((each) => Math.floor(4 * Math.abs(each)));

/** THE TABLE. */
export const cases: Readonly<Record<string, Case>> = {
  dirichlet: { density: ofCatalogue('dirichlet'), fix: {}, eta: (u) => Math.exp(3 * u), outcome: shares },
  multinomial: {
    density: ofCatalogue('multinomial'),
    fix: { n: 10 },
    eta: (u) => 30 * u,
    outcome: (u) => u.map((_, k) => Number(k < 10) + Math.max(0, 10 - u.length) * Number(k === 1)),
  },
  negative_multinomial: {
    density: ofCatalogue('negative_multinomial'),
    fix: { r: 2 },
    eta: (u, count) => -Math.log(count) - 0.5 - 20 * Math.abs(u),
    outcome: counts,
  },
  von_mises_fisher: {
    density: ofCatalogue('von_mises_fisher'),
    fix: {},
    eta: (u) => 5 * u,
    outcome: (u) => u.map((each) => each / Math.hypot(...u)),
  },
  'counts of anything': {
    density: `
      counted(y | rate) = prod(rate[k]^y[k] * exp(-rate[k]) / factorial(y[k]), k, 1, K)
        y    in (0..inf)^K
        rate in (0, inf)^K`,
    fix: {},
    eta: (u) => 3 * u,
    outcome: counts,
  },
  bits: {
    density: `
      bits(y | p) = prod(p[k]^y[k] * (1 - p[k])^(1 - y[k]), k, 1, K)
        y in {0, 1}^K
        p in (0, 1)^K`,
    fix: {},
    eta: (u) => 40 * u,
    outcome: (u) => u.map((each) => Number(each > 0)),
  },
};

/** The derivation of a case, whole or of a few entries. */
export const derived = (
  { density, fix }: Pick<Case, 'density' | 'fix'>,
  classes: number,
  few: boolean,
): Derivation =>
  deriveDensity(readDensities(density)[0], {
    classes,
    fix: Object.fromEntries(Object.entries(fix).map(([name, value]) => [name, Rational.of(value)])),
    checked: false,
    brief: true,
    representatives: few,
  });

/** Numbers in [−1, 1] without a pattern. */
export const wave = (i: number): number => Math.sin(12.9898 * (i + 1));

/** Natural parameters and the outcome of one row. */
export const pointOf = (
  each: Case,
  { parameters: s, columns: m = 1 }: Pick<KernelModule, 'parameters' | 'columns'>,
  row: number,
): { readonly eta: readonly number[]; readonly y: readonly number[] } => ({
  eta: Array.from({ length: s }, (_, k) => each.eta(wave(s * row + k), s)),
  y: each.outcome(Array.from({ length: m }, (_, k) => wave(3 * k + row))),
});

/** What a module computes for one row. */
export const computed = (kernels: KernelModule, point: ReturnType<typeof pointOf>) => {
  const Floats = kernels.precision === 'f32' ? Float32Array : Float64Array;
  const { parameters: s, columns: m = 1 } = kernels;
  const [eta, y] = [point.eta, point.y].map((values) => Floats.from(values) as Float64Array);
  const written = (width: number, write: (result: Float64Array) => unknown): Float64Array => {
    const result = new Floats(width) as Float64Array;
    const returned = write(result);
    return Float64Array.of(...result, ...(typeof returned === 'number' ? [returned] : []));
  };
  return {
    response: written(m, (result) => { kernels.response(eta, result, 1); }),
    gradient: written(s, (result) => kernels.gradient(eta, y, result, 1)),
    hessian: written(s * s, (result) => { kernels.hessian(eta, result, 1); }),
    jacobian: written(m * s, (result) => { kernels.jacobian(eta, result, 1); }),
    losses: Float64Array.of(
      kernels.loss(eta, y, 1),
      kernels.logBaseMeasure?.(y, 1) ?? 0,
      kernels.saturatedLoss?.(y, 1) ?? 0,
    ),
  }; // prettier-ignore
};
