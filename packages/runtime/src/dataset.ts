// The data of a fit as typed arrays, checked once at the door: after `dataset` every number is finite, every shape agrees
// and every outcome is one that the family knows.
import type { DatasetInput, Features } from './dataset-input.js';
import { floats } from './kernel.js';
import type { FloatArray, KernelModule, Outcome } from './kernel.js';
import { readOutcome } from './outcome.js';
import { Problem } from './problems.js';
import { refuseStrangers } from './strangers.js';

/** Checked data, in the kernel's precision. */
export interface Dataset {
  readonly rows: number;
  readonly features: number;
  readonly x: FloatArray;
  readonly y: Outcome;
  readonly names: readonly string[];
  /** Prior weights times frequencies. */
  readonly weights: FloatArray | null;
  /** How many equal rows each row stands for; null where each is one. */
  readonly frequencies: FloatArray | null;
  readonly totalWeight: number;
  readonly offset: FloatArray | null;
  readonly classes: readonly string[] | null;
  readonly intercept: boolean;
}

const keys = ['x', 'y', 'names', 'weights', 'frequencies', 'offset', 'classes', 'intercept', 'rows'];

/**
 * Checks the data of a fit and brings them into the arrays that the kernels read. Float arrays of the right precision are
 * used as they are, without a copy.
 *
 * @throws Problem shape-mismatch, no-rows, non-finite-value, label-out-of-range, soft-label-invalid, class-count-mismatch,
 * class-without-rows, outcome-outside-support, negative-weight, duplicate-name
 */
export const dataset = (kernels: KernelModule, input: DatasetInput): Dataset => {
  refuseStrangers(input, keys, 'part of the data called');
  for (const part of ['x', 'y'] as const)
    if ((input as Partial<DatasetInput>)[part] === undefined)
      throw new Problem('shape-mismatch', `the data have no ${part}`);
  const outcome = readOutcome(kernels, input);
  const { rows } = outcome;
  const { x, features } = readFeatures(kernels, input.x, { rows, names: input.names });
  const names = input.names ?? Array.from({ length: features }, (_, column) => `x${String(column + 1)}`);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined)
    throw new Problem('duplicate-name', `two columns are called ${repeated}`, { column: repeated });
  const prior =
    input.weights === undefined ? null : readWeights(kernels, input.weights, { rows, column: 'weights' });
  const frequencies =
    input.frequencies === undefined
      ? null
      : readWeights(kernels, input.frequencies, { rows, column: 'frequencies' });
  const weights = frequencies === null ? prior : frequencies.map((times, row) => times * (prior?.[row] ?? 1));
  const totalWeight = weights === null ? rows : total(weights);
  if (!(totalWeight > 0))
    throw new Problem('no-rows', rows === 0 ? 'there are no rows' : 'every weight is 0');
  if (totalWeight === Infinity)
    throw new Problem('non-finite-value', 'the sum of the weights is Infinity', { column: 'weights' });
  outcome.check(weights);
  const offset = input.offset === undefined ? null : readOffset(kernels, input.offset, rows);
  const { y, classes } = outcome;
  return {
    rows,
    features,
    x,
    y,
    names,
    weights,
    frequencies,
    totalWeight,
    offset,
    classes,
    intercept: input.intercept ?? true,
  };
};

/**
 * Features as a row-major float array of the kernel's precision, each checked to be finite.
 *
 * @throws Problem shape-mismatch, non-finite-value
 */
export const readFeatures = (
  kernels: KernelModule,
  x: Features,
  shape: { readonly rows: number; readonly names: readonly string[] | undefined },
): { x: FloatArray; features: number } => {
  const { rows, names } = shape;
  const read = isTable(x)
    ? readTable(kernels, x, names)
    : { x, features: names?.length ?? flatFeatures(x.length, rows) };
  const { features } = read;
  if (names !== undefined && names.length !== features)
    throw new Problem('shape-mismatch', `${String(names.length)} names for ${String(features)} features`);
  if (read.x.length !== rows * features)
    throw new Problem(
      'shape-mismatch',
      `x has ${String(read.x.length)} entries, not ${String(rows)} rows × ${String(features)} features`,
    );
  const bad = read.x.findIndex((value: number) => !Number.isFinite(value));
  if (bad >= 0) {
    const row = Math.floor(bad / features);
    const column = bad - row * features;
    const name = names?.[column] ?? `x${String(column + 1)}`;
    throw new Problem('non-finite-value', `${name} is ${String(read.x[bad])} in row ${String(row + 1)}`, {
      column: name,
      row: row + 1,
      value: read.x[bad],
    });
  }
  return { x: inPrecision(kernels, read.x), features };
};

/** The array in the kernel's precision: itself where it already is. */
export const inPrecision = (kernels: KernelModule, values: FloatArray | readonly number[]): FloatArray => {
  const wanted = kernels.precision === 'f32' ? Float32Array : Float64Array;
  return values instanceof wanted ? values : wanted.from(values);
};

const isTable = (x: Features): x is readonly (readonly number[])[] => Array.isArray(x);

const flatFeatures = (entries: number, rows: number): number => (rows === 0 ? 0 : Math.floor(entries / rows));

const readTable = (
  kernels: KernelModule,
  table: readonly (readonly number[])[],
  names: readonly string[] | undefined,
) => {
  const features = table[0]?.length ?? names?.length ?? 0;
  const x = floats(kernels, table.length * features);
  table.forEach((cells, row) => {
    if (cells.length !== features)
      throw new Problem(
        'shape-mismatch',
        `row ${String(row + 1)} has ${String(cells.length)} features, the first row ${String(features)}`,
        { row: row + 1 },
      );
    x.set(cells, row * features);
  });
  return { x, features };
};

const readWeights = (
  kernels: KernelModule,
  given: FloatArray | readonly number[],
  { rows, column }: { readonly rows: number; readonly column: 'weights' | 'frequencies' },
): FloatArray => {
  const weights = readColumn(kernels, given, { column, rows, width: 1 });
  const negative = weights.findIndex((weight) => weight < 0);
  if (negative >= 0)
    throw new Problem(
      'negative-weight',
      `the weight of row ${String(negative + 1)} is ${String(weights[negative])}`,
      {
        column,
        row: negative + 1,
        value: weights[negative],
      },
    );
  return weights;
};

const readOffset = (kernels: KernelModule, given: FloatArray | readonly number[], rows: number): FloatArray =>
  readColumn(kernels, given, { column: 'offset', rows, width: kernels.parameters });

const readColumn = (
  kernels: KernelModule,
  given: FloatArray | readonly number[],
  expected: { readonly column: string; readonly rows: number; readonly width: number },
): FloatArray => {
  const { column, rows, width } = expected;
  if (given.length !== rows * width)
    throw new Problem(
      'shape-mismatch',
      `${column} has ${String(given.length)} entries, not ${String(rows)} rows × ${String(width)}`,
      { column },
    );
  const bad = given.findIndex((value: number) => !Number.isFinite(value));
  if (bad >= 0) {
    const row = Math.floor(bad / width) + 1;
    const value = given[bad];
    throw new Problem('non-finite-value', `${column} is ${String(value)} in row ${String(row)}`, {
      column,
      row,
      value,
    });
  }
  return inPrecision(kernels, given);
};

const total = (values: Iterable<number>): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};
