// What was measured of a family's kernels: the worst and the mean error of every function in every target, and where the worst
// is. The figures are those of docs/measured/accuracy.json, which its own command renews.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { escape, table } from './markdown.js';

const file = fileURLToPath(new URL('../../measured/accuracy.json', import.meta.url));

/** What was measured of one function of one kernel. */
export interface MeasuredRow {
  readonly family: string;
  /** The form of the kernel where a family has several, such as K=3. */
  readonly form: string | null;
  readonly target: string;
  readonly precision: string;
  readonly function: string;
  readonly worst: number;
  readonly mean: number;
  readonly budget: number;
  readonly points: number;
  readonly at: string | null;
}

interface MeasuredFile {
  readonly schema: 'expfam/accuracy@1';
  readonly command: string;
  readonly rows: readonly MeasuredRow[];
}

const measured: MeasuredFile | null = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as MeasuredFile)
  : null;

/** All rows that were measured. */
export const measuredRows: readonly MeasuredRow[] = measured?.rows ?? [];

/**
 * The section.
 *
 * @throws Error for a family that was not measured
 */
export const accuracySection = (family: string): string => {
  if (measured === null) return '';
  const rows = measured.rows.filter((row) => row.family === family);
  if (rows.length === 0) throw new Error(`the kernels of ${family} were not measured: ${measured.command}`);
  return [
    '\n### Measured\n',
    `Errors in units in the last place against high precision, by \`${measured.command}\`: the worst that was found, its mean over all points, what is promised, and where the worst is.\n`,
    table(
      ['target', 'function', 'worst', 'mean', 'budget', 'points', 'worst at'],
      rows.map((row) => [
        escape(`${row.target} ${row.precision}`),
        escape(row.function),
        String(row.worst),
        String(row.mean),
        String(row.budget),
        String(row.points),
        row.at === null ? '' : escape(row.at),
      ]),
    ),
  ].join('\n');
};
