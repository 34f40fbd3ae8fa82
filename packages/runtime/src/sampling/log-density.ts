// The logarithm of the density of one outcome, from the loss of the kernels and the base measure that the loss leaves out.
import { floats, responseColumns } from '../kernel.js';
import type { FloatArray, KernelModule } from '../kernel.js';
import { Problem } from '../problems.js';

/** log p of the entries of an outcome; −∞ where there can be none. */
export type LogDensity = (entries: ArrayLike<number>) => number;

/** The density at one row of linear predictors. */
export const logDensity = (kernels: KernelModule, eta: FloatArray, dispersion: number): LogDensity => {
  const { logBaseMeasure } = kernels;
  if (logBaseMeasure === undefined)
    throw new Problem('cannot-sample', `the kernels of ${kernels.family} know no base measure`);
  const y = floats(kernels, responseColumns(kernels));
  const weight = floats(kernels, 1).fill(1);
  return (entries) => {
    y.set(entries);
    const value = logBaseMeasure(y, 1, weight, dispersion) - kernels.loss(eta, y, 1) / dispersion;
    return Number.isNaN(value) ? -Infinity : value;
  };
};
