// Factors on the rows of each class: given by name, or inversely to how often a class occurs.
import type { Dataset } from './dataset.js';
import { floats } from './kernel.js';
import type { KernelModule } from './kernel.js';
import type { FitOptions } from './options.js';
import { Problem } from './problems.js';

/** The data with the weights of their rows multiplied by those of their classes. @throws Problem unsuitable-class-weights */
export const weighClasses = (
  kernels: KernelModule,
  data: Dataset,
  given: FitOptions['classWeights'],
): Dataset => {
  if (given === undefined) return data;
  const classes = kernels.classes ?? 2;
  if (!hasLabels(kernels, data))
    throw new Problem('unsuitable-class-weights', `the outcomes of ${kernels.family} are no classes`);
  const factors = given === 'balanced' ? balanced(data, classes) : named(data, classes, given);
  const weights = floats(kernels, data.rows);
  let totalWeight = 0;
  for (let row = 0; row < data.rows; row++) {
    const weight = (data.weights?.[row] ?? 1) * (factors[data.y[row] ?? 0] ?? 1);
    weights[row] = weight;
    totalWeight += weight;
  }
  return { ...data, weights, totalWeight };
};

/** Whether every outcome is the index of a class: no soft labels, no shares of trials. */
export const hasLabels = (kernels: KernelModule, { y, rows, classes }: Dataset): boolean => {
  if (kernels.classes !== null) return !(y instanceof Float64Array || y instanceof Float32Array);
  if ((kernels.columns ?? 1) > 1) return false;
  const { support } = kernels;
  const binary = support?.integer === true && support.lower === 0 && support.upper === 1;
  if (!binary && classes?.length !== 2) return false;
  for (let row = 0; row < rows; row++) if (y[row] !== 0 && y[row] !== 1) return false;
  return true;
};

const balanced = (data: Dataset, classes: number): readonly number[] => {
  const sums = new Array<number>(classes).fill(0);
  for (let row = 0; row < data.rows; row++) {
    const label = data.y[row] ?? 0;
    sums[label] = (sums[label] ?? 0) + (data.weights?.[row] ?? 1);
  }
  return sums.map((sum) => (sum > 0 ? data.totalWeight / (classes * sum) : 0));
};

const named = (
  data: Dataset,
  classes: number,
  given: Readonly<Record<string, number>>,
): readonly number[] => {
  const names = data.classes ?? Array.from({ length: classes }, (_, k) => String(k));
  const stranger = Object.keys(given).find((name) => !names.includes(name));
  if (stranger !== undefined)
    throw new Problem('unsuitable-class-weights', `no class is called ${stranger}`, { value: stranger });
  const bad = Object.entries(given).find(([, factor]) => !(factor > 0 && Number.isFinite(factor)));
  if (bad !== undefined)
    throw new Problem('unsuitable-class-weights', `the weight of ${bad[0]} is ${String(bad[1])}`, {
      value: bad[1],
    });
  return names.map((name) => given[name] ?? 1);
};
