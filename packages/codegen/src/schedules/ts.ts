// The loops of the TypeScript target: over rows for the plain functions, over rows and features for the linear ones. Any row
// kernel fits into any of them.
import type { Kernel, PrintedName, RowName } from '../kernel.js';
import type { PrintedRow } from '../print.js';
import { header } from './header.js';
import { linearFunctions } from './ts-linear.js';
import { indent, index, signature, unless, withoutMean } from './ts-text.js';
import type { Shape } from './ts-text.js';

/** What the row kernels of a module look like in text. */
export type PrintedRows = ReadonlyMap<string, PrintedRow>;

interface Options {
  readonly precision: 'f64' | 'f32';
  readonly types: boolean;
  /** The functions that the row kernels call. */
  readonly prelude: readonly string[];
}

/** Reads the natural parameters of row i. */
const readEta = ({ parameters, names }: Shape): string[] =>
  names.map((name, k) => `const ${name} = eta[${index(parameters, k)}];`);

/** Reads the outcome of row i. */
export const readOutcome = ({ classes, outcomes }: Shape, soft: boolean): string[] => {
  if (classes === null) return outcomes.map((name, k) => `const ${name} = y[${index(outcomes.length, k)}];`);
  if (!soft) return ['const label = y[i];'];
  return Array.from({ length: classes }, (_, k) => `const t${k + 1} = y[${index(classes, k)}];`);
};

/** Code for a row that is not valid: NaN where its results would be. */
const guarded = (row: PrintedRow, spoil: readonly string[]): string[] => [
  ...row.before,
  ...unless(row.valid, spoil),
  ...row.declarations,
];

const overRows = (body: readonly string[]): string[] => [
  'for (let i = 0; i < rows; i++) {',
  ...indent(body),
  '}',
];

/** A function of η alone, and the array that it writes so many numbers a row into. */
interface Writer {
  readonly name: 'response' | 'hessian' | 'jacobian';
  readonly result: string;
  readonly width: number;
}

const writer = ({ name, result, width }: Writer, row: PrintedRow, shape: Shape): string[] => [
  `export function ${signature(name, writerParameters(result, row), 'void', shape.types)} {`,
  ...indent(
    row.outputs.length === 0
      ? withoutMean(result, width)
      : overRows([
          ...readEta(shape),
          ...guarded(row, [`${result}.fill(NaN, ${index(width, 0)}, ${index(width, width)});`]),
          ...row.outputs.map((output, k) => `${result}[${index(width, k)}] = ${output};`),
        ]),
  ),
  '}',
];

/** A parameter that is not read begins with an underscore. */
const writerParameters = (result: string, { outputs }: PrintedRow): [string, string][] => [
  [outputs.length === 0 ? '_eta' : 'eta', 'Floats'],
  [result, 'Floats'],
  ['rows', 'number'],
];

/** A function of η and y that returns the loss, and writes the gradient where there is one. */
const reader = (name: string, row: PrintedRow, shape: Shape, soft: boolean): string[] => {
  const writes = row.outputs.length > 0;
  const parameters: [string, string][] = [
    ['eta', 'Floats'],
    ['y', soft ? 'AnyFloats' : shape.classes === null ? 'AnyFloats | Labels' : 'Labels'],
  ];
  if (writes) parameters.push(['gradient', 'Floats']);
  parameters.push(['rows', 'number']);
  const from = index(shape.parameters, 0);
  const spoil = [
    'total = NaN;',
    ...(writes ? [`gradient.fill(NaN, ${from}, ${index(shape.parameters, shape.parameters)});`] : []),
  ];
  return [
    `function ${signature(name, parameters, 'number', shape.types)} {`,
    ...indent([
      'let total = 0;',
      ...overRows([
        ...readEta(shape),
        ...readOutcome(shape, soft),
        ...guarded(row, spoil),
        `total += ${row.loss};`,
        ...row.outputs.map((output, k) => `gradient[${index(shape.parameters, k)}] = ${output};`),
      ]),
      'return total;',
    ]),
    '}',
  ];
};

/** The public function that sends class indices one way and soft labels the other. */
const chooser = (name: string, parameters: [string, string][], shape: Shape): string[] => {
  const args = parameters.map(([arg]) => arg.replace('?', '')).join(', ');
  return [
    `export function ${signature(name, parameters, 'number', shape.types)} {`,
    ...indent([
      'if (y instanceof Float64Array || y instanceof Float32Array)',
      `  return ${name}OfSoftLabels(${args});`,
      `return ${name}OfLabels(${args});`,
    ]),
    '}',
  ];
};

const observed = (name: 'loss' | 'gradient', rows: PrintedRows, shape: Shape): string[] => {
  if (shape.classes === null) return [`export ${reader(name, rows.get(name)!, shape, false).join('\n')}`];
  const parameters: [string, string][] = [
    ['eta', 'Floats'],
    ['y', 'AnyFloats | Labels'],
  ];
  if (name === 'gradient') parameters.push(['gradient', 'Floats']);
  parameters.push(['rows', 'number']);
  return [
    ...reader(`${name}OfLabels`, rows.get(name)!, shape, false),
    '',
    ...reader(`${name}OfSoftLabels`, rows.get(`${name}Soft`)!, shape, true),
    '',
    ...chooser(name, parameters, shape),
  ];
};

const constantsOf = (kernel: Kernel, precision: 'f64' | 'f32'): string[] => [
  `export const family = ${JSON.stringify(kernel.family).replaceAll('"', "'")};`,
  `export const classes = ${kernel.classes};`,
  `export const parameters = ${kernel.parameters};`,
  ...(kernel.outcomes.length > 1 ? [`export const columns = ${kernel.columns};`] : []),
  `export const precision = '${precision}';`,
  ...(kernel.link === null ? [] : [`export const link = '${kernel.link}';`]),
  ...(kernel.support === null ? [] : [`export const support = ${kernel.support};`]),
  ...(kernel.dispersion === 'fixed' ? [] : [`export const dispersion = '${kernel.dispersion}';`]),
];

/** Types that functions share, each with its declaration. */
const typesOf = (precision: 'f64' | 'f32'): readonly (readonly [string, readonly string[]])[] => [
  ['Floats', [`type Floats = ${precision === 'f64' ? 'Float64Array' : 'Float32Array'};`]],
  ['AnyFloats', ['type AnyFloats = Float64Array | Float32Array;']],
  ['Labels', ['type Labels = Uint8Array | Uint16Array | Int32Array;']],
  [
    'LinearOptions',
    [
      'interface LinearOptions {',
      '  rowWeights?: Floats;',
      '  offset?: Floats;',
      '  inputGradient?: Floats;',
      '}',
    ],
  ],
];

/** The constants of a module, and of the types those that its functions name. */
export const constants = (
  kernel: Kernel,
  { types, precision }: Pick<Options, 'types' | 'precision'>,
  body: string,
): string[] => {
  const named = typesOf(precision).filter(([name]) => new RegExp(`\\b${name}\\b`).test(body));
  const exported = constantsOf(kernel, precision);
  return types ? [...exported, '', ...named.flatMap(([, lines]) => lines)] : exported;
};

/** The module: header, constants, one function after the other, then what of the prelude they use. */
export const printModule = (kernel: Kernel, rows: PrintedRows, options: Options): string => {
  const names = kernel.names;
  const shape: Shape = {
    parameters: kernel.parameters,
    columns: kernel.columns,
    classes: kernel.classes,
    outcomes: kernel.outcomes,
    names,
    features: kernel.features,
    types: options.types,
  };
  const { parameters: s, columns: m } = shape;
  const wants = (name: PrintedName): boolean => kernel.functions?.has(name) ?? true;
  const only = (name: PrintedName, print: () => string[]): string[][] => (wants(name) ? [print()] : []);
  const parts = [
    ...only('response', () =>
      writer({ name: 'response', result: 'mean', width: m }, rows.get('response')!, shape),
    ),
    ...only('loss', () => observed('loss', rows, shape)),
    ...only('gradient', () => observed('gradient', rows, shape)),
    ...only('hessian', () =>
      writer({ name: 'hessian', result: 'hessian', width: s * s }, rows.get('hessian')!, shape),
    ),
    ...only('jacobian', () =>
      writer({ name: 'jacobian', result: 'jacobian', width: m * s }, rows.get('jacobian')!, shape),
    ),
    ...linearFunctions(rows, shape, { wants, outcome: (soft) => readOutcome(shape, soft) }),
    ...outcomeFunctions(rows, shape, wants),
  ];
  const functions = parts.map((part) => part.join('\n')).join('\n\n');
  const body = `${constants(kernel, options, functions).join('\n')}\n\n${functions}`;
  const prelude = usedOf(options.prelude, body).map((text) => `\n${text}\n`);
  return `${header(kernel, 'ts').join('\n')}\n\n${body}\n${prelude.join('')}`;
};

/** The functions of a prelude that a text calls, or that those call. */
const usedOf = (prelude: readonly string[], body: string): readonly string[] =>
  prelude.reduceRight<readonly string[]>((used, text) => {
    const name = /function (\w+)\(/.exec(text)?.[1] ?? '';
    return new RegExp(`\\b${name}\\(`).test(`${body}${used.join('')}`) ? [text, ...used] : used;
  }, []);

/** Functions of the outcome alone: what the loss leaves out, and the least it could be. */
const outcomeFunctions = (
  rows: PrintedRows,
  shape: Shape,
  wants: (name: PrintedName) => boolean,
): string[][] =>
  (['logBaseMeasure', 'saturatedLoss'] as const satisfies RowName[]).flatMap((name) => {
    const row = rows.get(name);
    if (row === undefined || !wants(name)) return [];
    const uses = (word: string): boolean =>
      [...row.declarations, row.loss].some((line) => new RegExp(`\\b${word}\\b`).test(line));
    const parameters: [string, string][] = [
      ['y', 'AnyFloats | Labels'],
      ['rows', 'number'],
      ['rowWeights?', 'Floats'],
      ...(uses('dispersion')
        ? [[shape.types ? 'dispersion' : 'dispersion = 1', 'number = 1'] as [string, string]]
        : []),
    ];
    return [
      [
        `export function ${signature(name, parameters, 'number', shape.types)} {`,
        ...indent([
          'let total = 0;',
          ...overRows([
            'const weight = rowWeights ? rowWeights[i] : 1;',
            'if (weight === 0) continue;',
            ...readOutcome(shape, false),
            ...guarded(row, ['total = NaN;']),
            `total += ${row.loss};`,
          ]),
          'return total;',
        ]),
        '}',
      ],
    ];
  });
