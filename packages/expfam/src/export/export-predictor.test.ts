// Predictors that are written out predict as their models do, to the last bit in TypeScript; they are small, they compile,
// and nothing that a user calls something becomes code.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describeWebGPU } from '@expfam/testing';
import { describe, expect, test } from 'vitest';
import { run } from '../command/run.fixture.js';
import { fit } from '../fit.js';
import type { Model } from '../models/model.js';
import type { Cell } from '../tables/from-values.js';
import type { Table } from '../tables/table.js';
import { cases, fitted } from './cases.fixture.js';
import { exportPredictor } from './export-predictor.js';
import { onDevice } from './shader.fixture.js';
import { scratchFolder } from '../scratch.fixture.js';

const folder = scratchFolder();

type Answer = number | Record<string, number>;

interface Predictor {
  predict(row: unknown): Answer;
  predictMany(columns: unknown, rows: number): Answer[];
}

const written: string[] = [];
const load = async (name: string, contents: string | Uint8Array): Promise<Predictor> => {
  const path = join(folder, name);
  writeFileSync(path, contents);
  if (name.endsWith('.ts')) written.push(path);
  return (await import(path)) as Predictor;
};

const columnsOf = (table: Table): Record<string, ArrayLike<unknown>> =>
  Object.fromEntries(
    table.columns.map((column) => [column.name, column.kind === 'unsupported' ? [] : column.values]),
  );

const rowsOf = (table: Table): Record<string, unknown>[] => {
  const columns = Object.entries(columnsOf(table));
  return Array.from({ length: table.rows }, (_, i) =>
    Object.fromEntries(columns.map(([name, values]) => [name, values[i]])),
  );
};

const numbers = (value: Answer): number[] => (typeof value === 'number' ? [value] : Object.values(value));

describe.each(cases.map((each, at) => [each.family, each.formula, at, each] as const))(
  '%s: %s',
  (_, __, at, given) => {
    test('in TypeScript it predicts as the model does, bit for bit', async () => {
      const { table, model } = await fitted(given);
      const { contents } = await exportPredictor(model);
      expect(contents).not.toMatch(/^import|require\(/m);
      const { predict, predictMany } = await load(`case-${String(at)}.ts`, contents);
      const found = rowsOf(table).flatMap((row) => numbers(predict(row)));
      expect(found).toEqual([...model.predictProbabilities({ table })]);
      expect(predictMany(columnsOf(table), table.rows).flatMap(numbers)).toEqual(found);
    });
    test('in WebAssembly it predicts what the model predicts', async () => {
      const { table, model } = await fitted(given);
      const { contents } = await exportPredictor(model, { target: 'wasm' });
      expect(contents).not.toMatch(/^import|require\(/m);
      const { predict, predictMany } = await load(`case-${String(at)}.mjs`, contents);
      const found = predictMany(columnsOf(table), table.rows).flatMap(numbers);
      const [first] = rowsOf(table);
      expect(numbers(predict(first))).toEqual(found.slice(0, model.kernels.classes ?? 1));
      const precision = given.options.precision === 'f32' ? 1e-6 : 1e-13;
      expect(furthest(found, model.predictProbabilities({ table }))).toBeLessThan(precision);
    });
  },
);

/** The largest difference, relative to results above 1. */
const furthest = (found: ArrayLike<number>, expected: Float64Array): number =>
  expected.reduce(
    (worst, value, i) => Math.max(worst, Math.abs((found[i] ?? NaN) - value) / Math.max(1, Math.abs(value))),
    found.length === expected.length ? 0 : Infinity,
  );

test('everything that was written passes the compiler, strictly', () => {
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const strict = ['--strict', '--noUncheckedIndexedAccess', '--noUnusedLocals', '--noUnusedParameters'];
  const options = ['--noEmit', '--ignoreConfig', '--target', 'es2022', '--lib', 'es2022'];
  expect(written.length).toBe(cases.length);
  const { stdout } = spawnSync(process.execPath, [compiler, ...strict, ...options, ...written]);
  expect(stdout.toString()).toBe('');
}, 60_000);

describeWebGPU('as a shader', (device) => {
  test.each(cases.map((each) => [each.family, each.formula, each] as const))(
    '%s: %s',
    async (_, __, given) => {
      const { table, model } = await fitted(given);
      const { contents } = await exportPredictor(model, { target: 'wgsl' });
      const width = model.kernels.classes ?? 1;
      const found = await onDevice(device(), contents, {
        columns: columnsOf(table),
        rows: table.rows,
        width,
      });
      const wanted = model.predictProbabilities({ table });
      const off = furthest(found, wanted);
      expect(off).toBeLessThan(given.single);
    },
  );
  test('a level that the model does not know gives no number', async () => {
    const { model } = await fitted(cases[3]);
    const { contents } = await exportPredictor(model, { target: 'wgsl' });
    const columns = { wool: [1, 2, 0, -1], tension: [0, 0, 0.5, 0] };
    const found = await onDevice(device(), contents, { columns, rows: 4, width: 1 });
    expect([...found].map(Number.isNaN)).toEqual([false, true, true, true]);
  });
});

test('the predictor of the iris flowers is smaller than 2 KB', async () => {
  const { model } = await fitted(cases[0]);
  const { contents } = await exportPredictor(model, { target: 'ts' });
  expect(gzipSync(contents).length).toBeLessThan(2048);
});

describe('what does not fit the model is an error of the predictor', () => {
  const prepared = fit('poisson', {
    table: { y: [1, 2, 3, 5], f: ['a', 'b', 'b', 'a'], n: [1, 2, 3, 4], k: [1, 1, 0.1, 0.1] },
    formula: 'y ~ f + log(n) + C(k)',
  });
  test.each(['ts', 'wasm'] as const)('in %s', async (target) => {
    const { path, contents } = await exportPredictor(await prepared, { target });
    const { predict } = await load(`refuse-${path}`, contents);
    expect(() => predict({ f: 'c', n: 1, k: 1 })).toThrow('new-level: c is none of a, b');
    expect(() => predict({ n: 1, k: 1 })).toThrow('new-level: undefined is none of a, b');
    expect(() => predict({ f: 'a', k: 1 })).toThrow('wrong-type: n is undefined where a number is needed');
    expect(() => predict({ f: 'a', n: 'two', k: 1 })).toThrow('wrong-type: n is two');
    expect(() => predict({ f: 'a', n: 1, k: 2 })).toThrow('new-level: 2 is none of 0.1, 1');
    expect(predict({ f: 'a', n: 1, k: 0.3 - 0.2 })).toBe(predict({ f: 'a', n: 1, k: '0.1' }));
  });
});

describe('what a user calls something is never code', () => {
  const name = 'a"]; throw new Error("no"); //`${1}*/\u2028';
  const levels = ['x"', '\n//*/', '__proto__', '`${1}'];
  const table = Object.fromEntries<readonly Cell[]>([
    ['y', ['x"', '\n//*/', '__proto__', '`${1}', 'x"', 'x"', '\n//*/', '__proto__']],
    [name, [1, 2, 3, 4, 1, 2, 4, 7]],
    ['__proto__', [3, 1, 2, 3, 9, 1, 2, 2]],
    ['f', [...levels, ...levels]],
  ]);
  const prepared = fit('categorical', { table, formula: 'y ~ .' }, { l2: 1 });
  const row = Object.fromEntries<Cell>([[name, 2], ['__proto__', 1], ['f', '\n//*/']]); // prettier-ignore
  const expected = async (): Promise<Float64Array> => {
    const one = Object.fromEntries<readonly Cell[]>(
      Object.entries(row).map(([column, value]) => [column, [value]]),
    );
    return (await prepared).predictProbabilities({ table: one });
  };
  test.each(['ts', 'wasm'] as const)('in %s', async (target) => {
    const { path, contents } = await exportPredictor(await prepared, { target });
    const { predict } = await load(`names-${path}`, contents);
    const found = predict(row) as Record<string, number>;
    expect(Object.keys(found)).toEqual([...levels].sort());
    expect(furthest(Object.values(found), await expected())).toBeLessThan(1e-14);
  });
  test('nor in the head of a shader', async () => {
    const { contents } = await exportPredictor(await prepared, { target: 'wgsl' });
    const code = contents.split('\n').filter((line) => !line.startsWith('//'));
    expect(code.join('\n')).not.toMatch(/throw|proto/);
    expect(contents).toContain(String.raw`1 "__proto__", 2 "${'`'}$`);
  });
});

describe('a WebAssembly module alone', () => {
  test('says what its columns are and computes from them', async () => {
    const { model } = await fitted(cases[0]);
    const { contents } = await exportPredictor(model, { target: 'wasm', path: 'iris.wasm' });
    const module = new WebAssembly.Module(contents as Uint8Array<ArrayBuffer>);
    expect(WebAssembly.Module.imports(module)).toEqual([]);
    const [section] = WebAssembly.Module.customSections(module, 'expfam');
    const about = JSON.parse(new TextDecoder().decode(section)) as unknown;
    expect(about).toMatchObject({
      columns: ['Sepal_Length', 'Sepal_Width', 'Petal_Length', 'Petal_Width'],
      classes: ['setosa', 'versicolor', 'virginica'],
    });
    const { allocate, predict, memory } = new WebAssembly.Instance(module).exports as unknown as Exports;
    const [x, y] = [allocate(3 * 4 * 8), allocate(3 * 3 * 8)];
    const flowers = [5.1, 3.5, 1.4, 0.2, 7, 3.2, 4.7, 1.4, 6.3, 3.3, 6, 2.5];
    new Float64Array(memory.buffer, x, 12).set(flowers);
    predict(x, y, 3);
    const found = new Float64Array(memory.buffer, y, 9);
    const expected = model.predictProbabilities({ x: Float64Array.from(flowers), rows: 3 });
    expect(furthest(found, expected)).toBeLessThan(1e-14);
  });
});

interface Exports {
  readonly memory: WebAssembly.Memory;
  allocate(bytes: number): number;
  predict(x: number, result: number, rows: number): void;
}

test('a vector is an object of its entries, by the names that the formula gives them', async () => {
  const table = {
    a: [0.2, 0.3, 0.25, 0.4],
    b: [0.3, 0.3, 0.45, 0.4],
    c: [0.5, 0.4, 0.3, 0.2],
    x: [1, 2, 3, 5],
  };
  const model = await fit('dirichlet', { table, formula: 'cbind(a, b, c) ~ x' });
  for (const target of ['ts', 'wasm'] as const) {
    const { path, contents } = await exportPredictor(model, { target });
    const { predict } = await load(`vector-${path}`, contents);
    const found = predict({ x: 2 }) as Record<string, number>;
    expect(Object.keys(found)).toEqual(['a', 'b', 'c']);
    expect(furthest(Object.values(found), model.predict({ table: { x: [2] } }))).toBeLessThan(1e-14);
  }
});

test('a model of arrays predicts from its columns by name', async () => {
  const model: Model = await fit('poisson', { x: [[1], [2], [4]], y: [1, 3, 9], names: ['the dose'] });
  const { predict } = await load('arrays.ts', (await exportPredictor(model)).contents);
  expect(predict({ 'the dose': 3 })).toBe(model.predict({ x: [[3]] })[0]);
});

test('the command writes it', async () => {
  const [model, out] = [join(folder, 'm.json'), join(folder, 'p.ts')];
  const cars = new URL('../../reference/fits/cars.csv', import.meta.url).pathname;
  await run(['fit', cars, '-F', 'gaussian', '-f', 'dist ~ speed', '--out', model]);
  const done = { status: 0, out: '', err: '' };
  expect(await run(['export', model, '--target', 'ts', '--out', out])).toEqual(done);
  const { predict } = (await import(out)) as Predictor;
  // coef(lm(dist ~ speed, cars)): -17.579095, 3.932409
  expect(predict({ speed: 10 })).toBeCloseTo(-17.579095 + 39.32409, 4);
  expect((await run(['export', model])).out).toContain('export function predict');
  const module = join(folder, 'p.wasm');
  expect(await run(['export', model, '--target', 'wasm', '--out', module])).toEqual(done);
  expect(WebAssembly.validate(readFileSync(module))).toBe(true);
});
