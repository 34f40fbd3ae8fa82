// Data that have no answer, or one at the edge of what numbers can say: no fit converges where there is no maximum, none fails
// where there is one, and no coefficient is ever NaN.
import { describe, expect, test } from 'vitest';
import type { FitOptions } from './index.js';
import { fit } from './index.js';

interface Attack {
  readonly what: string;
  readonly family: string;
  readonly y: readonly (string | number)[];
  readonly x?: readonly (string | number)[];
  readonly options?: FitOptions;
  /** Warnings by code. */
  readonly warns?: readonly string[];
  /** The columns that the first of them names. */
  readonly columns?: readonly string[];
}

const abc = ['a', 'a', 'b', 'b', 'b'];
const log: FitOptions = { link: 'log' };

const attack = ({ family, y, x, options }: Attack) =>
  fit(family, { table: { y, x: x ?? y.map((_, i) => i + 1) }, formula: 'y ~ x' }, options);

const finite = (value: number | null): boolean => value === null || Number.isFinite(value);

describe('there is no maximum', () => {
  test.each<Attack>([
    { what: 'complete separation', family: 'bernoulli', y: [0, 0, 1, 1] },
    { what: 'of a probit', family: 'bernoulli', y: [0, 0, 1, 1], options: { link: 'probit' } },
    { what: 'of a cauchit', family: 'bernoulli', y: [0, 0, 1, 1], options: { link: 'cauchit' } },
    {
      what: 'no success at a level',
      family: 'bernoulli',
      y: [0, 1, 0, 0, 0],
      x: abc,
      options: log,
      columns: ['xb'],
    },
    { what: 'the same outcome in every row', family: 'bernoulli', y: [1, 1, 1], columns: ['(Intercept)'] },
    { what: 'no count at a level', family: 'poisson', y: [1, 3, 0, 0, 0], x: abc, columns: ['xb'] },
    { what: 'no waiting', family: 'geometric', y: [1, 3, 0, 0, 0], x: abc, columns: ['xb'] },
    {
      what: 'a least count in every row',
      family: 'zero_truncated_poisson',
      y: [1, 1, 1],
      columns: ['(Intercept)'],
    },
    { what: 'three classes apart', family: 'categorical', y: ['a', 'a', 'b', 'b', 'c', 'c'], columns: ['x'] },
    { what: 'negative outcomes of a positive mean', family: 'gaussian', y: [-1, -2, -5, -3], options: log },
    {
      what: 'a pole that no slope reaches',
      family: 'gaussian',
      y: [-1, 2, -5, 3],
      options: { link: 'inverse' },
    },
    { what: 'no variance', family: 'normal', y: [3, 3, 3, 3] },
    { what: 'no variance around a line', family: 'normal', y: [3, 5, 7, 9] },
    { what: 'no variance at a level', family: 'normal', y: [1, 1, 2, 5, 9], x: abc, columns: ['xb'] },
    { what: 'no spread at a level', family: 'gamma_shape_rate', y: [1, 1, 2, 5, 9], x: abc, columns: ['xb'] },
    { what: 'one time at a level', family: 'inverse_gaussian_mean_shape', y: [1, 1, 2, 5, 9], x: abc },
    { what: 'one proportion', family: 'beta', y: [0.3, 0.3, 0.3] },
    { what: 'one direction', family: 'von_mises', y: [0.3, 0.3, 0.3] },
    {
      what: 'a cosine that is negative throughout',
      family: 'von_mises',
      y: [3, -3, 2.9, -2.9, 2],
      options: { link: 'eta2=log' },
    },
  ])('$what: $family', async (given) => {
    const { report, coefficients } = await attack(given);
    expect(report).toMatchObject({ converged: false, reason: 'no-maximum' });
    const [warning] = report.warnings;
    expect(warning?.code).toBe('separation');
    if (given.columns !== undefined) expect(warning?.columns).toEqual(given.columns);
    expect(warning?.columns.length).toBeGreaterThan(0);
    for (const { estimate, standardError, pValue, interval } of coefficients) {
      expect(estimate).toSatisfy(Number.isFinite);
      expect([standardError, pValue, interval]).toEqual([null, null, null]);
    }
  });
});

describe('the maximum lies on the edge of what the link admits', () => {
  const identity: FitOptions = { link: 'identity' };
  test.each<Attack>([
    {
      what: 'all ones at a level',
      family: 'bernoulli',
      y: [1, 0, 1, 1, 1],
      x: abc,
      options: log,
      columns: ['xb'],
    },
    {
      what: 'all ones at the first level',
      family: 'bernoulli',
      y: [1, 1, 1, 0, 0],
      x: abc,
      options: log,
      columns: ['(Intercept)'],
    },
    {
      what: 'all ones at a level',
      family: 'bernoulli',
      y: [1, 0, 1, 1, 1],
      x: abc,
      options: identity,
      columns: ['xb'],
    },
    {
      what: 'zeros at a level',
      family: 'poisson',
      y: [1, 3, 0, 0, 0],
      x: abc,
      options: identity,
      columns: ['xb'],
    },
    {
      what: 'zeros at the first level',
      family: 'poisson',
      y: [0, 0, 2, 4, 3],
      x: abc,
      options: identity,
      columns: ['(Intercept)'],
    },
    {
      what: 'a line through zero',
      family: 'poisson',
      y: [0, 0, 0, 3, 9],
      options: identity,
      columns: ['x'],
    },
    { what: 'a line up to one', family: 'bernoulli', y: [0, 0, 1, 1, 1, 1], options: log, columns: ['x'] },
  ])('$what: $family', async (given) => {
    const { report, coefficients } = await attack(given);
    expect(report.converged).toBe(false);
    expect(report.warnings).toMatchObject([{ code: 'boundary', columns: given.columns }]);
    expect(report.warnings[0]?.message).toMatch(/link (log|identity) .*--link/);
    for (const { estimate, standardError } of coefficients)
      expect([Number.isFinite(estimate), standardError]).toEqual([true, null]);
  });

  test('which a fit that was stopped inside does not claim', async () => {
    const given = { what: '', family: 'poisson', y: [1, 2, 0, 3, 9], options: { ...log, maxIterations: 2 } };
    expect((await attack(given)).report.warnings).toMatchObject([{ code: 'not-converged' }]);
  });
});

describe('there is a maximum', () => {
  test.each<Attack>([
    {
      what: 'finite by bias reduction',
      family: 'bernoulli',
      y: [0, 0, 1, 1],
      options: { biasReduction: true },
    },
    { what: 'finite by a ridge', family: 'poisson', y: [1, 3, 0, 0, 0], x: abc, options: { l2: 0.1 } },
    { what: 'outcomes of 1e150', family: 'gamma', y: [1e150, 2e150, 5e150, 3e150] },
    { what: 'outcomes of 1e-150', family: 'gamma', y: [1e-150, 2e-150, 5e-150, 3e-150], options: log },
    { what: 'outcomes of 1e100', family: 'inverse_gaussian', y: [1e100, 2e100, 5e100, 3e100] },
    { what: 'squares that nearly overflow', family: 'gaussian', y: [1e150, 2e150, 5e150, 3e150] },
    { what: 'columns of 1e150', family: 'gaussian', y: [1, 2, 5, 3], x: [1e150, 2e150, 3e150, 4e150] },
    { what: 'columns of 1e-150', family: 'gaussian', y: [1, 2, 5, 3], x: [1e-150, 2e-150, 3e-150, 4e-150] },
    { what: 'counts of 1e15', family: 'poisson', y: [1e15, 2e15, 5e15, 3e15] },
    { what: 'zeros of either sign', family: 'gaussian', y: [-0, 0, -0, 1], x: [-0, 0, 1, 2] },
    { what: 'shapes near the edge', family: 'beta', y: [0.5, 1e-300, 0.2, 0.99999999, 0.3] },
    { what: 'a steep reciprocal', family: 'gamma', y: [0.01, 1, 1, 1, 100] },
    { what: 'a line into the edge', family: 'gamma', y: [100, 1, 1, 1, 0.01], options: { link: 'identity' } },
    { what: 'one row', family: 'poisson', y: [3], warns: ['rank-deficient'], columns: ['x'] },
    { what: 'residuals of 0', family: 'gaussian', y: [3, 5, 7, 9], warns: ['perfect-fit'] },
    { what: 'residuals of rounding', family: 'gaussian', y: [0.1, 0.2, 0.3, 0.4], warns: ['perfect-fit'] },
    { what: 'an outcome that is constant', family: 'gamma', y: [2, 2, 2], warns: ['perfect-fit'] },
  ])('$what: $family', async (given) => {
    const { report, coefficients } = await attack(given);
    expect(report.warnings.map(({ code }) => code)).toEqual(given.warns ?? []);
    if (given.columns !== undefined) expect(report.warnings[0]?.columns).toEqual(given.columns);
    expect(report.converged).toBe(true);
    for (const { estimate, standardError, statistic } of coefficients)
      expect([estimate, standardError, statistic].every(finite)).toBe(true);
  });

  test('an offset moves the intercept by itself, however large', async () => {
    const table = { y: [1, 2, 5, 3], x: [1, 2, 3, 4], far: [800, 800, 800, 800] };
    const plain = await fit('poisson', { table, formula: 'y ~ x' });
    const moved = await fit('poisson', { table, formula: 'y ~ x + offset(far)' });
    expect(moved.report.converged).toBe(true);
    const [here = NaN, there = NaN] = [plain, moved].map(
      ({ coefficients }) => coefficients[0]?.estimate ?? NaN,
    );
    expect(there + 800).toBeCloseTo(here, 9);
  });

  test('the size of the outcomes changes nothing but the intercept of a logarithm', async () => {
    const fits = [1e-150, 1, 1e150].map((unit) =>
      attack({ what: '', family: 'gamma', y: [1, 2, 5, 3].map((y) => y * unit), options: log }),
    );
    const [small, one, large] = (await Promise.all(fits)).map(({ coefficients }) => coefficients[1]);
    for (const other of [small, large]) {
      expect(other?.estimate).toBeCloseTo(one?.estimate ?? NaN, 9);
      expect(other?.standardError).toBeCloseTo(one?.standardError ?? NaN, 9);
    }
  });
});

test.each<[string, string, readonly number[], RegExp]>([
  ['gamma', 'zero', [1, 0, 2], /outcome-outside-support: `y` is 0 in row 2/],
  ['inverse_gaussian', 'zero', [0, 1, 2], /outcome-outside-support: `y` is 0 in row 1/],
  ['beta', 'zero', [0.5, 0, 0.2], /outcome-outside-support: `y` is 0 in row 2/],
  ['beta', 'one', [0.5, 0.2, 1], /outcome-outside-support: `y` is 1 in row 3/],
  ['von_mises', 'an angle of 4', [3, 4, 2], /outcome-outside-support: `y` is 4 in row 2/],
  ['zero_truncated_poisson', 'zero', [1, 0, 2], /outcome-outside-support: `y` is 0 in row 2/],
  ['rayleigh', 'squares beyond a double', [1e200, 2e200, 3e200], /no-feasible-start/],
])('%s refuses %s, and names it', async (family, what, y, message) => {
  await expect(attack({ what, family, y })).rejects.toThrow(message);
});

test('weights whose sum overflows are refused', async () => {
  const table = { y: [1, 2, 5], x: [1, 2, 3], w: [1e308, 1e308, 1] };
  await expect(fit('poisson', { table, formula: 'y ~ x', weights: 'w' })).rejects.toThrow(
    /non-finite-value: the sum of the weights is Infinity/,
  );
});

test.each<[string, readonly number[], RegExp]>([
  [
    'shares that do not add up',
    [0.5, 0.3, 0.1],
    /outcome-outside-support: `cbind\(a, b, c\)` is 0.9 in row 2/,
  ],
  ['a share of nothing', [0.5, 0.5, 0], /outcome-outside-support: `c` is 0 in row 2/],
  ['a share below nothing', [0.5, 0.6, -0.1], /outcome-outside-support: `c` is -0.1 in row 2/],
])('dirichlet refuses %s, and names the entry', async (_, [a = 0, b = 0, c = 0], message) => {
  const table = { a: [0.2, a, 0.4], b: [0.3, b, 0.1], c: [0.5, c, 0.5], x: [1, 2, 3] };
  await expect(fit('dirichlet', { table, formula: 'cbind(a, b, c) ~ x' })).rejects.toThrow(message);
});

test.each<[string, string, readonly (readonly number[])[], RegExp]>([
  [
    'von_mises_fisher',
    'a direction that is too long',
    [
      [0.6, 0.8],
      [1, 1],
      [0, 1],
    ],
    /outcome-outside-support: `cbind\(a, b\)` is a direction whose squares add up to 2, not 1, in row 2/,
  ],
  [
    'wishart',
    'a matrix that is not symmetric',
    [
      [2, 1, 1, 2],
      [2, 1, 0, 2],
      [1, 0, 0, 1],
    ],
    /outcome-outside-support: `cbind\(a, b, c, d\)` is a matrix that is not symmetric/,
  ],
  [
    'wishart',
    'a matrix that is not positive definite',
    [
      [2, 1, 1, 2],
      [1, 0, 0, 1],
      [1, 2, 2, 1],
    ],
    /outcome-outside-support: .* not positive definite, with a pivot of -3, in row 3/,
  ],
])('%s refuses %s, and names the row', async (family, _, rows, message) => {
  const names = ['a', 'b', 'c', 'd'].slice(0, rows[0]?.length);
  const table = Object.fromEntries(names.map((name, at) => [name, rows.map((row) => row[at] ?? 0)]));
  await expect(fit(family, { table, formula: `cbind(${names.join(', ')}) ~ 1` })).rejects.toThrow(message);
});
