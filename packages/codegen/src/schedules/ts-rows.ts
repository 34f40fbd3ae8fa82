// What the loops over rows of the TypeScript target are put together from: reading a row, its check, and the loop.
import type { PrintedRow } from '../print.js';
import { indent, index, unless } from './ts-text.js';
import type { Shape } from './ts-text.js';

/** What the row kernels of a module look like in text. */
export type PrintedRows = ReadonlyMap<string, PrintedRow>;

/** Reads the natural parameters of row i. */
export const readEta = ({ parameters, names }: Shape): string[] =>
  names.map((name, k) => `const ${name} = eta[${index(parameters, k)}];`);

/** Reads the outcome of a row. */
export const readOutcome = ({ classes, outcomes }: Shape, soft: boolean, row = 'i'): string[] => {
  if (classes === null)
    return outcomes.map((name, k) => `const ${name} = y[${index(outcomes.length, k, row)}];`);
  if (!soft) return [`const label = y[${row}];`];
  return Array.from({ length: classes }, (_, k) => `const t${k + 1} = y[${index(classes, k, row)}];`);
};

/** Code for a row that is not valid: NaN where its results would be. */
export const guarded = (row: PrintedRow, spoil: readonly string[]): string[] => [
  ...row.before,
  ...unless(row.valid, spoil),
  ...row.declarations,
];

/** A loop over rows. */
export const overRows = (body: readonly string[]): string[] => [
  'for (let i = 0; i < rows; i++) {',
  ...indent(body),
  '}',
];
