// Small pieces of WGSL text that the entry points are put together from.
import type { Kernel } from '../kernel.js';
import type { PrintedRow } from '../print.js';
import { indent } from './ts-text.js';
import { workgroupSize } from './wgsl-entries.js';

/** Where number k of a row stands: class-major, so that neighbouring threads read neighbouring words. */
export const slot = (k: number): string => (k === 0 ? 'row' : k === 1 ? 'rows + row' : `${k}u * rows + row`);

const builtins = [
  '@builtin(workgroup_id) group: vec3<u32>',
  '@builtin(num_workgroups) groups: vec3<u32>',
  '@builtin(local_invocation_index) local: u32',
];

/** An entry point. */
export const entry = (name: string, body: readonly string[], threads = workgroupSize): string[] => [
  `@compute @workgroup_size(${threads})`,
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
export const eta = ({ names, features }: Kernel, linear: boolean): string[] => {
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

/** The outcome of the row, as the row kernel calls it. */
export const outcome = ({ classes, outcomes }: Kernel, soft: boolean): string[] => {
  if (classes === null) return outcomes.map((name, k) => `let ${name} = y[${slot(k)}];`);
  if (!soft) return ['let label = y[row];'];
  return Array.from({ length: classes }, (_, k) => `let t${k + 1} = ySoft[${slot(k)}];`);
};

/** The row kernel, and whether the row counts: one outside the space or the support is left out, and so is one of weight 0. */
export const weighedRow = (row: PrintedRow, observed: readonly string[], isRow?: string): string[] => [
  ...observed,
  ...row.before,
  ...row.declarations,
  'let factor = rowWeights[row];',
  isRow === undefined ? 'let counts = factor > 0.0;' : `let counts = (${isRow}) & (factor > 0.0);`,
  `let within = ${row.valid};`,
];

/** A number of the row kernel times the weight of the row; 0 where it is left out. */
export const weighed = (value: string, zero = '0.0'): string =>
  `select(${zero}, factor * ${value}, counts & within)`;

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
