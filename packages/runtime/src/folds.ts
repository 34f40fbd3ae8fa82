// Rows dealt into parts for cross-validation and hold-out: at random, and of each class as equally many as there can be.
import { hasLabels } from './class-weights.js';
import type { Dataset } from './dataset.js';
import { floats } from './kernel.js';
import type { KernelModule } from './kernel.js';
import { seeded, shuffle } from './numbers/random.js';
import { Problem } from './problems.js';

/** The part of each row of positive weight, −1 for the others. @throws Problem too-few-rows */
export const deal = (
  kernels: KernelModule,
  data: Dataset,
  how: { readonly parts: number; readonly seed: number },
): Int32Array => {
  const rows = Uint32Array.from({ length: data.rows }, (_, row) => row).filter(
    (row) => (data.weights?.[row] ?? 1) > 0,
  );
  if (rows.length < how.parts)
    throw new Problem('too-few-rows', `${String(rows.length)} rows for ${String(how.parts)} parts`);
  shuffle(rows, seeded(how.seed));
  const labels = hasLabels(kernels, data);
  const dealt = labels ? [...rows].sort((a, b) => (data.y[a] ?? 0) - (data.y[b] ?? 0)) : [...rows];
  const parts = new Int32Array(data.rows).fill(-1);
  dealt.forEach((row, position) => (parts[row] = position % how.parts));
  return parts;
};

/** The part that a hold-out of `fraction` leaves out is 1, the part that trains 0. @throws Problem too-few-rows */
export const splitOff = (
  kernels: KernelModule,
  data: Dataset,
  how: { readonly fraction: number; readonly seed: number },
): Int32Array => {
  const order = deal(kernels, data, { parts: 1, seed: how.seed });
  const rows = Uint32Array.from({ length: data.rows }, (_, row) => row).filter((row) => order[row] === 0);
  shuffle(rows, seeded(how.seed));
  const labels = hasLabels(kernels, data);
  const dealt = labels ? [...rows].sort((a, b) => (data.y[a] ?? 0) - (data.y[b] ?? 0)) : [...rows];
  // where the running total of the fraction passes a whole number, a row is held out: evenly over the classes
  dealt.forEach((row, position) => {
    order[row] = Math.floor((position + 1) * how.fraction + 0.5) - Math.floor(position * how.fraction + 0.5);
  });
  const held = dealt.filter((row) => order[row] === 1).length;
  if (held === 0 || held === dealt.length)
    throw new Problem(
      'too-few-rows',
      `a fraction of ${String(how.fraction)} of ${String(dealt.length)} rows`,
    );
  return order;
};

/** The data with a weight of 0 for every row but those that `keep` wants. */
export const masked = (kernels: KernelModule, data: Dataset, keep: (row: number) => boolean): Dataset => {
  const weights = floats(kernels, data.rows);
  let totalWeight = 0;
  for (let row = 0; row < data.rows; row++) {
    const weight = keep(row) ? (data.weights?.[row] ?? 1) : 0;
    weights[row] = weight;
    totalWeight += weight;
  }
  return { ...data, weights, totalWeight };
};
