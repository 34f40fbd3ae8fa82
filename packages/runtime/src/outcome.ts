// The outcome column: numbers, class indices, level names or soft labels, brought into the array that the kernels read and
// held against what the family can produce.
import type { DatasetInput } from './dataset-input.js';
import { floats } from './kernel.js';
import type { FloatArray, KernelModule, Outcome, Support } from './kernel.js';
import { Problem } from './problems.js';
import { misshapen } from './shape.js';

/** An outcome read, with the check that has to wait until the weights are known. */
export interface ReadOutcome {
  readonly rows: number;
  readonly y: Outcome;
  readonly classes: readonly string[] | null;
  check(weights: FloatArray | null): void;
}

/** Reads `input.y` as the family of the kernels understands it. */
export const readOutcome = (kernels: KernelModule, input: DatasetInput): ReadOutcome => {
  const flat = { ...input, y: sideBySide(input.y) };
  return kernels.classes === null ? readNumbers(kernels, flat) : readClasses(kernels, kernels.classes, flat);
};

/** The input with its outcomes in one array. */
type Flat = DatasetInput & { readonly y: Exclude<DatasetInput['y'], Nested> };
type Nested = readonly (readonly number[])[];

const sideBySide = (y: DatasetInput['y']): Flat['y'] => {
  if (!isNested(y)) return y;
  const width = y[0]?.length ?? 0;
  const odd = y.findIndex((row) => row.length !== width);
  if (odd >= 0)
    throw new Problem(
      'shape-mismatch',
      `the outcome of row ${String(odd + 1)} has ${String(y[odd]?.length)} entries, the first row ${String(width)}`,
      { column: 'y', row: odd + 1 },
    );
  return Float64Array.from(y.flat());
};

const isNested = (y: DatasetInput['y']): y is Nested => Array.isArray(y) && Array.isArray(y[0]);

const readNumbers = (kernels: KernelModule, input: Flat): ReadOutcome => {
  const given = input.y;
  const y = floats(kernels, given.length);
  // a two-level text outcome: the second level is the success
  const levels = isText(given) ? levelsOf(given, input.classes) : null;
  if (levels !== null && levels.length !== 2)
    throw new Problem(
      'class-count-mismatch',
      `the outcome has ${String(levels.length)} levels where two make a yes or no`,
      {
        column: 'y',
      },
    );
  if (isText(given) && levels !== null) y.set(given.map((level, row) => indexOfLevel(levels, level, row)));
  else if (!isText(given)) y.set(given);
  const width = kernels.columns ?? 1;
  const rows = rowsOf(input) ?? y.length / width;
  if (rows === 0) throw new Problem('no-rows', 'there are no rows');
  if (y.length !== rows * width)
    throw new Problem(
      'shape-mismatch',
      `y has ${String(y.length)} entries for ${String(rows)} rows${width === 1 ? '' : ` × ${String(width)}`}`,
      {
        column: 'y',
      },
    );
  const bad = y.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw outcomeProblem('non-finite-value', Math.floor((bad * rows) / y.length), y[bad]);
  const check = (weights: FloatArray | null): void => {
    if (kernels.support !== undefined) checkSupport(kernels, kernels.support, { y, weights });
  };
  return { rows, y, classes: levels ?? input.classes ?? null, check };
};

const checkSupport = (
  kernels: KernelModule,
  support: Support,
  data: { readonly y: FloatArray; readonly weights: FloatArray | null },
): void => {
  const width = kernels.columns ?? 1;
  let sum = 0;
  data.y.forEach((value, at) => {
    const row = Math.floor(at / width);
    const weight = data.weights?.[row];
    if (weight === 0) return;
    const above = support.lowerOpen === true ? value > support.lower : value >= support.lower;
    const below = support.upperOpen === true ? value < support.upper : value <= support.upper;
    if (!above || !below || (support.integer === true && !isWhole(value, weight)))
      throw outside(kernels, String(value), row, value);
    sum = at % width === 0 ? value : sum + value;
    const { total } = support;
    if (total !== undefined && at % width === width - 1 && !(Math.abs(sum - total) <= slack * total))
      throw outside(kernels, `an outcome that adds up to ${String(sum)}, not ${String(total)},`, row, sum);
    const fault =
      at % width === width - 1 ? misshapen(support, data.y.subarray(at + 1 - width, at + 1)) : null;
    if (fault !== null) throw outside(kernels, fault.complaint, row, fault.value);
  });
};

// What rounding to single precision may do to the sum of shares.
const slack = 2 ** -20;

const outside = (kernels: KernelModule, what: string, row: number, value: number): Problem =>
  new Problem(
    'outcome-outside-support',
    `${what} in row ${String(row + 1)} is no outcome of the family ${kernels.family}`,
    { column: 'y', row: row + 1, value },
  );

// A share of w trials is as good as a whole number: 0.3 of 10 trials are 3 successes.
const isWhole = (value: number, weight: number | undefined): boolean => {
  if (Number.isInteger(value)) return true;
  if (weight === undefined || !Number.isInteger(weight)) return false;
  const count = value * weight;
  return Math.abs(count - Math.round(count)) <= 1e-6;
};

const readClasses = (kernels: KernelModule, count: number, input: Flat): ReadOutcome => {
  const given = input.y;
  if (given instanceof Float64Array || given instanceof Float32Array)
    return readSoftLabels(kernels, given, input);
  if (given.length === 0) throw new Problem('no-rows', 'there are no rows');
  const classes = isText(given) ? levelsOf(given, input.classes) : (input.classes ?? null);
  checkLevels(classes, count);
  const y = isText(given)
    ? Int32Array.from(given, (level, row) => indexOfLevel(classes ?? [], level, row))
    : checkedLabels(given, count);
  const check = (weights: FloatArray | null): void => {
    const seen = new Uint8Array(count);
    y.forEach((label: number, row: number) => {
      if (weights === null || (weights[row] ?? 0) > 0) seen[label] = 1;
    });
    refuseEmptyClass(seen, classes);
  };
  return { rows: y.length, y, classes, check };
};

const checkedLabels = (given: Exclude<Flat['y'], FloatArray | readonly string[]>, count: number) => {
  const bad = Array.prototype.findIndex.call(
    given,
    (label: number) => !Number.isInteger(label) || label < 0 || label >= count,
  );
  if (bad >= 0) throw outcomeProblem('label-out-of-range', bad, given[bad]);
  return Array.isArray(given) ? Int32Array.from(given) : (given as Uint8Array | Uint16Array | Int32Array);
};

const readSoftLabels = (kernels: KernelModule, given: FloatArray, input: DatasetInput): ReadOutcome => {
  const count = kernels.classes ?? 1;
  if (given.length === 0) throw new Problem('no-rows', 'there are no rows');
  if (given.length % count !== 0)
    throw new Problem(
      'shape-mismatch',
      `soft labels of ${String(count)} classes in ${String(given.length)} entries`,
      {
        column: 'y',
      },
    );
  const classes = input.classes ?? null;
  checkLevels(classes, count);
  const rows = given.length / count;
  for (let row = 0; row < rows; row++) {
    const shares = Array.from(given.subarray(row * count, (row + 1) * count));
    const total = shares.reduce((sum, share) => sum + share, 0);
    if (!(Math.abs(total - 1) <= 1e-5) || shares.some((share) => share < 0))
      throw outcomeProblem('soft-label-invalid', row, shares.join(' '));
  }
  const y = floats(kernels, given.length);
  y.set(given);
  const check = (weights: FloatArray | null): void => {
    const seen = new Uint8Array(count);
    y.forEach((share, entry) => {
      if (share > 0 && (weights === null || (weights[Math.floor(entry / count)] ?? 0) > 0))
        seen[entry % count] = 1;
    });
    refuseEmptyClass(seen, classes);
  };
  return { rows, y, classes, check };
};

const isText = (values: Flat['y']): values is readonly string[] =>
  Array.isArray(values) && typeof values[0] === 'string';

const rowsOf = (input: DatasetInput): number | null =>
  Array.isArray(input.x) ? input.x.length : (input.weights?.length ?? null);

/** The distinct levels in the order of their code points, unless an order is given. */
const levelsOf = (values: readonly string[], given: readonly string[] | undefined): readonly string[] =>
  given ?? [...new Set(values)].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));

const indexOfLevel = (levels: readonly string[], level: string, row: number): number => {
  const index = levels.indexOf(level);
  if (index < 0) throw outcomeProblem('label-out-of-range', row, level);
  return index;
};

const checkLevels = (levels: readonly string[] | null, count: number): void => {
  if (levels === null) return;
  const repeated = levels.find((level, index) => levels.indexOf(level) !== index);
  if (repeated !== undefined)
    throw new Problem('duplicate-name', `two classes are called ${repeated}`, { column: 'y' });
  if (levels.length !== count)
    throw new Problem(
      'class-count-mismatch',
      `the outcome has ${String(levels.length)} levels, the kernels ${String(count)} classes`,
      {
        column: 'y',
      },
    );
};

const refuseEmptyClass = (seen: Uint8Array, classes: readonly string[] | null): void => {
  const empty = seen.indexOf(0);
  if (empty >= 0)
    throw new Problem('class-without-rows', `no row has the class ${classes?.[empty] ?? String(empty)}`, {
      column: 'y',
      value: classes?.[empty] ?? empty,
    });
};

const outcomeProblem = (
  code: 'non-finite-value' | 'label-out-of-range' | 'soft-label-invalid',
  row: number,
  value: unknown,
): Problem =>
  new Problem(code, `the outcome is ${String(value)} in row ${String(row + 1)}`, {
    column: 'y',
    row: row + 1,
    value,
  });
