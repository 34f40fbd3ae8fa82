// The design that the solvers see: a column of ones, then every feature centred and scaled. Any problem becomes well
// conditioned this way, and the coefficients are carried back to the columns that the user knows.
import type { Dataset } from './dataset.js';
import { floats } from './kernel.js';
import type { FloatArray, KernelModule } from './kernel.js';

/** β of the original columns and b of the working columns: b_j = scale_j·β_j, b₀ = β₀ + Σ centre_j·β_j. */
export interface Design {
  readonly rows: number;
  /** Working columns: the features, and one more before them with an intercept. */
  readonly columns: number;
  /** rows × columns. */
  readonly x: FloatArray;
  /** 1 with an intercept, else 0: where the features begin. */
  readonly first: 0 | 1;
  readonly centre: Float64Array;
  readonly scale: Float64Array;
  /** Standard deviations of the features (1/N), 0 for a constant one. */
  readonly deviation: Float64Array;
}

/**
 * Builds the working design. With an intercept features are centred at their weighted means and scaled by their standard
 * deviations; without one they are only scaled, by their root mean squares.
 */
export const buildDesign = (kernels: KernelModule, data: Dataset): Design => {
  const { rows, features } = data;
  const first = data.intercept ? 1 : 0;
  const { mean, deviation, largest } = moments(data);
  const centre = data.intercept ? mean : new Float64Array(features);
  const scale = deviation.map((spread, j) => {
    const size = data.intercept ? spread : Math.hypot(spread, mean[j] ?? 0);
    return size > 0 ? size : 1;
  });
  // the mean of a constant column is off by an ulp, and the rest must not pass for a feature
  const constant = deviation.map((spread, j) =>
    data.intercept && spread <= 1e-13 * (largest[j] ?? 0) ? 1 : 0,
  );
  const columns = features + first;
  const x = floats(kernels, rows * columns);
  for (let row = 0; row < rows; row++) {
    if (first === 1) x[row * columns] = 1;
    for (let j = 0; j < features; j++)
      x[row * columns + first + j] =
        constant[j] === 1 ? 0 : ((data.x[row * features + j] ?? 0) - (centre[j] ?? 0)) / (scale[j] ?? 1);
  }
  const spreads = deviation.map((spread, j) => (constant[j] === 1 ? 0 : spread));
  const divisors = scale.map((size, j) => (constant[j] === 1 ? 1 : size));
  return { rows, columns, x, first, centre, scale: divisors, deviation: spreads };
};

// Two passes: the squares of differences from the mean keep the digits that a difference of squares would lose.
const moments = (data: Dataset) => {
  const { rows, features, x, weights, totalWeight } = data;
  const mean = new Float64Array(features);
  const deviation = new Float64Array(features);
  const largest = new Float64Array(features);
  for (let row = 0; row < rows; row++) {
    const share = (weights?.[row] ?? 1) / totalWeight;
    for (let j = 0; j < features; j++) {
      const value = x[row * features + j] ?? 0;
      mean[j] = (mean[j] ?? 0) + share * value;
      largest[j] = Math.max(largest[j] ?? 0, Math.abs(value));
    }
  }
  for (let row = 0; row < rows; row++) {
    const share = Math.sqrt((weights?.[row] ?? 1) / totalWeight);
    for (let j = 0; j < features; j++) {
      const difference = (x[row * features + j] ?? 0) - (mean[j] ?? 0);
      // in units of the largest value: squares of 1e200 would overflow
      const relative = (share * difference) / (largest[j] === 0 ? 1 : (largest[j] ?? 1));
      deviation[j] = (deviation[j] ?? 0) + relative * relative;
    }
  }
  return { mean, deviation: deviation.map((square, j) => Math.sqrt(square) * (largest[j] ?? 0)), largest };
};

/** Coefficients of the working columns (columns × s) as coefficients of the original ones, in the same layout. */
export const toOriginal = (design: Design, working: Float64Array, s: number): Float64Array => {
  const result = working.slice();
  const { first, scale, centre } = design;
  scale.forEach((divisor, j) => {
    for (let k = 0; k < s; k++) {
      const at = (first + j) * s + k;
      result[at] = (working[at] ?? 0) / divisor;
      if (first === 1) result[k] = (result[k] ?? 0) - (centre[j] ?? 0) * (result[at] ?? 0);
    }
  });
  return result;
};

/** The inverse of `toOriginal`. */
export const toWorking = (design: Design, original: Float64Array, s: number): Float64Array => {
  const result = original.slice();
  const { first, scale, centre } = design;
  scale.forEach((factor, j) => {
    for (let k = 0; k < s; k++) {
      const at = (first + j) * s + k;
      result[at] = (original[at] ?? 0) * factor;
      if (first === 1) result[k] = (result[k] ?? 0) + (centre[j] ?? 0) * (original[at] ?? 0);
    }
  });
  return result;
};
