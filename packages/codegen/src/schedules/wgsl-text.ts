// Small pieces of WGSL text that the entry points are put together from.
import type { Kernel } from '../kernel.js';
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

/** The outcome of the row, as the row kernel calls it. */
export const outcome = ({ classes, outcomes }: Kernel, soft: boolean): string[] => {
  if (classes === null) return outcomes.map((name, k) => `let ${name} = y[${slot(k)}];`);
  if (!soft) return ['let label = y[row];'];
  return Array.from({ length: classes }, (_, k) => `let t${k + 1} = ySoft[${slot(k)}];`);
};

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
