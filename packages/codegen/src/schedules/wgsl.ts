// The loops of the WGSL target: one thread a row, arrays class-major so that neighbouring threads read neighbouring words,
// and reductions in a fixed order, for there are no atomic floats.
import type { Kernel } from '../kernel.js';
import { preludeFor } from '../print.js';
import type { PrintedRow } from '../print.js';
import type { Target } from '../target.js';
import { header } from './header.js';
import { indent } from './ts-text.js';
import type { EntryPoint, RowEntry } from './wgsl-entries.js';
import { entryPoints, bindings, workgroupSize } from './wgsl-entries.js';

const slot = (k: number): string => (k === 0 ? 'row' : k === 1 ? 'rows + row' : `${k}u * rows + row`);

const builtins = [
  '@builtin(workgroup_id) group: vec3<u32>',
  '@builtin(num_workgroups) groups: vec3<u32>',
  '@builtin(local_invocation_index) local: u32',
];

/** An entry point over rows, or over features. */
export const entry = (name: string, body: readonly string[]): string[] => [
  `@compute @workgroup_size(${workgroupSize})`,
  `fn ${name}(`,
  ...indent(builtins.map((builtin) => `${builtin},`)),
  ') {',
  ...indent(body),
  '}',
];

/** The row of a thread. */
export const findRow = [
  'let rows = shape.x;',
  `let row = (group.y * groups.x + group.x) * ${workgroupSize}u + local;`,
  'if (row >= rows) { return; }',
];

/** η of the row: read, or x·weights. */
const eta = ({ names, features }: Kernel, linear: boolean): string[] => {
  if (!linear) return names.map((name, k) => `let ${name} = eta[${slot(k)}];`);
  if (features !== null)
    return names.map((name, k) => {
      const terms = Array.from(
        { length: features },
        (_, j) => `x[${slot(j)}] * weights[${j * names.length + k}]`,
      );
      return `let ${name} = ${terms.join(' + ')};`;
    });
  return [
    ...names.map((name) => `var ${name} = 0.0;`),
    'for (var j = 0u; j < shape.y; j++) {',
    ...indent([
      'let value = x[j * rows + row];',
      ...names.map((name, k) => `${name} += value * weights[j * ${names.length}u + ${k}u];`),
    ]),
    '}',
  ];
};

const outcome = ({ classes, outcomes }: Kernel, soft: boolean): string[] => {
  if (classes === null) return outcomes.map((name, k) => `let ${name} = y[${slot(k)}];`);
  if (!soft) return ['let label = y[row];'];
  return Array.from({ length: classes }, (_, k) => `let t${k + 1} = ySoft[${slot(k)}];`);
};

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

/** The sum of one number a thread, in the order of a tree, in every thread. */
export const reduction = [
  `var<workgroup> partial: array<f32, ${workgroupSize}>;`,
  '',
  '// The sum of `value` over the workgroup, added as a tree: the same bits on every run.',
  'fn reduced(local: u32, value: f32) -> f32 {',
  '  partial[local] = value;',
  '  workgroupBarrier();',
  `  for (var stride = ${workgroupSize / 2}u; stride > 0u; stride /= 2u) {`,
  '    if (local < stride) { partial[local] += partial[local + stride]; }',
  '    workgroupBarrier();',
  '  }',
  '  let sum = partial[0];',
  '  workgroupBarrier();',
  '  return sum;',
  '}',
];

const reduceEntry = (parameters: number): string[] =>
  entry('linearReduce', [
    'let rows = shape.x;',
    'let feature = group.y * groups.x + group.x;',
    'if (feature >= shape.y) { return; }',
    ...Array.from({ length: parameters }, (_, k) => `var sum${k + 1} = 0.0;`),
    `for (var row = local; row < rows; row += ${workgroupSize}u) {`,
    '  let value = x[feature * rows + row];',
    ...Array.from({ length: parameters }, (_, k) => `  sum${k + 1} += value * residual[${slot(k)}];`),
    '}',
    ...Array.from({ length: parameters }, (_, k) => [
      `let all${k + 1} = reduced(local, sum${k + 1});`,
      `if (local == 0u) { result[feature * ${parameters}u + ${k}u] = all${k + 1}; }`,
    ]).flat(),
  ]);

/** The sum of the losses of all rows. */
export const sumEntry = entry('sumLosses', [
  'var sum = 0.0;',
  `for (var row = local; row < shape.x; row += ${workgroupSize}u) { sum += losses[row]; }`,
  'let all = reduced(local, sum);',
  'if (local == 0u) { result[0] = all; }',
]).filter((line) => !line.includes('group:') && !line.includes('groups:'));

const body = (point: EntryPoint, kernel: Kernel, rows: ReadonlyMap<string, PrintedRow>): string[] => {
  if (point.kind === 'row') return rowEntry(point, kernel, rows.get(point.row)!);
  return point.kind === 'reduce' ? reduceEntry(kernel.parameters) : sumEntry;
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
  const points = entryPoints(kernel).map((point) => body(point, kernel, rows).join('\n'));
  const text = points.join('\n\n');
  const parts = [
    declared.join('\n'),
    ...preludeFor([...specials, text].join('\n'), prelude),
    ...specials,
    text.includes('reduced(') ? reduction.join('\n') : '',
    text,
  ];
  return `${header(kernel, 'wgsl').join('\n')}\n\n${parts.filter((part) => part !== '').join('\n\n')}\n`;
};
