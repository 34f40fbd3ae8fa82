// How the rows' Hessians change with their natural parameters, which the bias reduction needs: by Ridders' method (1982), central
// differences extrapolated until they agree, for a block of rows at once. The steps stay within the natural parameter space.
import { floats } from './kernel.js';
import type { FloatArray, KernelModule } from './kernel.js';

const shrink = 1.6;
const mostDepth = 12;
const mostShorter = 20;
// Where a row's extrapolations agree to this share of the largest slope no more of them are needed.
const agreed = 1e-14;

/** ∂H/∂η_k of every row, rows × s × s², k before the entries of H. */
export const hessianSlopes = (kernels: KernelModule, eta: FloatArray, rows: number): Float64Array => {
  const s = kernels.parameters;
  const cells = s * s;
  const result = new Float64Array(rows * s * cells);
  for (let k = 0; k < s; k++) {
    const found = ridders(blockDifferences(kernels, { eta, rows, k }), {
      steps: firstSteps(eta, s, k),
      cells,
    });
    for (let row = 0; row < rows; row++)
      result.set(found.subarray(row * cells, (row + 1) * cells), (row * s + k) * cells);
  }
  return result;
};

type Differences = (steps: Float64Array) => Float64Array;

// natural parameter spaces end at 0 if anywhere near, and their poles lie there
const firstSteps = (eta: FloatArray, s: number, k: number): Float64Array =>
  Float64Array.from({ length: eta.length / s }, (_, row) => {
    const away = Math.abs(eta[row * s + k] ?? 0);
    return 0.3 * (away > 1e-3 ? Math.min(1, away) : 1);
  });

// (H(η + step·e_k) − H(η − step·e_k)) / (2·step), each row with a step of its own.
const blockDifferences = (
  kernels: KernelModule,
  at: { readonly eta: FloatArray; readonly rows: number; readonly k: number },
): Differences => {
  const { eta, rows, k } = at;
  const s = kernels.parameters;
  const [up, down] = [floats(kernels, rows * s * s), floats(kernels, rows * s * s)];
  const moved = floats(kernels, rows * s);
  const move = (steps: Float64Array, sign: number, out: FloatArray): void => {
    moved.set(eta);
    for (let row = 0; row < rows; row++)
      moved[row * s + k] = (eta[row * s + k] ?? 0) + sign * (steps[row] ?? 0);
    kernels.hessian(moved, out, rows);
  };
  return (steps) => {
    move(steps, 1, up);
    move(steps, -1, down);
    return Float64Array.from(
      up,
      (value, i) => (value - (down[i] ?? 0)) / (2 * (steps[Math.floor(i / (s * s))] ?? NaN)),
    );
  };
};

const ridders = (
  differences: Differences,
  { steps, cells }: { readonly steps: Float64Array; readonly cells: number },
): Float64Array => {
  let first = differences(steps);
  for (let shorter = 0; shorter < mostShorter && !first.every(Number.isFinite); shorter++) {
    steps.forEach((step, row) => {
      if (!first.subarray(row * cells, (row + 1) * cells).every(Number.isFinite)) steps[row] = step / 4;
    });
    first = differences(steps);
  }
  const best = first.slice();
  const errors = new Float64Array(steps.length).fill(Infinity);
  let before = [first];
  for (let depth = 1; depth < mostDepth; depth++) {
    const row = [differences(steps.map((step) => step * shrink ** -depth))];
    for (const coarse of before) {
      const fine = row.at(-1) ?? coarse;
      row.push(extrapolated(fine, coarse, shrink ** (2 * row.length)));
      improve({ best, errors, cells }, { next: row.at(-1) ?? fine, fine, coarse });
    }
    before = row;
    if (errors.every((error, at) => error <= agreed * largest(best, at * cells, cells))) break;
  }
  return best;
};

const extrapolated = (fine: Float64Array, coarse: Float64Array, factor: number): Float64Array =>
  fine.map((value, i) => (value * factor - (coarse[i] ?? 0)) / (factor - 1));

interface Standing {
  readonly best: Float64Array;
  /** By how far the best of each row is from those that it was made of. */
  readonly errors: Float64Array;
  readonly cells: number;
}

const improve = (
  { best, errors, cells }: Standing,
  { next, fine, coarse }: { readonly [Name in 'next' | 'fine' | 'coarse']: Float64Array },
): void => {
  errors.forEach((error, row) => {
    let change = 0;
    for (let at = row * cells; at < (row + 1) * cells; at++) {
      const value = next[at] ?? NaN;
      change = Math.max(change, Math.abs(value - (fine[at] ?? NaN)), Math.abs(value - (coarse[at] ?? NaN)));
    }
    if (!(change < error)) return;
    errors[row] = change;
    best.set(next.subarray(row * cells, (row + 1) * cells), row * cells);
  });
};

const largest = (values: Float64Array, from: number, count: number): number => {
  let most = 0;
  for (let at = from; at < from + count; at++) most = Math.max(most, Math.abs(values[at] ?? 0));
  return most;
};
