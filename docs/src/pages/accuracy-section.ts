// What was measured of a family's kernels: the worst and the mean error of every function in every target, and where the worst
// is. The figures are those of docs/measured/accuracy.json, which its own command renews.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { escape, later, table } from './markdown.js';

const file = fileURLToPath(new URL('../../measured/accuracy.json', import.meta.url));

/** What was found of one function. */
export interface MeasuredFunction {
  readonly name: string;
  /** In units in the last place of the result, or of the largest term of the sum that it is; null where it is no number. */
  readonly worst: number | null;
  readonly mean: number | null;
  readonly budget: number;
  /** Of a shader: what the specification's errors of its operations come to. */
  readonly bound: number | null;
  /** Points that were drawn, that the search for the worst tried beside them, and whose truth was not settled or out of reach. */
  readonly points: number;
  readonly climbed: number;
  readonly unsettled: number;
  /** Where the worst is. */
  readonly at: string | null;
  /** Why the function has no number anywhere, and returns NaN as documented. */
  readonly nowhere?: string;
}

/** What was found of a family in one target and precision. */
export interface MeasuredRow {
  readonly family: string;
  readonly target: string;
  readonly precision: string;
  /** Why nothing was measured; null where it was. */
  readonly why: string | null;
  readonly functions: readonly MeasuredFunction[];
}

/** The file of all rows. */
export interface MeasuredFile {
  readonly schema: 'expfam/accuracy@2';
  readonly command: string;
  readonly rows: readonly MeasuredRow[];
}

/** What was measured of all families. */
export const measured = JSON.parse(readFileSync(file, 'utf8')) as MeasuredFile;

/** In what every family is measured. */
const wanted = ['ts f64', 'wasm f64', 'ts f32', 'wasm f32', 'wgsl f32'];

/** The section. @throws Error where a target of the family was neither measured nor told why not */
export const accuracySection = (family: string): string => {
  const rows = wanted.map((wantedRow) => {
    const row = measured.rows.find((each) => each.family === family && nameOf(each) === wantedRow);
    if (row === undefined)
      throw new Error(`${family} in ${wantedRow} was not measured: ${measured.command} ${family}`);
    return row;
  });
  return [
    '\n### Measured\n',
    'What `expfam check kernels` finds, in units in the last place against high precision: the function whose error comes nearest to what is promised, and where; points are those that were drawn, and those that the search for the worst tried beside them.\n',
    table(
      ['target', 'nearest to its budget', 'worst', 'mean', 'budget', 'points', 'worst at'],
      rows.map(summary),
    ),
    later('Every function', rows.map(details).join('\n'), 'accuracy'),
  ].join('\n');
};

/** An error in units, short however large it is. */
export const unitsOf = (units: number | null): string =>
  units === null ? '∞' : Math.abs(units) < 1e6 ? String(units) : units.toExponential(1);

const nameOf = ({ target, precision }: MeasuredRow): string => `${target} ${precision}`;

const summary = (row: MeasuredRow): string[] => {
  const [first, ...others] = row.functions;
  if (first === undefined) return [escape(nameOf(row)), escape(`not measured: ${row.why ?? ''}`), '', '', '', '', '']; // prettier-ignore
  const share = ({ worst, budget }: MeasuredFunction): number => (worst ?? Infinity) / budget;
  const nearest = others.reduce((most, each) => (share(each) > share(most) ? each : most), first);
  return [escape(nameOf(row)), ...cellsOf(nearest)];
};

const cellsOf = ({ name, worst, mean, budget, points, climbed, at, nowhere }: MeasuredFunction): string[] => [
  escape(name),
  unitsOf(worst),
  unitsOf(mean),
  String(budget),
  `${String(points)} + ${String(climbed)}`,
  escape(nowhere === undefined ? (at ?? '') : `NaN everywhere, for ${nowhere}`),
];

const details = (row: MeasuredRow): string => {
  const bounds = row.functions.flatMap(({ name, bound }) =>
    bound === null ? [] : [`${name} ${String(bound)}`],
  );
  return [
    `\n**${escape(nameOf(row))}**\n`,
    row.functions.length === 0
      ? escape(`Not measured: ${row.why ?? ''}.`)
      : table(['function', 'worst', 'mean', 'budget', 'points', 'worst at'], row.functions.map(cellsOf)),
    ...(bounds.length === 0
      ? []
      : [
          `\nThe errors of ${escape(row.target)} differ from device to device; these are of SwiftShader. What the specification allows comes to at most: ${escape(bounds.join(', '))}.\n`,
        ]),
  ].join('\n');
};
