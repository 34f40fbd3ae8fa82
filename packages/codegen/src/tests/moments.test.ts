// Families whose normaliser is known only as a sum or an integral, from their text to kernels of every target, against the
// oracle, which sums and integrates the text at 60 digits.
import { text } from '@expfam/expression';
import { deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { evaluate, oracle, ulpsBetween } from '@expfam/oracle';
import { arithmetic, Real } from '@expfam/precise';
import type { KernelModule } from '@expfam/runtime';
import { describeWebGPU } from '@expfam/testing';
import { describe, expect, test } from 'vitest';
import { budgets } from '../accuracy.js';
import { compile } from '../compile.js';
import { onDevice } from './device.fixture.js';
import { lower } from '../lower.js';
import { floats } from './truth.fixture.js';

const m = arithmetic(60);

interface Row {
  readonly density: string;
  readonly etas: readonly (readonly number[])[];
  readonly y: number;
}

const rows: { readonly [what: string]: Row } = {
  'an interval with a fourth power': {
    density: 'quartic(y) = maxent(y, y^4)\n  y in [0, 1]',
    etas: [[2 ** -30, 0], [50, -80], [-300, 20]],
    y: 0.5,
  },
  'an interval that holds 0': {
    density: 'bowl(y) = maxent(y^4)\n  y in [-1, 2]',
    etas: [[-1], [0.25]],
    y: -0.5,
  },
  'two wells on the line': {
    density: 'well(y) = maxent(y, y^2, y^4)\n  y in real',
    etas: [[0.5, 1, -1], [-1, 10, -1]],
    y: 0.75,
  },
  'a half line with both ends in its statistics': {
    density: 'inverse(y) = maxent(log(y), y, 1 / y)\n  y in (0, inf)',
    etas: [[0.5, -1, -1], [-3, -(2 ** -7), -20]],
    y: 1.5,
  },
  'an interval with singular ends': {
    density: 'tilted(y) = maxent(log(y), log(1 - y), y)\n  y in (0, 1)',
    etas: [[0.5, 2, 1], [-0.25, -0.25, 5], [20, 3, -10]],
    y: 0.25,
  },
  'a tail that is a power': {
    density: 'tail(y) = maxent(log(1 + y), log(2 + y), log(y))\n  y in (0, inf)',
    etas: [[-2, -4, 0.5], [-4, -20, 12]],
    y: 1.5,
  },
  'a half line whose weight falls faster than an exponential': {
    density: 'fast(y) = maxent(log(y), y, exp(y))\n  y in (0, inf)',
    etas: [[0.5, 1, -1], [20, -3, -(2 ** -7)]],
    y: 1.5,
  },
  'an angle whose weight lies between the places that are looked at first': {
    density: 'angle(y) = maxent(sin(y), cos(y), y)\n  y in [-pi, pi]',
    etas: [[3, -3, 0], [0, -3, 0], [36, 37, 0.5], [-36, -49.5, 0]],
    y: 0.5,
  },
  'two peaks of an angle, a rational part of the circle apart': {
    density: 'pair(y) = maxent(cos(y), cos(2 * y))\n  y in (-pi, pi]',
    etas: [[0.5625, -2], [8, -27.25], [4, -36], [36.5, 21.25], [11.5, 3125]],
    y: 0.5,
  },
  'many peaks of an angle': {
    density: 'rose(y) = maxent(cos(y), sin(3 * y), cos(3 * y), sin(5 * y))\n  y in [0, 2 * pi)',
    etas: [[3, 0.0125, 32, -1.8125], [41, 7, 67, -0.625], [0, 0.5, 2, 300]],
    y: 0.5,
  },
  'two narrow wells far apart': {
    density: 'apart(y) = maxent(y, y^2, y^4)\n  y in real',
    etas: [[0, 128, -0.0625], [-0.03125, 37, -(2 ** -6)], [0.5, 64, -0.25]],
    y: 0.75,
  },
  'three wells': {
    density: 'three(y) = maxent(y, y^2, y^4, y^6)\n  y in real',
    etas: [[0.125, -94, 845.5, -851], [0, -15.5, 0.78125, -0.0126953125]],
    y: 0.75,
  },
  'two peaks of a count': {
    density: 'humps(y) = maxent(y, y^2, y^3, y^4)\n  y in 0..2000',
    etas: [[1080000000 * 2 ** -28, -2970000 * 2 ** -28, 3000 * 2 ** -28, -(2 ** -28)]],
    y: 7,
  },
  'a parameter in front of a sum of powers': {
    density: 'soft(y | t) = exp(-t * (y^4 + y^2)) / integral(exp(-t * (x^4 + x^2)), x, -inf, inf)\n  y in real\n  t in (0, inf)',
    etas: [[-1]],
    y: 0.5,
  },
  'a series': {
    density: 'conway(y) = maxent(y, lgamma(y + 1))\n  y in 0..inf',
    etas: [[1, -1], [-2, -(2 ** -7)], [5, -1], [-8, -2], [30, -3], [125.5, -37], [2, -0.3125], [-60, -0.5], [-101, -(2 ** -8)]],
    y: 2,
  },
  'a series with a value apart': {
    density: 'apart(y) = maxent(y, sqrt(y), y == 3)\n  y in 0..inf',
    etas: [[-0.5, 0.25, 1], [-0.125, -2, -4]],
    y: 3,
  },
  'a finite sum of a thousand terms': {
    density: 'many(y) = maxent(y, y^2)\n  y in 0..1000',
    etas: [[0, 0], [1, -(2 ** -7)], [-(2 ** -10), 2 ** -20], [-3, 0]],
    y: 7,
  },
}; // prettier-ignore

const derivationOf = (density: string) => deriveDensity(readDensities(density)[0], { checked: false });

/** A value and the size by which its error is counted. */
type Exact = readonly [value: Real, size: number];

const known = new Map<string, Record<string, readonly Exact[]>>();
const truthOf = (row: Row, eta: readonly number[]): Record<string, readonly Exact[]> => {
  const key = `${row.density} ${eta.join()}`;
  const found = known.get(key) ?? truthAt(row, eta);
  known.set(key, found);
  return found;
};

/** What the kernels of a row must return at η: everything in terms of the size of the exponent. */
const truthAt = ({ density, y }: Row, eta: readonly number[]): Record<string, readonly Exact[]> => {
  const { statistics, logBaseMeasure } = derivationOf(density);
  const spec = { statistics: statistics.map(text), logBaseMeasure: text(logBaseMeasure), eta };
  const { logPartition, meanStatistics, covariance, mean } = oracle(density).tilted(spec);
  const observed = spec.statistics.map((statistic) => evaluate(statistic, { y }));
  const sizeOf = (i: number): number =>
    Math.max(Math.abs(meanStatistics[i].toNumber()), Math.abs(observed[i].toNumber()));
  const exponent = Math.max(1, ...eta.map((x, i) => Math.abs(x) * sizeOf(i)));
  const deviation = (i: number): number => Math.sqrt(covariance[i][i].toNumber());
  const products = observed.map((t, i) => m.multiply(t, Real.fromNumber(eta[i])));
  const [expected] = [mean].flat();
  return {
    loss: [[products.reduce((sum, product) => m.subtract(sum, product), logPartition), exponent]],
    gradient: meanStatistics.map((t, i) => [m.subtract(t, observed[i]), sizeOf(i) * exponent]),
    response: [[expected, Math.max(1, Math.abs(expected.toNumber())) * exponent]],
    hessian: covariance.flatMap((row, i) =>
      row.map((c, j) => [c, deviation(i) * deviation(j) * exponent] as const),
    ),
  };
};

type Name = keyof Awaited<ReturnType<typeof resultsOf>>;

const resultsOf = (kernels: KernelModule, { y }: Row, eta: readonly number[]) => {
  const s = eta.length;
  const [at, outcome] = [floats(kernels, s), floats(kernels, 1)];
  at.set(eta);
  outcome.fill(y);
  const results = {
    response: floats(kernels, 1),
    gradient: floats(kernels, s),
    hessian: floats(kernels, s * s),
  };
  const loss = Float64Array.of(kernels.gradient(at, outcome, results.gradient, 1));
  kernels.response(at, results.response, 1);
  kernels.hessian(at, results.hessian, 1);
  return { ...results, loss };
};

const close = (
  name: string,
  actual: ArrayLike<number>,
  exact: readonly Exact[],
  { format, budget, eta }: { format: 'f64' | 'f32'; budget: number; eta: readonly number[] },
): void =>
  exact.forEach(([value, size], i) => {
    const ulps = ulpsBetween(actual[i], value, format, Real.fromNumber(size));
    if (process.env['EXPFAM_SHOW_ULPS']) console.log(name, format, eta.join(), ulps.toFixed(2));
    expect(
      ulps,
      `${name} ${String(i)} at ${eta.join()}: ${String(actual[i])} for ${value.toString(20)}`,
    ).toBeLessThanOrEqual(budget);
  });

const exactAt = (eta: readonly number[], format: 'f64' | 'f32'): number[] =>
  eta.map((x) => (format === 'f32' ? Math.fround(x) : x));

describe.each(Object.entries(rows))('%s', (_, row) => {
  test.each([
    ['ts', 'f64'],
    ['wasm', 'f64'],
    ['wasm', 'f32'],
  ] as const)('has the kernels that its text says, in %s and %s', async (target, format) => {
    const derivation = derivationOf(row.density);
    expect(lower(derivation).judged).toBe('summed');
    const kernels = await compile(derivation, { target, precision: format });
    for (const each of row.etas) {
      const eta = exactAt(each, format);
      const results = resultsOf(kernels, row, eta);
      for (const [name, exact] of Object.entries(truthOf(row, eta)))
        close(name, results[name as Name], exact, {
          format,
          budget: budgets[target][format].summed[name as Name],
          eta,
        });
    }
  });
});

test('where there are too many terms, or no finite sum, a row is NaN', async () => {
  const conway = derivationOf(rows['a series'].density);
  for (const target of ['ts', 'wasm'] as const) {
    const kernels = await compile(conway, { target });
    const mean = new Float64Array(2);
    kernels.response(Float64Array.of(-1e-7, -1e-12, 1, -1), mean, 2);
    expect(mean[0]).toBeNaN();
    expect(mean[1]).toBeCloseTo(Math.E, 12);
  }
});

test('where single precision does not tell whole numbers apart, a row is NaN', async () => {
  const kernels = await compile(derivationOf(rows['a series'].density), { target: 'wasm', precision: 'f32' });
  const mean = new Float32Array(2);
  kernels.response(Float32Array.of(5, -0.25, 1, -1), mean, 2);
  expect(mean[0]).toBeNaN();
  expect(mean[1]).toBeCloseTo(Math.E, 6);
});

describeWebGPU('wgsl kernels of sums and integrals', (device) => {
  test.each(Object.entries(rows))('are what the text says: %s', async (_, row) => {
    const derivation = derivationOf(row.density);
    const kernels = await compile(derivation, { target: 'wgsl' });
    for (const each of row.etas) {
      const eta = exactAt(each, 'f32');
      const data = { eta: Float32Array.from(eta), y: Float32Array.of(row.y) };
      const run = (name: string) => onDevice(device(), kernels, name, { rows: 1, data });
      const truth = truthOf(row, eta);
      const { losses, result: gradient } = await run('gradient');
      const { result: response } = await run('response');
      const { result: hessian } = await run('hessian');
      for (const [name, actual] of Object.entries({ loss: losses, gradient, response, hessian }))
        close(name, actual!, truth[name], {
          format: 'f32',
          budget: budgets.wgsl.f32.summed[name as Name],
          eta,
        });
    }
  });
});
