// The loops of the WGSL target: one thread a row, arrays class-major so that neighbouring threads read neighbouring words;
// the training pass is a file of its own.
import type { Kernel } from '../kernel.js';
import { preludeFor } from '../print.js';
import type { PrintedRow } from '../print.js';
import type { Target } from '../target.js';
import { header } from './header.js';
import type { EntryPoint, RowEntry } from './wgsl-entries.js';
import { entryPoints, bindings } from './wgsl-entries.js';
import { gradientEntry, gradientParts, sumPartsEntry } from './wgsl-gradient.js';
import { inputEntry } from './wgsl-input.js';
import { entry, eta, findRow, outcome, slot } from './wgsl-text.js';

const rowEntry = (point: RowEntry, kernel: Kernel, row: PrintedRow): string[] =>
  entry(point.name, [
    ...findRow,
    ...eta(kernel, point.linear),
    ...(point.observed ? outcome(kernel, point.soft) : []),
    ...row.before,
    ...row.declarations,
    ...(point.observed ? [`losses[row] = ${row.loss};`] : []),
    ...row.outputs.map((output, k) => `${point.writes}[${slot(k)}] = ${output};`),
  ]);

const body = (point: EntryPoint, kernel: Kernel, rows: ReadonlyMap<string, PrintedRow>): string[] => {
  if (point.kind === 'row') return rowEntry(point, kernel, rows.get(point.row)!);
  if (point.kind === 'gradient') return gradientEntry(point, kernel, rows.get(point.row)!);
  if (point.kind === 'input') return inputEntry(point, kernel, rows.get(point.row)!);
  return sumPartsEntry(kernel);
};

/** What stands before the entry points: functions of the kernel, and those that the language lacks. */
interface Preludes {
  readonly specials: readonly string[];
  readonly prelude: Target['prelude'];
}

/** The module: header, bindings, prelude, one entry point after the other. */
export const printShader = (
  kernel: Kernel,
  rows: ReadonlyMap<string, PrintedRow>,
  { specials, prelude }: Preludes,
): string => {
  const declared = bindings(kernel).map(
    ({ binding, variable, space, type }) =>
      `@group(0) @binding(${binding}) var<${space}> ${variable}: ${type};`,
  );
  const points = entryPoints(kernel);
  const text = points.map((point) => body(point, kernel, rows).join('\n')).join('\n\n');
  const parts = [
    declared.join('\n'),
    ...preludeFor([...specials, text].join('\n'), prelude),
    ...specials,
    ...(points.some(({ kind }) => kind === 'gradient') ? gradientParts(kernel) : []),
    text,
  ];
  return `${header(kernel, 'wgsl').join('\n')}\n\n${parts.filter((part) => part !== '').join('\n\n')}\n`;
};
