// Rows that are rolled up: bit for bit the straight-line kernels where both exist, for families of the catalogue and for densities
// of anybody's own, as long as no class is unlike the others.
import { Rational } from '@expfam/expression';
import type { Derivation } from '@expfam/family';
import { catalogue, deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import type { KernelModule } from '@expfam/runtime';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { lower } from '../lower.js';
import { print } from '../print.js';
import { typescript, typescriptSingle } from '../targets/ts.js';
import { verifyTypeScript } from '../verify.js';

interface Case {
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

const cases: Readonly<Record<string, Case>> = {
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
const derived = (
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

const wave = (i: number): number => Math.sin(12.9898 * (i + 1));

/** What a module computes for one row, in the order of this list. */
const computed = (
  kernels: KernelModule,
  each: Case,
  row: number,
  precision: 'f64' | 'f32',
): readonly Float64Array[] => {
  const Floats = precision === 'f64' ? Float64Array : Float32Array;
  const { parameters: s, columns: m = 1 } = kernels as KernelModule & { readonly columns?: number };
  const eta = Floats.from(Array.from({ length: s }, (_, k) => each.eta(wave(s * row + k), s)));
  const y = Floats.from(each.outcome(Array.from({ length: m }, (_, k) => wave(3 * k + row))));
  const written = (width: number, write: (result: Float64Array) => unknown): Float64Array => {
    const result = new Floats(width) as Float64Array;
    const returned = write(result);
    return Float64Array.of(...result, typeof returned === 'number' ? returned : 0);
  };
  const own = eta as Float64Array;
  return [
    written(m, (result) => { kernels.response(own, result, 1); }),
    written(s, (result) => kernels.gradient(own, y, result, 1)),
    written(s * s, (result) => { kernels.hessian(own, result, 1); }),
    written(m * s, (result) => { kernels.jacobian(own, result, 1); }),
    Float64Array.of(
      kernels.loss(own, y, 1),
      kernels.logBaseMeasure?.(y, 1) ?? 0,
      kernels.saturatedLoss?.(y, 1) ?? 0,
    ),
  ]; // prettier-ignore
};

const sizes = [5, 10, 21];

describe.each(Object.entries(cases))('%s', (_, each) => {
  test.each(sizes)('at K = %i, loops are bit for bit the unrolled kernel', async (classes) => {
    const [few, all] = [true, false].map((some) => derived(each, classes, some));
    for (const precision of ['f64', 'f32'] as const) {
      const [looped, unrolled] = await Promise.all(
        [few, all].map((derivation) => compile(derivation, { target: 'ts', precision })),
      );
      for (const row of [0, 1, 2]) {
        const found = computed(looped, each, row, precision);
        expect(found).toEqual(computed(unrolled, each, row, precision));
        expect(found.flatMap((values) => [...values]).filter(Number.isNaN)).toEqual([]);
      }
    }
  });
});

test('the text of a module does not grow with K, and passes the strict compiler', async () => {
  const kernels = [20, 40].map((classes) => lower(derived(cases.multinomial, classes, true)));
  const texts = kernels.map((kernel) => print(kernel, typescript));
  expect(kernels.map(({ looped }) => looped)).toEqual([true, true]);
  expect(texts[1].length - texts[0].length).toBeLessThan(200);
  const single = print(kernels[0], typescriptSingle);
  const files = [texts[0], single].map((contents, i) => ({ path: `looped-${String(i)}.ts`, contents }));
  await expect(verifyTypeScript(files)).resolves.not.toThrow();
});

test('classes that are unlike each other are refused, with what is unlike', () => {
  const weighed = {
    density: `
      weighed(y | rate) = prod(rate[k] * exp(-rate[k] * y[k]) * (1 + sin(y[k])^2)^(k - 1) / (1 + sin(y[k])^2)^(k - 1), k, 1, K)
        y    in (0, inf)^K
        rate in (0, inf)^K`,
    fix: {},
  };
  const shaped = {
    density: `
      shaped(y | rate) = prod(rate[k]^k * y[k]^(k - 1) * exp(-rate[k] * y[k]) / gamma(k), k, 1, K)
        y    in (0, inf)^K
        rate in (0, inf)^K`,
    fix: {},
  };
  expect(lower(derived(weighed, 6, true)).looped).toBe(true);
  expect(() => lower(derived(shaped, 66, true))).toThrow('no-loop-form');
});
