// Rows that are rolled up: bit for bit the straight-line kernels where both exist, for families of the catalogue and for densities
// of anybody's own, as long as no class is unlike the others.
import type { Expression } from '@expfam/expression';
import { text } from '@expfam/expression';
import { evaluate } from '@expfam/oracle';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { lower } from '../lower.js';
import { print } from '../print.js';
import { assembleKernel } from '../schedules/wasm.js';
import { typescript, typescriptSingle } from '../targets/ts.js';
import { verifyTypeScript } from '../verify.js';
import { cases, computed, derived, pointOf, wave } from './exchangeable.fixture.js';
import type { Case } from './exchangeable.fixture.js';

const forms = (['ts', 'wasm'] as const).flatMap((target) =>
  (['f64', 'f32'] as const).map((precision) => ({ target, precision })),
);

describe.each(Object.entries(cases))('%s', (_, each) => {
  test.each([5, 10, 33])('at K = %i, loops are bit for bit the unrolled kernel', async (classes) => {
    const [few, all] = [true, false].map((some) => derived(each, classes, some));
    for (const form of forms) {
      const [looped, unrolled] = await Promise.all([few, all].map((derivation) => compile(derivation, form)));
      for (const row of [0, 1, 2]) {
        const point = pointOf(each, looped, row);
        const found = computed(looped, point);
        expect(found).toEqual(computed(unrolled, point));
        expect(
          Object.values(found)
            .flatMap((values) => [...values])
            .filter(Number.isNaN),
        ).toEqual([]);
      }
    }
  });
});

/** Families in which one parameter or entry is unlike all others, and one of which the text leaves a last class to the others. */
const uneven: Readonly<Record<string, Case>> = {
  'a throw of a die': {
    ...cases.multinomial,
    fix: { n: 1 },
    outcome: (u) => u.map((_, k) => Number(k === 2)),
  },
  'an inverted Dirichlet': {
    density: `
      inverted(y | a, b) = gamma(b + sum(a[k], k, 1, K)) / (gamma(b) * prod(gamma(a[k]), k, 1, K)) * prod(y[k]^(a[k] - 1), k, 1, K) * (1 + sum(y[k], k, 1, K))^(-b - sum(a[k], k, 1, K))
        y in (0, inf)^K
        a in (0, inf)^K
        b in (0, inf)`,
    fix: {},
    eta: (u, count) => (u === wave(count - 1) ? -4 * count : Math.exp(u)),
    outcome: (u) => u.map((each) => Math.exp(each)),
  },
  'means of one variance': {
    density: `
      shared(y | mu, v) = prod(exp(-(y[k] - mu[k])^2 / (2 * v)) / sqrt(2 * pi * v), k, 1, K)
        y  in real^K
        mu in real^K
        v  in (0, inf)`,
    fix: {},
    eta: (u) => -2 - u,
    outcome: (u) => u,
  },
};

test.each(Object.entries(uneven))('%s: loops are bit for bit the unrolled kernel', async (_, each) => {
  for (const classes of [12, 19]) {
    const [looped, unrolled] = await Promise.all(
      [true, false].map((few) => compile(derived(each, classes, few), { target: 'ts' })),
    );
    const point = pointOf(each, looped, 0);
    const found = computed(looped, point);
    expect(found).toEqual(computed(unrolled, point));
    expect(found.losses[0]).not.toBeNaN();
    expect(found.gradient).not.toContain(NaN);
  }
});

describe.each(['ts', 'wasm'] as const)('beyond 64 classes, on %s', (target) => {
  test.each(['dirichlet', 'multinomial', 'negative_multinomial', 'bits'])('%s is what its formulas are at 60 digits', async (name) => {
    const each = cases[name];
    const derivation = derived(each, 65, true);
    const kernels = await compile(derivation, { target });
    const { parameters: s, columns: m = 1 } = kernels;
    const { eta, y } = pointOf(each, kernels, 0);
    const values = { ...Object.fromEntries(eta.map((value, k) => [`eta${String(k + 1)}`, value])), y: [...y] };
    const near = (found: number, formula: Expression): void => {
      const wanted = evaluate(text(formula), values).toNumber();
      expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(wanted)));
    };
    const { response, gradient, hessian, jacobian, losses } = computed(kernels, { eta, y });
    const { parameters, columns } = derivation.representatives!;
    near(losses[0], derivation.loss!);
    parameters.forEach((k, a) => {
      near(gradient[k], derivation.gradient![a]);
      parameters.forEach((j, b) => { near(hessian[s * k + j], derivation.hessian![a][b]); });
    });
    columns.forEach((k, a) => {
      near(response[k], derivation.response![a]);
      parameters.forEach((j, b) => { near(jacobian[s * k + j], derivation.jacobian![a][b]); });
    });
    expect(m).toBe(65 - Number(name === 'negative_multinomial'));
  });

  test('a row outside the space or the support is NaN, and spoils no other', async () => {
    const kernels = await compile(derived(cases.dirichlet, 65, true), { target });
    const rows = [0, 1, 2].map((row) => pointOf(cases.dirichlet, kernels, row));
    const [eta, y] = [rows.flatMap((row) => row.eta), rows.flatMap((row) => row.y)].map((all) => Float64Array.from(all));
    const bad = (values: Float64Array): boolean[] => [0, 1, 2].map((row) => Number.isNaN(values[65 * row + 7]));
    const result = new Float64Array(3 * 65);
    expect(kernels.gradient(eta, y, result, 3)).not.toBeNaN();
    for (const value of [0, -1, NaN, Infinity]) {
      const outside = eta.with(65 + 40, value);
      kernels.response(outside, result, 3);
      expect(bad(result)).toEqual([false, true, false]);
      expect(kernels.loss(outside, y, 3)).toBeNaN();
      expect(kernels.gradient(eta, y.with(2 * 65 + 64, value), result, 3)).toBeNaN();
      expect(bad(result)).toEqual([false, false, true]);
    }
  });
}); // prettier-ignore

test('a module in WebAssembly is as long for any number of classes', () => {
  const bytes = [20, 60].map(
    (classes) => assembleKernel(lower(derived(cases.multinomial, classes, true))).bytes,
  );
  expect(bytes[1].length - bytes[0].length).toBeLessThan(200);
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
