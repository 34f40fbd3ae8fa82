// The information against the definition: second differences of the loss.
import { test } from 'vitest';
import { cpu } from '../devices/cpu.js';
import type { LinearProblem } from '../devices/device.js';
import { softmax } from '../kernels.fixture.js';
import { near } from '../near.fixture.js';
import { seeded } from '../numbers/random.js';
import { information } from './information.js';

test('is the second derivative of the loss, for canonical links', async () => {
  const random = seeded(3);
  const uniform = () => random() / 2 ** 31 - 1;
  const rows = 300; // more than a block of 256
  const problem: LinearProblem = {
    kernels: softmax(3),
    rows,
    columns: 2,
    x: Float64Array.from({ length: rows * 2 }, uniform),
    y: Uint8Array.from({ length: rows }, () => random() % 3),
    rowWeights: Float64Array.from({ length: rows }, (_, row) => row % 3),
    offset: Float64Array.from({ length: rows * 3 }, uniform),
  };
  const weights = Float64Array.from({ length: 6 }, uniform);
  const free = Int32Array.of(1, 2, 4, 5);
  const found = information(problem, weights, free);
  const evaluator = await cpu.open(problem);
  const gradientAt = async (at: number, step: number) => {
    const gradient = new Float64Array(6);
    await evaluator.total(
      weights.map((value, i) => (i === at ? value + step : value)),
      gradient,
    );
    return gradient;
  };
  for (const [i, row] of free.entries()) {
    const [up, down] = [await gradientAt(row, 1e-5), await gradientAt(row, -1e-5)];
    for (const [j, column] of free.entries())
      near(found[i * 4 + j], ((up[column] ?? NaN) - (down[column] ?? NaN)) / 2e-5, {
        relative: 1e-7,
        absolute: 1e-6,
      });
  }
});
