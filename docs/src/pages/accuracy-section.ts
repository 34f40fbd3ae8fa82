// What was measured of a family's kernels: the worst and the mean error of every function in every target, and where the worst
// is. The figures are those of docs/measured/accuracy.json, which its own command renews.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { escape, table } from './markdown.js';

const file = fileURLToPath(new URL('../../measured/accuracy.json', import.meta.url));

/** What is known of one function of one kernel: measured, or where that could not be, a bound. */
export interface MeasuredRow {
  readonly family: string;
  readonly target: string;
  readonly precision: string;
  readonly function: string;
  /** In units in the last place. */
  readonly worst: number | null;
  readonly mean: number | null;
  /** What the specification of the target allows; null where it was measured. */
  readonly bound: number | null;
  readonly budget: number | null;
  readonly points: number;
  /** Where the worst is. */
  readonly at: string | null;
}

/** The file of all rows. */
export interface MeasuredFile {
  readonly schema: 'expfam/accuracy@1';
  readonly command: string;
  readonly rows: readonly MeasuredRow[];
}

/** What was measured of all families. */
export const measured = JSON.parse(readFileSync(file, 'utf8')) as MeasuredFile;

/** The section; a family that was not measured says so. */
export const accuracySection = (family: string): string => {
  const rows = measured.rows.filter((row) => row.family === family);
  if (rows.length === 0) return `\n### Measured\n\nNot yet; \`${measured.command} ${family}\` does it.\n`;
  const found = rows.filter(({ worst }) => worst !== null);
  if (found.length === 0 && rows.every(({ bound }) => bound === null))
    return '\n### Measured\n\nNot yet: `expfam check kernels` takes too long here, for the truth is a special function at high precision.\n';
  return [
    '\n### Measured\n',
    'What `expfam check kernels` finds, in units in the last place against high precision: the worst error, its mean over all points, what is promised, and where the worst is.\n',
    table(
      ['target', 'function', 'worst', 'mean', 'budget', 'points', 'worst at'],
      found.map((row) => [
        escape(`${row.target} ${row.precision}`),
        escape(row.function),
        String(row.worst),
        String(row.mean),
        String(row.budget),
        String(row.points),
        row.at === null ? '' : escape(row.at),
      ]),
    ),
    ...boundsOf(rows),
  ].join('\n');
};

const boundsOf = (rows: readonly MeasuredRow[]): readonly string[] => {
  const bounded = rows.filter(({ bound }) => bound !== null);
  const [first] = bounded;
  if (first === undefined) return [];
  const listed = bounded.map((row) => `${row.function} ${String(row.bound)}`).join(', ');
  return [
    `\nThe errors of ${escape(first.target)} differ from device to device; what its specification allows comes to at most, in ulp of single precision: ${escape(listed)}.\n`,
  ];
};
