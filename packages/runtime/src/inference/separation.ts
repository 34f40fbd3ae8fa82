// Whether a likelihood has a finite maximum, decided before anything is fitted. It has none where some direction of the
// coefficients makes no observed outcome less likely and one more likely, without end (Albert and Anderson 1984, Geyer 2009).
// Such a direction d has a·d ≥ 0 for a set of vectors a, one a row and outcome at a bound, and b·d = 0 for the others; by
// Stiemke's lemma there is none exactly where positive multiples of the a and any of the b sum to zero, and where they do
// not, the shortest such sum is a direction.
import type { KernelModule } from '../kernel.js';
import { floats } from '../kernel.js';
import type { LinearProblem } from '../devices/device.js';
import { nullSpace } from '../linear-algebra/null-space.js';
import { shortest } from '../linear-algebra/nnls.js';
import { dot } from '../linear-algebra/dot.js';
import { isSoft } from './statistics.js';

/** What was found: the flat positions of the coefficients that run away; null where it could not be decided. */
export type Separation = { readonly running: readonly number[] } | null;

// What the search may cost: vectors × length of each × times.
const mostWork = 2e8;
const mostRounds = 20;
const pointing = 1e-9;

/** Looks for directions in which the likelihood of the coefficients `free` (flat positions, columns × s) has no end. */
export const separation = (problem: LinearProblem, free: Int32Array): Separation => {
  const all = conditions(problem);
  if (all === null) return null;
  let left: readonly Condition[] = all;
  const cost = left.length * free.length;
  if (cost > mostWork) return null;
  const running = new Set<number>();
  for (let round = 0; round < mostRounds; round++) {
    const found = direction(problem, left, free);
    if (found === null) break;
    const few = cost * free.length > 10 * mostWork ? free : fewest(problem, left, { free, found });
    const along = direction(problem, left, few) ?? found;
    const spread = largest(along);
    few.forEach((at, i) => {
      if (Math.abs(along[i] ?? 0) > 1e-6 * spread) running.add(at);
    });
    // what this direction separates needs no other: the rest is asked again
    const picker = pick(problem, few);
    const rest: readonly Condition[] = left.filter(
      ({ row, over, under, equal }) =>
        equal || !(dot(picker(row, over, under), along) > 1e-7 * Math.sqrt(dot(along, along))),
    );
    if (rest.length === left.length) break;
    left = rest;
  }
  return { running: [...running].sort((a, b) => a - b) };
};

const largest = (vector: Float64Array): number =>
  vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

// The columns without which nothing is separated any more; those that take the least part are left out first.
const fewest = (
  problem: LinearProblem,
  left: readonly Condition[],
  { free, found }: { readonly free: Int32Array; readonly found: Float64Array },
): Int32Array => {
  const s = problem.kernels.parameters;
  const parts = new Map<number, number>();
  free.forEach((at, i) => {
    const column = Math.floor(at / s);
    parts.set(column, Math.max(parts.get(column) ?? 0, Math.abs(found[i] ?? 0)));
  });
  // a constant explains nothing away, and stays to the last
  const isConstant = (column: number): boolean =>
    column === 0 && problem.x.every((value: number, at: number) => at % problem.columns !== 0 || value === 1);
  const order = [...parts]
    .sort(([a, left], [b, right]) => Number(isConstant(a)) - Number(isConstant(b)) || left - right)
    .map(([column]) => column);
  let kept = free;
  for (const column of order) {
    const without = kept.filter((at) => Math.floor(at / s) !== column);
    if (without.length > 0 && direction(problem, left, without) !== null) kept = without;
  }
  return kept;
};

// One direction, or null where there is none.
const direction = (
  problem: LinearProblem,
  left: readonly Condition[],
  free: Int32Array,
): Float64Array | null => {
  const picker = pick(problem, free);
  const basis = nullSpace(equalities(left, picker), free.length);
  if (basis.length === 0) return null;
  const size = basis.length;
  const vectors: Float64Array[] = [];
  for (const { row, over, under, equal } of left) {
    if (equal) continue;
    const found = project(picker(row, over, under), basis);
    if (found !== null) vectors.push(found);
  }
  const values = new Float64Array(vectors.length * size);
  const start = new Float64Array(size);
  vectors.forEach((vector, i) => {
    values.set(vector, i * size);
    vector.forEach((value, j) => (start[j] = (start[j] ?? 0) + value));
  });
  const found = shortest(start, { size, count: vectors.length, values }, 20 * size + 100);
  if (found === null || !(Math.sqrt(dot(found, found)) > pointing * Math.sqrt(vectors.length))) return null;
  const result = new Float64Array(free.length);
  basis.forEach((vector, k) => {
    vector.forEach((value, j) => (result[j] = (result[j] ?? 0) + value * (found[k] ?? 0)));
  });
  return result;
};

// The vector x ⊗ (e_over − e_under) over the free coefficients.
type Picker = (row: number, over: number, under: number) => Float64Array;

const pick = ({ x, columns, kernels }: LinearProblem, free: Int32Array): Picker => {
  const s = kernels.parameters;
  return (row, over, under) =>
    Float64Array.from(free, (at) => {
      const sign = at % s === over ? 1 : at % s === under ? -1 : 0;
      return sign === 0 ? 0 : sign * (x[row * columns + Math.floor(at / s)] ?? 0);
    });
};

const project = (vector: Float64Array, basis: readonly Float64Array[]): Float64Array | null => {
  const length = Math.sqrt(dot(vector, vector));
  const found = Float64Array.from(basis, (direction) => dot(direction, vector));
  const left = Math.sqrt(dot(found, found));
  return left > pointing * length ? found.map((value) => value / left) : null;
};

/** η_over − η_under may grow without end (or must not change, where `equal`) in a row; −1 stands for a parameter held at 0. */
interface Condition {
  readonly row: number;
  readonly over: number;
  readonly under: number;
  readonly equal: boolean;
}

function* equalities(left: readonly Condition[], picker: Picker): Generator<Float64Array> {
  for (const { row, over, under, equal } of left) if (equal) yield picker(row, over, under);
}

const conditions = (problem: LinearProblem): readonly Condition[] | null =>
  problem.kernels.classes === null ? ofBounds(problem) : ofClasses(problem, problem.kernels.classes);

// One parameter: an outcome at a bound of the support that the mean reaches as η goes to infinity.
const ofBounds = ({ kernels, y, rows, rowWeights }: LinearProblem): readonly Condition[] | null => {
  const { support } = kernels;
  if (kernels.parameters !== 1 || support === undefined || y.length !== rows) return null;
  const [below, above] = [limit(kernels, -1), limit(kernels, 1)];
  const towards = (bound: number): 1 | -1 | 0 => {
    if (!Number.isFinite(bound)) return 0;
    if (Math.abs(above - bound) <= 1e-6) return 1;
    return Math.abs(below - bound) <= 1e-6 ? -1 : 0;
  };
  const [lower, upper] = [towards(support.lower), towards(support.upper)];
  if (lower === 0 && upper === 0) return null;
  const at: Condition[] = [];
  for (let row = 0; row < rows; row++) {
    if (rowWeights?.[row] === 0) continue;
    const side = y[row] === support.lower ? lower : y[row] === support.upper ? upper : 0;
    at.push({ row, over: side < 0 ? -1 : 0, under: side < 0 ? 0 : -1, equal: side === 0 });
  }
  return at;
};

const limit = (kernels: KernelModule, sign: number): number => {
  const [eta, mean] = [floats(kernels, 1).fill(sign * 1e10), floats(kernels, 1)];
  kernels.response(eta, mean, 1);
  return mean[0] ?? NaN;
};

// Classes: the parameter of the one observed against that of every other; soft labels hold those with a share together.
const ofClasses = (
  { kernels, y, rows, rowWeights }: LinearProblem,
  classes: number,
): readonly Condition[] => {
  const parameter = (k: number): number => (k < kernels.parameters ? k : -1);
  const at: Condition[] = [];
  const soft = isSoft(y);
  for (let row = 0; row < rows; row++) {
    if (rowWeights?.[row] === 0) continue;
    const first = soft
      ? y.subarray(row * classes, (row + 1) * classes).findIndex((share) => share > 0)
      : (y[row] ?? 0);
    for (let k = 0; k < classes; k++) {
      if (k === first) continue;
      const equal = soft && (y[row * classes + k] ?? 0) > 0;
      at.push({ row, over: parameter(first), under: parameter(k), equal });
    }
  }
  return at;
};
