// The derivative of the loss in x, as an entry point of the WGSL target: one thread a row takes x·W, the row kernel and its
// residuals times Wᵀ. What it leaves lies like x, all rows of a feature side by side.
import type { Kernel } from '../kernel.js';
import type { PrintedRow } from '../print.js';
import { indent } from './ts-text.js';
import type { InputEntry } from './wgsl-entries.js';
import { entry, eta, findRow, outcome, slot, weighed, weighedRow } from './wgsl-text.js';

/** The residuals times the weights of every feature, in the order of the parameters. */
const spread = ({ parameters: s, features }: Kernel): string[] => {
  const terms = (weight: (k: number) => string): string =>
    Array.from({ length: s }, (_, k) => `residual${k + 1} * weights[${weight(k)}]`).join(' + ');
  if (features !== null)
    return Array.from(
      { length: features },
      (_, j) => `result[${slot(j)}] = ${terms((k) => String(j * s + k))};`,
    );
  return [
    'for (var j = 0u; j < shape.y; j++) {',
    ...indent([`result[j * rows + row] = ${terms((k) => `j * ${s}u + ${k}u`)};`]),
    '}',
  ];
};

/** The entry point. */
export const inputEntry = (point: InputEntry, kernel: Kernel, row: PrintedRow): string[] =>
  entry(point.name, [
    ...findRow,
    ...eta(kernel, true),
    ...weighedRow(row, outcome(kernel, point.soft)),
    ...row.outputs.map((output, k) => `let residual${k + 1} = ${weighed(`(${output})`)};`),
    ...spread(kernel),
  ]);
