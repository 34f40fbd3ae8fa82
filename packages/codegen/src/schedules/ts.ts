// The loops of the TypeScript target: over rows for the plain functions, over rows and features for the linear ones. Any row
// kernel fits into any of them.
import { isWanted } from '../kernel.js';
import type { Kernel, PrintedName, RowKernel, RowName } from '../kernel.js';
import { preludeFor } from '../print.js';
import type { PrintedRow } from '../print.js';
import type { Target } from '../target.js';
import { constantsOf } from './constants.js';
import { header } from './header.js';
import { linearFunctions } from './ts-linear.js';
import { observedFunctions } from './ts-observed.js';
import { guarded, overRows, readEta, readOutcome } from './ts-rows.js';
import type { PrintedRows } from './ts-rows.js';
import { indent, index, signature, withoutMean } from './ts-text.js';
import type { Shape } from './ts-text.js';

/** How a module is printed, and what it may need. */
export interface ModuleOptions {
  readonly precision: 'f64' | 'f32';
  readonly types: boolean;
  /** The special functions that the row kernels call. */
  readonly specials: readonly string[];
  /** What else a module may need. */
  readonly prelude: Target['prelude'];
}

/** A function of η alone, and the array that it writes so many numbers a row into. */
interface Writer {
  readonly name: 'response' | 'hessian' | 'jacobian';
  readonly result: string;
  readonly width: number;
}

const writer = ({ name, result, width }: Writer, row: PrintedRow, shape: Shape): string[] => [
  `function ${signature(name, writerParameters(result, row), 'void', shape.types)} {`,
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
  [outputs.length === 0 ? '_eta' : 'eta', result === 'mean' ? 'AnyFloats' : 'Floats'],
  [result, 'Floats'],
  ['rows', 'number'],
];

/** Whether two row kernels compute the same: of canonical natural parameters the Jacobian of the mean is the Hessian. */
export const isSame = (a: RowKernel, b: RowKernel): boolean =>
  a.valid === b.valid &&
  a.outputs.length === b.outputs.length &&
  a.outputs.every((output, k) => output === b.outputs[k]);

/** The functions of η alone that are wanted, and the response where a linear function calls it. */
const writers = (kernel: Kernel, rows: PrintedRows, shape: Shape): string[][] => {
  const { parameters: s, columns: m, types } = shape;
  const wants = (name: PrintedName): boolean => isWanted(kernel, name);
  const { response, hessian, jacobian } = kernel.rows;
  const isCalled = wants('linearResponse') && response!.outputs.length > 0;
  const print = (name: Writer['name'], result: string, width: number): string[] => {
    const [first, ...rest] = writer({ name, result, width }, rows.get(name)!, shape);
    return [wants(name) ? `export ${first}` : first, ...rest];
  };
  const calls = [
    `export function ${signature('jacobian', writerParameters('jacobian', rows.get('jacobian')!), 'void', types)} {`,
    '  hessian(eta, jacobian, rows);',
    '}',
  ];
  return [
    wants('response') || isCalled ? print('response', 'mean', m) : [],
    wants('hessian') ? print('hessian', 'hessian', s * s) : [],
    !wants('jacobian')
      ? []
      : wants('hessian') && isSame(hessian!, jacobian!)
        ? calls
        : print('jacobian', 'jacobian', m * s),
  ].filter((lines) => lines.length > 0);
};

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
  { types, precision }: Pick<ModuleOptions, 'types' | 'precision'>,
  body: string,
): string[] => {
  const named = typesOf(precision).filter(([name]) => new RegExp(`\\b${name}\\b`).test(body));
  const exported = constantsOf(kernel, precision).map(([name, value]) => `export const ${name} = ${value};`);
  return types ? [...exported, '', ...named.flatMap(([, lines]) => lines)] : exported;
};

/** The module: header, constants, one function after the other, then what of the prelude they use. */
export const printModule = (kernel: Kernel, rows: PrintedRows, options: ModuleOptions): string => {
  const shape: Shape = {
    parameters: kernel.parameters,
    columns: kernel.columns,
    classes: kernel.classes,
    outcomes: kernel.outcomes,
    names: kernel.names,
    features: kernel.features,
    types: options.types,
  };
  const wants = (name: PrintedName): boolean => isWanted(kernel, name);
  const parts = [
    ...writers(kernel, rows, shape),
    ...observedFunctions(rows, shape, wants),
    ...linearFunctions(rows.get('response')!, shape, wants),
    ...outcomeFunctions(rows, shape, wants),
  ];
  return moduleText(kernel, parts, options);
};

/** A module of these functions: header, constants, functions, and what they need. */
export const moduleText = (
  kernel: Kernel,
  parts: readonly (readonly string[])[],
  options: ModuleOptions,
): string => {
  const functions = parts.map((part) => part.join('\n')).join('\n\n');
  const body = `${constants(kernel, options, functions).join('\n')}\n\n${functions}`;
  const specials = usedOf(options.specials, body);
  const prelude = preludeFor([body, ...specials].join('\n'), options.prelude);
  const after = [...prelude, ...specials].map((text) => `\n${text}\n`);
  return `${header(kernel, 'ts').join('\n')}\n\n${body}\n${after.join('')}`;
};

/** The special functions that a text calls, or that those call. */
const usedOf = (specials: readonly string[], body: string): readonly string[] =>
  specials.reduceRight<readonly string[]>((used, text) => {
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
