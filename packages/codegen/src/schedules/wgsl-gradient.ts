// The fused training pass of the WGSL target: x·W, the row kernel and xᵀ times the residuals in one entry point. A workgroup
// takes tiles of rows in turn; its threads are rows in the first product and features in the second, which finds the tile in the
// cache, so that x comes from memory once. What every workgroup leaves is added in a fixed order by the second entry point.
import type { Kernel } from '../kernel.js';
import type { PrintedRow } from '../print.js';
import { indent } from './ts-text.js';
import type { GradientEntry } from './wgsl-entries.js';
import { packOf, summing, tileRows } from './wgsl-entries.js';
import { entry, outcome, weighed, weighedRow } from './wgsl-text.js';

/** Quads of features whose weights a workgroup holds at a time. */
const held = 4;

/** Up to so many parameters a thread keeps the sums of four features; their residuals are then read once for all four. */
const fewParameters = 12;

const lanes = ['x', 'y', 'z', 'w'] as const;

const loop = (head: string, body: readonly string[]): string[] => [`for (${head}) {`, ...indent(body), '}'];

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);

const vector = (width: number): string => (width === 1 ? 'f32' : `vec${width}<f32>`);

/** Parameters side by side in one value. The last pack may have fewer: it lies in memory like the others, and is narrow in sums. */
const packing = (parameters: number) => {
  const { width, type, packs } = packOf(parameters);
  const widthOf = (pack: number): number => Math.min(width, parameters - pack * width);
  const isNarrow = (pack: number): boolean => widthOf(pack) < width;
  return {
    width,
    type,
    packs,
    zero: width === 1 ? '0.0' : `${type}()`,
    /** A sum that begins. */
    none: (pack: number): string => `${vector(widthOf(pack))}()`,
    /** What a sum takes of a pack in memory. */
    narrow: (pack: number, value: string): string =>
      isNarrow(pack) ? `${value}.${lanes.slice(0, widthOf(pack)).join('')}` : value,
    /** A sum as a pack in memory. */
    filled: (pack: number, sum: string): string =>
      isNarrow(pack) ? `${type}(${[sum, ...range(width - widthOf(pack)).map(() => '0.0')].join(', ')})` : sum,
    /** Parameter k of the sums that `name` gives. */
    of: (name: (pack: number) => string, k: number): string => {
      const pack = Math.floor(k / width);
      return `${name(pack)}${widthOf(pack) === 1 ? '' : `.${lanes[k % width]}`}`;
    },
    /** One pack made of scalars, filled up with zeros. */
    made: (values: readonly string[]): string =>
      width === 1
        ? values[0]
        : `${type}(${range(width)
            .map((i) => values[i] ?? '0.0')
            .join(', ')})`,
  };
};

type Packing = ReturnType<typeof packing>;

const place = (first: string, offset: number): string => (offset === 0 ? first : `${first} + ${offset}u`);

/** What the workgroup shares. */
const shared = (rows: number, { type, packs }: Packing): string[] => [
  '// What a workgroup holds: weights of four quads of features, the residuals of its rows and where these are, losses and rows outside.',
  `var<workgroup> block: array<${type}, ${4 * held * packs}>;`,
  `var<workgroup> residuals: array<${type}, ${rows * packs}>;`,
  `var<workgroup> sources: array<u32, ${rows}>;`,
  `var<workgroup> totals: array<vec2<f32>, ${rows}>;`,
];

const helpers = ({ type }: Packing): string[] => [
  '// Numbers of a part: the first ones of its workgroup, or added to what the tiles before left.',
  `fn leave(at: u32, value: ${type}, again: bool) {`,
  '  parts[at] = select(value, parts[at] + value, again);',
  '}',
];

/** x·W of the tile: every thread reads 64 bytes of its row at a time, the weights come from the workgroup. */
const predict = (rows: number, s: number, { packs, width, none, narrow, made }: Packing): string[] => [
  ...range(packs).map((pack) => `var etas${pack} = ${none(pack)};`),
  ...loop(`var base = 0u; base < quads; base += ${held}u`, [
    'workgroupBarrier();',
    `let count = min(${held}u, quads - base);`,
    ...loop(`var i = local; i < 4u * count * ${packs}u; i += ${rows}u`, [
      `let first = (4u * base + i / ${packs}u) * ${s}u + i % ${packs}u * ${width}u;`,
      `block[i] = ${made(range(width).map((k) => `weights[${place('first', k)}]`))};`,
    ]),
    'workgroupBarrier();',
    ...loop('var q = 0u; q < count; q++', [
      'let value = xByRow[row * quads + base + q];',
      `let first = q * ${4 * packs}u;`,
      ...lanes.flatMap((lane, c) =>
        range(packs).map(
          (pack) =>
            `etas${pack} += value.${lane} * ${narrow(pack, `block[${place('first', c * packs + pack)}]`)};`,
        ),
      ),
    ]),
  ]),
];

/** The row kernel and its residuals. Rows outside the space or the support are counted. */
const rowOf = (point: GradientEntry, kernel: Kernel, row: PrintedRow, pack: Packing): string[] => [
  ...kernel.names.map((name, k) => `let ${name} = ${pack.of((i) => `etas${i}`, k)};`),
  ...weighedRow(row, outcome(kernel, point.soft), 'start + local < shape.x'),
  'outside += select(0.0, 1.0, counts & !within);',
  `total += ${weighed(`(${row.loss})`)};`,
  ...range(pack.packs).map((i) => {
    const own = row.outputs.slice(i * pack.width, (i + 1) * pack.width);
    const value = own.length === 1 && pack.width === 1 ? `(${own[0]})` : pack.made(own);
    return `residuals[${place(`local * ${pack.packs}u`, i)}] = ${weighed(value, pack.zero)};`;
  }),
];

/** xᵀ times the residuals of the tile, four features a thread, or one where four would be too many sums. */
const gather = (rows: number, s: number, pack: Packing): string[] => {
  const several = s <= fewParameters;
  const features = several ? lanes.map((lane) => `value.${lane}`) : ['value'];
  const { packs, none, narrow, filled } = pack;
  return loop(`var q = local; q < ${several ? 'quads' : '4u * quads'}; q += ${rows}u`, [
    ...features.flatMap((_, c) => range(packs).map((i) => `var sum${c * packs + i} = ${none(i)};`)),
    ...loop('var r = 0u; r < here; r++', [
      several
        ? 'let value = xByRow[sources[r] * quads + q];'
        : 'let value = xByRow[sources[r] * quads + q / 4u][q % 4u];',
      ...range(packs).map(
        (i) => `let residual${i} = ${narrow(i, `residuals[${place(`r * ${packs}u`, i)}]`)};`,
      ),
      ...features.flatMap((value, c) =>
        range(packs).map((i) => `sum${c * packs + i} += ${value} * residual${i};`),
      ),
    ]),
    `let at = own + q * ${features.length * packs}u;`,
    ...range(features.length * packs).map(
      (i) => `leave(${place('at', i)}, ${filled(i % packs, `sum${i}`)}, again);`,
    ),
  ]);
};

/** How many packs a workgroup leaves, and where the next one begins: after whole blocks of 256 bytes. */
const layout = ({ parameters, features }: Kernel): string[] => {
  const { packs, width } = packing(parameters);
  const block = 64 / width;
  return [
    `let quads = ${features === null ? 'shape.y / 4u' : `${Math.ceil(features / 4)}u`};`,
    `let last = ${4 * packs}u * quads;`,
    `let stride = (last + ${block + 1}u) / ${block}u * ${block}u;`,
  ];
};

/** The entry point that leaves the parts of the gradient. */
export const gradientEntry = (point: GradientEntry, kernel: Kernel, row: PrintedRow): string[] => {
  const { parameters: s } = kernel;
  const rows = tileRows(kernel);
  const pack = packing(s);
  return entry(
    point.name,
    [
      ...layout(kernel),
      'let own = group.x * stride;',
      'let rows = shape.w;',
      'var total = 0.0;',
      'var outside = 0.0;',
      ...loop(`var start = group.x * ${rows}u; start < shape.x; start += groups.x * ${rows}u`, [
        `let here = min(${rows}u, shape.x - start);`,
        `let again = start >= groups.x * ${rows}u;`,
        'var row = start + min(local, here - 1u);',
        'if (shape.z != 0u) { row = order[shape.z - 1u + row]; }',
        'workgroupBarrier();',
        'sources[local] = row;',
        ...predict(rows, s, pack),
        '{',
        ...indent(rowOf(point, kernel, row, pack)),
        '}',
        'workgroupBarrier();',
        ...gather(rows, s, pack),
      ]),
      'totals[local] = vec2(total, outside);',
      'workgroupBarrier();',
      'if (local == 0u) {',
      '  var all = totals[0];',
      `  for (var i = 1u; i < ${rows}u; i++) { all += totals[i]; }`,
      `  parts[own + last] = ${pack.made(['all.x'])};`,
      `  parts[own + last + 1u] = ${pack.made(['all.y'])};`,
      '}',
    ],
    rows,
  );
};

/** The entry point that adds the parts: every sum by 8 threads, then as a tree. */
export const sumPartsEntry = (kernel: Kernel): string[] => {
  const { threads, sums } = summing;
  const { parameters: s } = kernel;
  const { packs, width } = packing(s);
  const lane = width === 1 ? '' : '[lane]';
  return [
    `var<workgroup> added: array<f32, ${threads}>;`,
    '',
    ...entry(
      'sumParts',
      [
        ...layout(kernel),
        `let coefficients = 4u * quads * ${s}u;`,
        `let output = (group.y * groups.x + group.x) * ${sums}u + local % ${sums}u;`,
        'var sum = 0.0;',
        '// the loss and the rows outside stand after the gradient, each first in a pack of its own',
        ...(width === 1
          ? ['let at = output;']
          : [
              `let parameter = output % ${s}u;`,
              'let beyond = output >= coefficients;',
              `let at = select(output / ${s}u * ${packs}u + parameter / ${width}u, last + output - coefficients, beyond);`,
              `let lane = select(parameter % ${width}u, 0u, beyond);`,
            ]),
        'if (output < coefficients + 2u) {',
        `  for (var part = local / ${sums}u; part < shape.x; part += ${threads / sums}u) { sum += parts[part * stride + at]${lane}; }`,
        '}',
        'added[local] = sum;',
        'workgroupBarrier();',
        `for (var half = ${threads / 2}u; half >= ${sums}u; half /= 2u) {`,
        '  if (local < half) { added[local] += added[local + half]; }',
        '  workgroupBarrier();',
        '}',
        `if (local < ${sums}u && output < coefficients + 2u) { result[output] = added[local]; }`,
      ],
      threads,
    ),
  ];
};

/** What stands before the entry points of the training pass. */
export const gradientParts = (kernel: Kernel): string[] => {
  const rows = tileRows(kernel);
  return [
    shared(rows, packing(kernel.parameters)).join('\n'),
    helpers(packing(kernel.parameters)).join('\n'),
  ];
};
