// The rows of a table that a formula can use: every cell that it reads is there. What is dropped is counted, never filled in.
import { Problem } from '../problems.js';
import { findColumn } from '../tables/table.js';
import type { Column, Table } from '../tables/table.js';

/** The complete rows of the columns that are read; `rowOf` gives the row of the source, from 1. */
export interface Frame {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Column>;
  readonly dropped: number;
  /** Indices of the rows kept, from 0. */
  readonly kept: Int32Array;
  readonly rowOf: (index: number) => number;
}

/** What to do with rows in which a needed cell is missing. */
export type Missing = 'drop' | 'error';

/**
 * The complete rows of the named columns.
 *
 * @throws Problem `unknown-column`, `unnamed-column`, `missing-cell`, `unsupported-column`.
 */
export const frameOf = (table: Table, names: readonly string[], missing: Missing = 'drop'): Frame => {
  const used = [...new Set(names)].map((name) => needColumn(table, name));
  const gone = new Uint8Array(table.rows);
  for (const column of used) column.missing?.forEach((flag, row) => (gone[row] = (gone[row] ?? 0) | flag));
  if (missing === 'error') refuseMissing(used);
  const kept = Int32Array.from(gone.keys()).filter((row) => gone[row] === 0);
  const dropped = table.rows - kept.length;
  const columns = new Map(used.map((column) => [column.name, dropped === 0 ? column : pick(column, kept)]));
  return { rows: kept.length, columns, dropped, kept, rowOf: (index) => (kept[index] ?? index) + 1 };
};

const needColumn = (table: Table, name: string): Column => {
  if (name === '') {
    const index = table.columns.findIndex((column) => column.name === '');
    throw new Problem('unnamed-column', `column ${String(index + 1)} has no name`);
  }
  const column = findColumn(table, name);
  if (column === undefined) {
    const names = table.columns.map((other) => other.name);
    throw new Problem('unknown-column', `there is no column \`${name}\`${nearest(name, names)}`, {
      column: name,
      needed: `one of ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}`,
    });
  }
  if (column.kind === 'unsupported')
    throw new Problem('unsupported-column', `column \`${name}\` holds ${column.type}`, { column: name });
  return column;
};

const refuseMissing = (columns: readonly Column[]): void => {
  for (const { name, missing } of columns) {
    const row = missing?.indexOf(1) ?? -1;
    if (row >= 0)
      throw new Problem('missing-cell', `column \`${name}\` has no value in row ${String(row + 1)}`, {
        column: name,
        row: row + 1,
      });
  }
};

const pick = (column: Column, kept: Int32Array): Column => {
  const { missing: _, ...rest } = column;
  switch (rest.kind) {
    case 'number': {
      const { values } = rest;
      return { ...rest, values: Float64Array.from(kept, (row) => values[row] ?? Number.NaN) };
    }
    case 'text': {
      const { values } = rest;
      return { ...rest, values: Array.from(kept, (row) => values[row] ?? '') };
    }
    case 'boolean': {
      const { values } = rest;
      return { ...rest, values: Array.from(kept, (row) => values[row] ?? false) };
    }
    case 'unsupported':
      return rest;
  }
};

/** “, did you mean …” where a name differs by a letter or by case, else nothing. */
export const nearest = (name: string, names: readonly string[]): string => {
  const close =
    names.find((other) => other.toLowerCase() === name.toLowerCase()) ??
    names.find((other) => isClose(name, other));
  return close === undefined ? '' : `; did you mean \`${close}\`?`;
};

// One letter changed, added, dropped or swapped with its neighbour.
const isClose = (a: string, b: string): boolean => {
  if (Math.abs(a.length - b.length) > 1 || Math.max(a.length, b.length) < 3) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  const swapped =
    restA.slice(0, 2) === [...restB.slice(0, 2)].reverse().join('') && restA.slice(2) === restB.slice(2);
  return swapped || restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1);
};
