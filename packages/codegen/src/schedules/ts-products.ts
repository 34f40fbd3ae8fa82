// The two products of the linear functions in TypeScript, x·weights and xᵀ·steps, for a block of rows. A few rows go together,
// so that each weight is read, and each entry of the gradient read and written, once for all of them.
import { indent, signature } from './ts-text.js';
import type { Parameters, Shape } from './ts-text.js';

/** Rows of a block: their predictors lie in the fastest memory, and of few features so do more rows. */
const blockOf = ({ parameters }: Shape): { readonly most: number; readonly wide: number } =>
  parameters <= 16 ? { most: 180, wide: 60 } : { most: 12, wide: 12 };

/** How many rows a block has at run time. */
export const blockText = (shape: Shape): string => {
  const { most, wide } = blockOf(shape);
  return most === wide ? String(most) : `features < 16 ? ${most} : ${wide}`;
};

/** Sums that go together: of so many rows, for so many parameters. */
interface Tile {
  readonly rows: readonly string[];
  readonly width: number;
}

/** Sums that are still kept beside the processor, and products in the body of a function that are still compiled well. */
const most = { sums: 64, products: 2560 } as const;

const letters = ['a', 'b', 'c', 'd'] as const;

/** Nine sums, three features and three weights are as many as a processor holds; four rows are as many as pay. */
const tileOf = ({ parameters: s, features }: Shape): Tile => {
  const width = s <= 5 ? s : ([5, 4, 3].find((each) => s % each === 0) ?? s);
  const fits = (rows: number): boolean =>
    rows * width <= most.sums && rows * width * (features ?? 1) <= most.products;
  return {
    rows: letters.slice(0, width === 3 ? 3 : ([4, 2].find(fits) ?? 1)),
    width,
  };
};

/** Where a feature of a row stands, and what belongs to it for each parameter of the tile. */
interface Feature {
  readonly of: (row: string) => string;
  readonly entry: (parameter: number) => string;
}

const plus = (name: string, offset: number): string => (offset === 0 ? name : `${name} + ${offset}`);

const times = (width: number, of: string): string => (width === 1 ? of : `${width} * ${of}`);

/** The first `length` whole numbers from 1 on. */
const count = (length: number): number[] => Array.from({ length }, (_, i) => i + 1);

/** A loop over the features, or one block after the other where their number is fixed. */
const overFeatures = (
  { parameters: s, features }: Shape,
  first: string | null,
  body: (feature: Feature) => readonly string[],
): string[] => {
  if (features === null)
    return [
      `for (let j = 0, k = ${first ?? '0'}; j < features; j++, k += ${s}) {`,
      ...indent(body({ of: (row) => `${row} + j`, entry: (parameter) => plus('k', parameter - 1) })),
      '}',
    ];
  const at = (offset: number): string => (first === null ? String(offset) : plus(first, offset));
  return Array.from({ length: features }, (_, j) => [
    '{',
    ...indent(body({ of: (row) => plus(row, j), entry: (parameter) => at(j * s + parameter - 1) })),
    '}',
  ]).flat();
};

/** The body for each tile of parameters, which begins at `first`; null where there is one. */
const overTiles = (
  { parameters: s }: Shape,
  { width }: Tile,
  body: (first: string | null) => readonly string[],
): readonly string[] =>
  width === s
    ? body(null)
    : [`for (let first = 0; first < ${s}; first += ${width}) {`, ...indent(body('first')), '}'];

const procedure = (
  {
    name,
    takes,
    gives = 'void',
  }: { readonly name: string; readonly takes: Parameters; readonly gives?: string },
  { types }: Shape,
  body: readonly string[],
): string[] => [`function ${signature(name, takes, gives, types)} {`, ...indent(body), '}'];

const [x, weights] = [
  ['x', 'Floats'],
  ['weights', 'Floats'],
] as const;

/** Which rows a block has, and how many features. */
const block = [
  ['from', 'number'],
  ['size', 'number'],
  ['features', 'number'],
] as const;

/** For each few rows of a block: where each begins. Behind the last one it comes again. */
const overRows = ({ rows }: Tile, body: readonly string[]): string[] => [
  `for (let row = 0; row < size; row += ${rows.length}) {`,
  ...rows.map((row, r) => {
    const index = r === 0 ? 'from + row' : `from + Math.min(row + ${r}, size - 1)`;
    return `  const ${row} = (${index}) * features;`;
  }),
  ...indent(body),
  '}',
];

/** Every sum of a tile, and where it stands in `work`. */
const sumsOf = ({ parameters: s }: Shape, { rows, width }: Tile): (readonly [sum: string, place: string])[] =>
  rows.flatMap((row, r) =>
    count(width).map((k) => [`${row}${k}`, `work[${plus('at', s * r + k - 1)}]`] as const),
  );

const beginning = ({ parameters: s }: Shape, first: string | null): string =>
  `const at = ${times(s, 'row')}${first === null ? '' : ` + ${first}`};`;

const predict = (shape: Shape): string[] => {
  const { parameters: s } = shape;
  const tile = tileOf(shape);
  const { rows, width } = tile;
  const places = sumsOf(shape, tile);
  const sums = overTiles(shape, tile, (first) => [
    beginning(shape, first),
    ...places.map(([sum, place]) => `let ${sum} = ${place};`),
    ...overFeatures(shape, first, ({ of, entry }) => [
      ...rows.map((row) => `const x${row} = x[${of(row)}];`),
      ...count(width).flatMap((k) => [
        `const w${k} = weights[${entry(k)}];`,
        ...rows.map((row) => `${row}${k} += x${row} * w${k};`),
      ]),
    ]),
    ...places.map(([sum, place]) => `${place} = ${sum};`),
  ]);
  const takes = [x, weights, ['offset', 'Floats | undefined'], ...block] as const;
  const part = s === 1 ? 'from, from + size' : `${s} * from, ${s} * (from + size)`;
  return [
    '// work = offset + x weights',
    ...procedure({ name: 'predict', takes }, shape, [
      `if (offset) work.set(offset.subarray(${part}));`,
      'else work.fill(0);',
      ...overRows(tile, sums),
    ]),
  ];
};

const sumOf = (terms: readonly string[]): string =>
  terms.length < 4 ? terms.join(' + ') : `(${terms[0]} + ${terms[1]}) + (${terms[2]} + ${terms[3]})`;

const accumulate = (shape: Shape): string[] => {
  const { parameters: s } = shape;
  const tile = tileOf(shape);
  const { rows, width } = tile;
  const sums = overTiles(shape, tile, (first) => [
    beginning(shape, first),
    ...sumsOf(shape, tile).map(([sum, place]) => `const ${sum} = ${place};`),
    ...overFeatures(shape, first, ({ of, entry }) => [
      ...rows.map((row) => `const x${row} = x[${of(row)}];`),
      ...count(width).map(
        (k) => `gradient[${entry(k)}] += ${sumOf(rows.map((row) => `x${row} * ${row}${k}`))};`,
      ),
    ]),
  ]);
  return [
    '// gradient += transpose(x) work',
    ...procedure({ name: 'accumulate', takes: [x, ['gradient', 'Floats'], ...block] }, shape, [
      ...(rows.length === 1 ? [] : [`work.fill(0, ${times(s, 'size')});`]),
      ...overRows(tile, sums),
    ]),
  ];
};

const spread = (shape: Shape): string[] => {
  const { parameters: s } = shape;
  const sum = Array.from(
    { length: s },
    (_, k) => `weights[${plus(times(s, 'j'), k)}] * work[${plus('at', k)}]`,
  );
  return [
    '// inputGradient = work transpose(weights)',
    ...procedure({ name: 'spread', takes: [['inputGradient', 'Floats'], weights, ...block] }, shape, [
      `for (let row = 0, at = 0; row < size; row++, at += ${s})`,
      '  for (let j = 0; j < features; j++)',
      `    inputGradient[(from + row) * features + j] = ${sum.join(' + ')};`,
    ]),
  ];
};

/** The products, and the memory that they share with the loops over rows. */
export const products = (
  shape: Shape,
  { predicts, gradient }: { readonly predicts: boolean; readonly gradient: boolean },
): string[][] => {
  const work = [
    '// predictors of a block of rows, then their steps',
    `const work = /* @__PURE__ */ new Float64Array(${blockOf(shape).most * shape.parameters});`,
  ];
  return [
    ...(predicts ? [work, predict(shape)] : []),
    ...(gradient ? [accumulate(shape), spread(shape)] : []),
  ];
};
