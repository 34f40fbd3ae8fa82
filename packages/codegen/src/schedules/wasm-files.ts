// The files of the wasm target: the module, its loader, and the loader's types.
import type { Kernel } from '../kernel.js';
import { constantsOf } from './constants.js';
import { header } from './header.js';
import { offered, printLoader } from './wasm-loader.js';

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

const types = (kernel: Kernel): string[] => [
  `type Floats = ${kernel.precision === 'f64' ? 'Float64Array' : 'Float32Array'};`,
  'type AnyFloats = Float64Array | Float32Array;',
  'type Labels = Uint8Array | Uint16Array | Int32Array;',
  'interface LinearOptions {',
  ...indented(['rowWeights?: Floats;', 'offset?: Floats;', 'inputGradient?: Floats;']),
  '}',
];

const signatures: { readonly [name: string]: readonly string[] } = {
  response: ['(eta: Floats, mean: Floats, rows: number): void'],
  loss: ['(eta: Floats, y: AnyFloats | Labels, rows: number): number'],
  gradient: ['(eta: Floats, y: AnyFloats | Labels, gradient: Floats, rows: number): number'],
  hessian: ['(eta: Floats, hessian: Floats, rows: number): void'],
  jacobian: ['(eta: Floats, jacobian: Floats, rows: number): void'],
  linearGradient: [
    '(',
    ...indented([
      'x: Floats,',
      'weights: Floats,',
      'y: AnyFloats | Labels,',
      'gradient: Floats,',
      'rows: number,',
      'features: number,',
      'options?: LinearOptions,',
    ]),
    '): number',
  ],
  linearResponse: [
    '(',
    ...indented([
      'x: Floats,',
      'weights: Floats,',
      'mean: Floats,',
      'rows: number,',
      'features: number,',
      'options?: LinearOptions,',
    ]),
    '): void',
  ],
  logBaseMeasure: ['(y: AnyFloats | Labels, rows: number, rowWeights?: Floats, dispersion?: number): number'],
  saturatedLoss: ['(y: AnyFloats | Labels, rows: number, rowWeights?: Floats): number'],
};

/** The type of a constant, from its value: objects are spelt out. */
const typeOf = (value: string): string =>
  value
    .replaceAll(/: (-?[\d.e+-]+|-?Infinity)/g, ': number')
    .replaceAll(/: true/g, ': boolean')
    .replaceAll(',', ';');

const declarations = (kernel: Kernel): string => {
  const names = offered(kernel);
  const members = names.flatMap((name) => {
    const [first, ...rest] = signatures[name];
    const lines = [`${name}${first}`, ...rest];
    return [...lines.slice(0, -1), `${lines.at(-1)!};`];
  });
  const constants = constantsOf(kernel);
  return [
    ...header(kernel, 'wasm'),
    '',
    ...constants.map(([name, value]) => `export declare const ${name}: ${typeOf(value)};`),
    "/** 'relaxed' where the engine fuses products, which are then rounded once instead of twice. */",
    "export declare const multiplyAdd: 'relaxed' | 'plain';",
    '',
    ...types(kernel),
    'interface Kernels {',
    ...indented([
      ...constants.map(([name]) => `readonly ${name}: typeof ${name};`),
      'readonly multiplyAdd: typeof multiplyAdd;',
      ...members,
      '/** The address of so many bytes of the memory. An array over them is used where it lies; others are copied. */',
      'allocate(bytes: number): number;',
      '/** Arrays over its buffer have to be made anew once it has grown. */',
      'readonly memory: WebAssembly.Memory;',
    ]),
    '}',
    '',
    '/** The kernels over a memory of their own that holds so many bytes beside what they need. */',
    'export declare function instantiate(capacity?: number): Kernels;',
    ...[...names, 'allocate', 'memory'].map((name) => `export declare const ${name}: Kernels['${name}'];`),
    'export { };',
    '',
  ].join('\n');
};

/** Loader and types of a module that stands beside them. */
export const loaderFiles = (
  kernel: Kernel,
  stem: string,
): readonly { readonly path: string; readonly contents: string }[] => [
  {
    path: `${stem}.wasm.js`,
    contents: `${header(kernel, 'wasm').join('\n')}\n\n${printLoader(kernel, { stem })}`,
  },
  { path: `${stem}.wasm.d.ts`, contents: declarations(kernel) },
];
