// The picture of a trained model: a curve over its strongest predictor, or for classes their regions over the two strongest;
// all other columns stand near their mean or at their commonest level. Of factors alone, what was observed against what is fitted.
import type { Model } from 'expfam';
import { fittedMean } from './fitted-mean.js';
import type { CsvCell, CsvColumns } from './read-csv.js';
import type { CurvesView, RegionsView } from './view.js';

const across = 60; // cells of a picture of regions, in each direction
const filled = 4_000_000; // cells of the table that such a picture is predicted from, at most
const along = 120; // points of a curve
const drawn = 2000; // rows at most

/** The picture, or null where there are neither numbers to predict from nor numbers to be predicted. */
export const pictureOf = (
  model: Model,
  data: CsvColumns,
  formula: string,
): CurvesView | RegionsView | null => {
  const outcome = unquoted(formula.split('~')[0] ?? '');
  const numbers = numericPredictors(model, data, outcome);
  const [first, second] = numbers;
  const isClass = model.kernels.classes !== null;
  if (first === undefined) return isClass ? null : againstFitted(model, data, outcome);
  if (isClass && second !== undefined) return regions(model, data, { outcome, x: first, y: second });
  return isClass
    ? probabilities(model, data, { outcome, x: first })
    : means(model, data, { outcome, x: first });
};

const columnOf = ({ columns }: CsvColumns, name: string): readonly CsvCell[] => columns.get(name) ?? [];

const finite = (cells: readonly CsvCell[]): number[] =>
  cells.filter((cell): cell is number => typeof cell === 'number');

const meanOf = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b, 0) / Math.max(values.length, 1);

const unquoted = (name: string): string => name.trim().replace(/^`(.*)`$/, '$1');

/** The names that a piece of a formula holds. */
const namesIn = (text: string): readonly string[] =>
  (text.match(/`[^`]*`|[\p{L}_.][\p{L}\p{N}_.]*/gu) ?? []).map(unquoted);

/** Columns of numbers that the model uses, the strongest first: the size of the coefficient times the column's spread. */
const numericPredictors = (model: Model, data: CsvColumns, outcome: string): string[] => {
  const sizes = new Map<string, number>();
  for (const { term, estimate } of model.coefficients)
    for (const part of term.split(':').map(unquoted))
      sizes.set(part, Math.max(sizes.get(part) ?? 0, Math.abs(estimate ?? 0)));
  const strength = (name: string): number => {
    const values = finite(columnOf(data, name));
    const centre = meanOf(values);
    return Math.sqrt(meanOf(values.map((value) => (value - centre) ** 2))) * (sizes.get(name) ?? 0);
  };
  // a factor has no value between two of its levels
  const variables = model.memory.design?.variables.filter(({ levels }) => levels === null) ?? [];
  const used = new Set(variables.flatMap(({ text }) => namesIn(text)));
  const isOutcome = new Set([outcome, ...namesIn(outcome)]);
  return data.names
    .filter((name) => used.has(name) && !isOutcome.has(name) && finite(columnOf(data, name)).length > 0)
    .map((name) => ({ name, strength: strength(name) }))
    .sort((a, b) => b.strength - a.strength)
    .map(({ name }) => name);
};

const commonest = (cells: readonly CsvCell[]): CsvCell => {
  const counts = new Map<CsvCell, number>();
  for (const cell of cells) if (cell !== null) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
};

/** The value nearest to the mean: one that was observed, for the column may be a factor of the formula. */
const central = (values: readonly number[]): number => {
  const centre = meanOf(values);
  return values.reduce((best, value) => (Math.abs(value - centre) < Math.abs(best - centre) ? value : best));
};

/** A table of `rows` rows at typical values, with some columns given. */
const typical = (
  data: CsvColumns,
  given: Readonly<Record<string, readonly number[]>>,
): Record<string, readonly CsvCell[]> => {
  const rows = Object.values(given)[0]?.length ?? 0;
  return Object.fromEntries(
    data.names.map((name) => {
      if (Object.hasOwn(given, name)) return [name, given[name] ?? []];
      const cells = columnOf(data, name);
      const numbers = finite(cells);
      const value = numbers.length > 0 ? central(numbers) : commonest(cells);
      return [name, Array.from({ length: rows }, () => value)];
    }),
  );
};

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

const span = (values: readonly number[], count: number): number[] => {
  const [first, last] = [least(values), most(values)];
  const margin = 0.05 * (last - first || 1);
  // what is positive stays so, for the formula may take its logarithm
  const start = first < 0 ? first - margin : Math.max(first - margin, first / 2);
  return Array.from({ length: count }, (_, i) => start + ((last + margin - start) * i) / (count - 1));
};

/** Every so many rows of a table that is too long to be drawn whole. */
const thinned = <T>(rows: readonly T[]): readonly T[] => {
  const step = Math.ceil(rows.length / drawn);
  return step <= 1 ? rows : rows.filter((_, i) => i % step === 0);
};

interface Axes {
  readonly outcome: string;
  readonly x: string;
}

const means = (model: Model, data: CsvColumns, { outcome, x }: Axes): CurvesView => {
  const places = span(finite(columnOf(data, x)), along);
  const predicted = model.predict({ table: typical(data, { [x]: places }) });
  const levels = model.classes;
  const observed = columnOf(data, outcome);
  const valueOf = (cell: CsvCell | undefined): number => {
    if (typeof cell === 'number') return cell;
    const level = levels?.indexOf(String(cell)) ?? -1;
    return level < 0 ? Number.NaN : level;
  };
  const rows = columnOf(data, x).flatMap((at, row) => {
    const y = valueOf(observed[row]);
    return typeof at === 'number' && Number.isFinite(y) ? [{ x: at, y }] : [];
  });
  return {
    kind: 'curves',
    x,
    y: outcome,
    rows: thinned(rows),
    curves: componentsOf(outcome, predicted.length / places.length).flatMap((name, at, { length }) =>
      places.map((place, i) => ({ name, x: place, y: predicted[i * length + at] ?? Number.NaN })),
    ),
  };
};

/** The rows over what the model expects of them, and the line on which both are one; null where an outcome has several means. */
const againstFitted = (model: Model, data: CsvColumns, outcome: string): CurvesView | null => {
  const observed = columnOf(data, outcome);
  const kept = thinned(observed.flatMap((y, row) => (typeof y === 'number' ? [{ y, row }] : [])));
  const table = Object.fromEntries(
    data.names.map((name) => [name, kept.map(({ row }) => columnOf(data, name)[row] ?? null)]),
  );
  const fitted = model.predict({ table });
  if (kept.length === 0 || fitted.length !== kept.length) return null;
  const rows = kept
    .map(({ y }, i) => ({ x: fitted[i] ?? Number.NaN, y }))
    .filter(({ x }) => Number.isFinite(x));
  const ends = span(
    rows.map(({ x }) => x),
    2,
  );
  return { kind: 'curves', x: fittedMean, y: outcome, rows, curves: ends.map((end) => ({ name: outcome, x: end, y: end })) }; // prettier-ignore
};

/** What the means of an outcome are called: of `cbind(a, b)` there may be two. */
const componentsOf = (outcome: string, count: number): readonly string[] => {
  const bound = /^cbind\((.*)\)$/.exec(outcome)?.[1]?.split(',') ?? [];
  if (count === 1) return [outcome];
  return Array.from({ length: count }, (_, at) =>
    bound.length === count ? unquoted(bound[at]) : `mean ${String(at + 1)}`,
  );
};

/** One curve a class, over the only predictor that is a number. */
const probabilities = (model: Model, data: CsvColumns, { outcome, x }: Axes): CurvesView => {
  const places = span(finite(columnOf(data, x)), along);
  const predicted = model.predictProbabilities({ table: typical(data, { [x]: places }) });
  const classes = model.classes ?? [];
  const curves = classes.flatMap((name, k) =>
    places.map((at, i) => ({ name, x: at, y: predicted[i * classes.length + k] ?? Number.NaN })),
  );
  return { kind: 'curves', x, y: `P(${outcome})`, rows: [], curves };
};

const regions = (model: Model, data: CsvColumns, axes: Axes & { readonly y: string }): RegionsView => {
  const { outcome, x, y } = axes;
  const count = Math.max(8, Math.min(across, Math.floor(Math.sqrt(filled / data.names.length))));
  const [xs, ys] = [span(finite(columnOf(data, x)), count), span(finite(columnOf(data, y)), count)];
  const grid = ys.flatMap((b) => xs.map((a) => [a, b] as const));
  const table = typical(data, { [x]: grid.map(([a]) => a), [y]: grid.map(([, b]) => b) });
  const predicted = model.predictProbabilities({ table });
  const classes = model.classes ?? [];
  const cells = grid.map(([a, b], row) => {
    const own = predicted.subarray(row * classes.length, (row + 1) * classes.length);
    const p = Math.max(...own);
    return { x: a, y: b, class: classes[own.indexOf(p)] ?? '', p };
  });
  const rows = columnOf(data, outcome).flatMap((value, row) => {
    const [a, b] = [columnOf(data, x)[row], columnOf(data, y)[row]];
    return typeof a === 'number' && typeof b === 'number' && value !== null
      ? [{ x: a, y: b, class: String(value) }]
      : [];
  });
  return { kind: 'regions', x, y, classes, rows: thinned(rows), cells };
};
