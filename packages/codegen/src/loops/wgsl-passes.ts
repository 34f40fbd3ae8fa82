// What all loop forms in WGSL have in common: sums in pairs that are taken as they come, the two products of the linear
// functions, and the reductions after them.
import { indent } from '../schedules/ts-text.js';
import { entry, findRow } from '../schedules/wgsl-text.js';

/** A loop over whole numbers. */
export const loop = (variable: string, limit: string, body: readonly string[], step = '++'): string[] => [
  `for (var ${variable} = 0u; ${variable} < ${limit}; ${variable}${step}) {`,
  ...indent(body),
  '}',
];

/** A number of the row: arrays are class-major. */
export const at = (array: string, place: string): string =>
  `${array}[${place.includes(' ') ? `(${place})` : place} * rows + row]`;

/** Sums in pairs, of as many levels as `depth` says. */
export const pairs = [
  '// A sum in pairs of pairs: sums[d] is what 2^d numbers came to, for every bit d of their count.',
  'struct Pairs { sums: array<f32, depth>, count: u32 }',
  '',
  'fn append(pairs: ptr<function, Pairs>, value: f32) {',
  '  var sum = value;',
  '  var level = 0u;',
  '  for (var full = (*pairs).count; (full & 1u) == 1u; full >>= 1u) {',
  '    sum = (*pairs).sums[level] + sum;',
  '    level++;',
  '  }',
  '  (*pairs).sums[level] = sum;',
  '  (*pairs).count++;',
  '}',
  '',
  'fn total(pairs: ptr<function, Pairs>) -> f32 {',
  '  var sum = 0.0;',
  '  var level = 0u;',
  '  for (var left = (*pairs).count; left > 0u; left >>= 1u) {',
  '    if ((left & 1u) == 1u) { sum = (*pairs).sums[level] + sum; }',
  '    level++;',
  '  }',
  '  return sum;',
  '}',
];

/** The predictors of the row by its features, four classes at a time. */
export const predict = (to: string): string[] =>
  loop(
    'k',
    'parameters',
    [
      'var sum = vec4<f32>();',
      ...loop('j', 'shape.y', [
        'let first = j * parameters + k;',
        'sum += x[j * rows + row] * vec4(weights[first], weights[first + 1u], weights[first + 2u], weights[first + 3u]);',
      ]),
      `for (var lane = 0u; lane < min(4u, parameters - k); lane++) { ${at(to, 'k + lane')} = sum[lane]; }`,
    ],
    ' += 4u',
  );

/** xᵀ times the residuals, four classes at a time. */
export const reduceEntry = entry('linearReduce', [
  'let rows = shape.x;',
  'let feature = group.y * groups.x + group.x;',
  'if (feature >= shape.y) { return; }',
  ...loop(
    'k',
    'parameters',
    [
      'var sum = vec4<f32>();',
      'for (var row = local; row < rows; row += 64u) {',
      '  let first = k * rows + row;',
      '  sum += x[feature * rows + row] * vec4(residual[first], residual[first + rows], residual[first + 2u * rows], residual[first + 3u * rows]);',
      '}',
      ...loop('lane', '4u', [
        'let all = reduced(local, sum[lane]);',
        'if (local == 0u && k + lane < parameters) { result[feature * parameters + k + lane] = all; }',
      ]),
    ],
    ' += 4u',
  ),
]);

/** The residuals times Wᵀ, a row a thread. */
export const spreadEntry = entry('inputGradient', [
  ...findRow,
  ...loop('j', 'shape.y', [
    'var sum = Pairs();',
    ...loop('k', 'parameters', [`append(&sum, ${at('residual', 'k')} * weights[j * parameters + k]);`]),
    `${at('result', 'j')} = total(&sum);`,
  ]),
]);

/** The sum of the losses of all rows; and beside it, where they are counted, of the rows outside. */
export const sumEntry = (counts: boolean): string[] =>
  entry('sumLosses', [
    ...[0, ...(counts ? [1] : [])].flatMap((n) => [
      `var sum${n} = 0.0;`,
      `for (var row = local; row < shape.x; row += 64u) { sum${n} += losses[${n === 0 ? 'row' : 'shape.x + row'}]; }`,
      `let all${n} = reduced(local, sum${n});`,
      `if (local == 0u) { result[${n}] = all${n}; }`,
    ]),
  ]).filter((line) => !line.includes('group:') && !line.includes('groups:'));
