// What a fit must admit: no maximum, no rank, no convergence, outcomes and data that are not what they should be.
import { describe, expect, test } from 'vitest';
import { fit } from './fit.js';
import type { DatasetInput } from './dataset-input.js';
import { cpu } from './devices/cpu.js';
import type { Device, Evaluator } from './devices/device.js';
import type { KernelModule } from './kernel.js';
import { bernoulli, gaussian, poisson, softmax } from './kernels.fixture.js';
import { near } from './near.fixture.js';
import type { FitOptions } from './options.js';
import { complaints, Problem } from './problems.js';
import { designOf, iris } from './reference.fixture.js';

describe('separation', () => {
  const cases: readonly (readonly [string, KernelModule, DatasetInput, readonly string[] | null])[] = [
    ['complete', bernoulli, { x: [[1], [2], [3], [4]], y: [0, 0, 1, 1], names: ['dose'] }, ['dose']],
    [
      'quasi-complete',
      bernoulli,
      {
        x: [
          [1, 7],
          [2, 1],
          [2, 1],
          [3, 5],
          [4, 2],
        ],
        y: [0, 0, 1, 1, 1],
        names: ['dose', 'other'],
      },
      ['dose'],
    ],
    // every measurement helps to separate setosa; which of them move last depends on the path
    ['of three classes', softmax(3), iris(), null],
    ['of counts', poisson, { x: [[0], [0], [1], [1]], y: [0, 0, 3, 5], names: ['group'] }, ['group']],
    ['by nothing at all', bernoulli, { x: [[1], [2], [4]], y: [1, 1, 1] }, ['(Intercept)']],
  ];
  describe.each(['newton', 'lbfgs'] as const)('%s', (solver) => {
    test.each(cases)('%s is reported with its columns', async (_, kernels, data, columns) => {
      const { report } = await fit(kernels, data, { solver });
      expect(report).toMatchObject({ converged: false, reason: 'no-maximum' });
      expect(report.warnings).toEqual([expect.objectContaining({ code: 'separation' })]);
      if (columns !== null) expect(report.warnings[0]?.columns).toEqual(columns);
      expect(report.warnings[0]?.columns.length).toBeGreaterThan(0);
      for (const { estimate, standardError, pValue } of report.coefficients) {
        expect(Number.isFinite(estimate)).toBe(true);
        expect([standardError, pValue]).toEqual([null, null]);
      }
    });
  });
  test('is cured by a penalty', async () => {
    const { report } = await fit(bernoulli, { x: [[1], [2], [3], [4]], y: [0, 0, 1, 1] }, { l2: 0.01 });
    expect(report).toMatchObject({ converged: true, warnings: [] });
  });
  test('is not cried where a fit is merely steep', async () => {
    const { x, y } = designOf('r04_mtcars_logit');
    expect((await fit(bernoulli, { x, y: y.map(Number) })).report.warnings).toEqual([]);
  });
});

describe('columns that say the same', () => {
  const x = [1, 2, 3, 4, 7].map((v) => [v, 2 * v + 1, 5, v * v]);
  const data = { x, y: [1, 3, 2, 5, 8], names: ['a', 'twice', 'five', 'square'] };
  test('have no estimate but the first, and are named', async () => {
    const { report } = await fit(gaussian, data);
    expect(report.coefficients.map(({ estimate }) => estimate === null)).toEqual([
      false,
      false,
      true,
      true,
      false,
    ]);
    expect(report.warnings.map(({ code, columns }) => [code, columns])).toEqual([
      ['rank-deficient', ['twice', 'a']],
      ['rank-deficient', ['five']],
    ]);
    expect(report.dfResidual).toBe(2);
    expect(report.coefficients[2]).toMatchObject({ standardError: null, pValue: null, interval: null });
  });
  test('leave the fit as it is without them', async () => {
    const full = await fit(gaussian, data);
    const less = await fit(gaussian, { x: x.map(([a = 0, , , d = 0]) => [a, d]), y: data.y });
    near(full.report.deviance, less.report.deviance ?? NaN, { relative: 1e-12 });
    full.predict({ x }).forEach((value, row) => {
      near(value, less.predict({ x: [[x[row]?.[0] ?? NaN, x[row]?.[3] ?? NaN]] })[0] ?? NaN, {
        relative: 1e-10,
      });
    });
  });
  test('share a penalty', async () => {
    const { report } = await fit(gaussian, { x: x.map(([a = 0]) => [a, a]), y: data.y }, { l2: 0.1 });
    expect(report.warnings).toEqual([]);
    near(report.coefficients[1]?.estimate, report.coefficients[2]?.estimate ?? NaN, { relative: 1e-10 });
  });
  test('are found whatever the tolerance of the solver', async () => {
    const { report } = await fit(gaussian, data, { tolerance: 1e-15 });
    expect(report.warnings.map(({ code }) => code)).toContain('rank-deficient');
  });
});

test('a fit that runs out of iterations says so', async () => {
  const { report } = await fit(softmax(3), iris(), { l2: 1e-6, solver: 'lbfgs', maxIterations: 2 });
  expect(report).toMatchObject({ converged: false, reason: 'max-iterations', iterations: 2 });
  expect(report.warnings).toEqual([expect.objectContaining({ code: 'not-converged' })]);
  expect(report.coefficients.every(({ standardError }) => standardError === null)).toBe(true);
});

describe('bad data', () => {
  const x = [[1], [2], [3]];
  const cases: readonly (readonly [keyof typeof complaints, KernelModule, DatasetInput, string])[] = [
    ['no-rows', gaussian, { x: [], y: [] }, 'there are no rows'],
    ['no-rows', gaussian, { x, y: [1, 2, 3], weights: [0, 0, 0] }, 'every weight is 0'],
    ['shape-mismatch', gaussian, { x, y: [1, 2] }, 'y has 2 entries for 3 rows'],
    [
      'shape-mismatch',
      gaussian,
      { x: [[1], [2, 3], [4]], y: [1, 2, 3] },
      'row 2 has 2 features, the first row 1',
    ],
    ['shape-mismatch', gaussian, { x, y: [1, 2, 3], names: ['a', 'b'] }, '2 names for 1 features'],
    ['shape-mismatch', gaussian, { x: Float64Array.of(1, 2, 3, 4), y: [1, 2, 3] }, 'x has 4 entries'],
    ['shape-mismatch', gaussian, { x, y: [1, 2, 3], weights: [1, 2] }, 'weights has 2 entries'],
    ['shape-mismatch', gaussian, { x, y: [1, 2, 3], offset: [1, 2] }, 'offset has 2 entries'],
    [
      'non-finite-value',
      gaussian,
      { x: [[1], [NaN], [3]], y: [1, 2, 3], names: ['dose'] },
      'dose is NaN in row 2',
    ],
    ['non-finite-value', gaussian, { x, y: [1, 2, Infinity] }, 'the outcome is Infinity in row 3'],
    [
      'non-finite-value',
      gaussian,
      { x, y: [1, 2, 3], offset: [0, -Infinity, 0] },
      'offset is -Infinity in row 2',
    ],
    ['non-finite-value', gaussian, { x, y: [1, 2, 3], weights: [NaN, 1, 1] }, 'weights is NaN in row 1'],
    ['negative-weight', gaussian, { x, y: [1, 2, 3], weights: [1, -1, 1] }, 'the weight of row 2 is -1'],
    ['duplicate-name', gaussian, { x: [[1, 2]], y: [1], names: ['a', 'a'] }, 'two columns are called a'],
    [
      'outcome-outside-support',
      poisson,
      { x, y: [1, 2, -3] },
      '-3 in row 3 is no outcome of the family poisson',
    ],
    ['outcome-outside-support', poisson, { x, y: [1, 2.5, 3] }, '2.5 in row 2'],
    ['outcome-outside-support', bernoulli, { x, y: [1, 0, 2] }, '2 in row 3'],
    ['outcome-outside-support', bernoulli, { x, y: [1, 0, 0.5] }, '0.5 in row 3'],
    ['outcome-outside-support', bernoulli, { x, y: [1, 0, 0.5], weights: [1, 1, 3] }, '0.5 in row 3'],
    ['label-out-of-range', softmax(2), { x, y: [0, 1, 2] }, 'the outcome is 2 in row 3'],
    ['label-out-of-range', softmax(2), { x, y: Int32Array.of(0, -1, 1) }, 'the outcome is -1 in row 2'],
    ['label-out-of-range', softmax(2), { x, y: [0, 0.5, 1] }, 'the outcome is 0.5 in row 2'],
    [
      'label-out-of-range',
      softmax(2),
      { x, y: ['a', 'b', 'c'], classes: ['a', 'b'] },
      'the outcome is c in row 3',
    ],
    [
      'class-count-mismatch',
      softmax(2),
      { x, y: ['a', 'b', 'c'] },
      'the outcome has 3 levels, the kernels 2 classes',
    ],
    ['class-count-mismatch', bernoulli, { x, y: ['a', 'b', 'c'] }, 'the outcome has 3 levels'],
    [
      'class-without-rows',
      softmax(3),
      { x, y: [0, 1, 0], classes: ['a', 'b', 'c'] },
      'no row has the class c',
    ],
    ['class-without-rows', softmax(2), { x, y: [0, 0, 1], weights: [1, 1, 0] }, 'no row has the class 1'],
    ['soft-label-invalid', softmax(2), { x, y: Float64Array.of(1, 0, 0.5, 0.6, 0, 1) }, '0.5 0.6 in row 2'],
    ['soft-label-invalid', softmax(2), { x, y: Float64Array.of(1, 0, 0.5, 0.5, -1, 2) }, '-1 2 in row 3'],
  ];
  test.each(cases)('%s', async (code, kernels, data, message) => {
    const failure = await fit(kernels, data).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Problem);
    expect(failure).toMatchObject({ code, needed: complaints[code].needed, help: complaints[code].help });
    expect((failure as Problem).message).toContain(message);
  });
  test('a row of weight 0 may hold any outcome', async () => {
    const { report } = await fit(poisson, { x: [...x, [9]], y: [1, 2, 3, -7], weights: [1, 1, 1, 0] });
    expect(report.converged).toBe(true);
  });
  test('shares of whole trials are outcomes', async () => {
    const { report } = await fit(bernoulli, { x, y: [0.3, 0.1, 0.7], weights: [10, 10, 10] });
    expect(report.converged).toBe(true);
  });
});

describe('bad options', () => {
  const data = { x: [[1], [2], [3]], y: [1, 2, 3] };
  test.each([
    [{ l2: -1 }, 'l2 is -1'],
    [{ l2: NaN }, 'l2 is NaN'],
    [{ tolerance: 0 }, 'tolerance is 0'],
    [{ epochs: 1.5 }, 'epochs is 1.5, not a whole number'],
    [{ batch: 0 }, 'batch is 0'],
    [{ maxIterations: 0 }, 'maxIterations is 0'],
    [{ seed: 0.5 }, 'seed is 0.5'],
    [{ level: 1 }, 'level is 1'],
    [{ learningRate: -1 }, 'learningRate is -1'],
  ])('%o is refused', async (options, message) => {
    await expect(fit(gaussian, data, options)).rejects.toThrow(`option-out-of-range: ${message}`);
  });
  test('a solver that does not exist is refused with those that do', async () => {
    const options = JSON.parse('{ "solver": "magic" }') as Record<string, never>;
    await expect(fit(gaussian, data, options)).rejects.toThrow(
      /unknown-option: .*magic; there are auto, newton/,
    );
  });
  test.each(['sgd', 'momentum', 'adam'] as const)(
    '%s keeps where it stood when it is aborted within its first epoch',
    async (solver) => {
      const stop = new AbortController();
      const device: Device = {
        ...cpu,
        open: async (problem) => {
          const evaluator = await cpu.open(problem);
          const batch: Evaluator['batch'] = (...given) => {
            stop.abort(new Error('enough'));
            return evaluator.batch(...given);
          };
          return { ...evaluator, batch };
        },
      };
      const kept: (readonly number[])[] = [];
      const options: FitOptions = { solver, batch: 1, device, signal: stop.signal };
      await expect(
        fit(gaussian, data, { ...options, onCheckpoint: (weights) => kept.push(weights) }),
      ).rejects.toThrow('enough');
      expect(kept).toHaveLength(1);
      expect(kept[0]?.every(Number.isFinite)).toBe(true);
      expect(kept[0]?.some((weight) => weight !== 0)).toBe(true);
    },
  );
  test('an aborted fit rejects with the reason of its signal', async () => {
    await expect(fit(gaussian, data, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    );
  });
});

test('a problem reads like the house', () => {
  const problem = new Problem('non-finite-value', 'dose is NaN in row 2', {
    column: 'dose',
    row: 2,
    value: NaN,
  });
  expect(problem.message).toBe(
    [
      'non-finite-value: dose is NaN in row 2',
      '  column dose, row 2, value NaN',
      '  needed: a finite number',
      '  help:   drop or repair the row: nothing is imputed in silence',
    ].join('\n'),
  );
});
