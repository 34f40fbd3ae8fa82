// The blocks and tiles of the linear functions, however rows, classes and features divide: what one row after the other adds.
import { describe, expect, test } from 'vitest';
import type { KernelModule } from '@expfam/runtime';
import { compile } from '../compile.js';
import { symmetricCategorical } from '../tests/derivations.fixture.js';
import { lower } from '../lower.js';
import { print } from '../print.js';
import { javascript } from '../targets/ts.js';

const wave = (seed: number, length: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => Math.sin(12.9898 * (i + 1) * seed));

const unrolled = async (classes: number, features: number): Promise<KernelModule> => {
  const kernel = lower(symmetricCategorical(classes), { rounding: javascript.f64.rounding });
  const text = print({ ...kernel, features }, javascript.f64);
  return (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as KernelModule;
};

const near = (actual: Float64Array, wanted: Float64Array): void =>
  wanted.forEach((value, i) =>
    expect(Math.abs(actual[i] - value)).toBeLessThan(1e-12 * (1 + Math.abs(value))),
  );

describe.each([1, 2, 3, 4, 7, 10, 17, 40])('with %i classes more than one', (more) => {
  const classes = more + 1;
  const [rows, features] = [131, 6];
  const [x, weights, offset] = [
    wave(1, rows * features),
    wave(2, features * classes),
    wave(3, rows * classes),
  ];
  const y = Uint8Array.from({ length: rows }, (_, i) => (i * i) % classes);
  const rowWeights = Float64Array.from({ length: rows }, (_, i) =>
    i % 13 === 5 || i > 128 ? 0 : 1 + (i % 3),
  );
  const run = (kernels: KernelModule, from: number, to: number) => {
    const part = <Values extends Float64Array | Uint8Array>(all: Values, width: number): Values =>
      all.slice(from * width, to * width) as Values;
    const gradient = new Float64Array(features * classes);
    const inputGradient = new Float64Array((to - from) * features).fill(9);
    const mean = new Float64Array((to - from) * classes);
    const loss = kernels.linearGradient(
      part(x, features),
      weights,
      part(y, 1),
      gradient,
      to - from,
      features,
      {
        rowWeights: part(rowWeights, 1),
        offset: part(offset, classes),
        inputGradient,
      },
    );
    kernels.linearResponse(part(x, features), weights, mean, to - from, features, {
      offset: part(offset, classes),
    });
    return { loss: Float64Array.of(loss), gradient, inputGradient, mean };
  };

  test('all rows at once are one row after the other, features unrolled or not', async () => {
    const kernels = await compile(symmetricCategorical(classes), { target: 'ts' });
    const single = Array.from({ length: rows }, (_, i) => run(kernels, i, i + 1));
    const total = (name: 'loss' | 'gradient'): Float64Array =>
      single.map((each) => each[name]).reduce((a, b) => a.map((value, i) => value + b[i]));
    const joined = (name: 'mean' | 'inputGradient'): Float64Array =>
      Float64Array.from(single.flatMap((each) => [...each[name]]));
    for (const module of [kernels, await unrolled(classes, features)]) {
      const all = run(module, 0, rows);
      near(all.loss, total('loss'));
      near(all.gradient, total('gradient'));
      near(all.mean, joined('mean'));
      near(all.inputGradient, joined('inputGradient'));
    }
  });
});
