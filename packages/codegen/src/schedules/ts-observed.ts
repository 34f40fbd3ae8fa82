// loss and gradient of the TypeScript target. Classes come as labels or as soft labels, a function for each; linear functions
// call the same gradient on a block of rows, with their weights.
import type { PrintedName } from '../kernel.js';
import { totalOf } from './factored.js';
import { guarded, overRows, readEta, readOutcome } from './ts-rows.js';
import type { PrintedRows } from './ts-rows.js';
import { indent, index, signature } from './ts-text.js';
import type { Parameters, Shape } from './ts-text.js';

/** A way in which the outcome is given. */
interface Way {
  readonly soft: boolean;
  readonly type: string;
}

const hard: Way = { soft: false, type: 'Labels' };
const soft: Way = { soft: true, type: 'AnyFloats' };
const anyOutcome = 'AnyFloats | Labels';

const lossParameters = (y: string): Parameters => [
  ['eta', 'Floats'],
  ['y', y],
  ['rows', 'number'],
];

const gradientParameters = (y: string): Parameters => [
  ['eta', 'AnyFloats'],
  ['y', y],
  ['gradient', 'AnyFloats'],
  ['rows', 'number'],
  ['from', 'number'],
  ['rowWeights?', 'Floats'],
];

/** The loss of rows whose outcome is given in one way. */
const lossPrinter =
  (rows: PrintedRows, shape: Shape) =>
  ({ soft, type }: Way, name: string): string[] => {
    const row = rows.get(soft ? 'lossSoft' : 'loss')!;
    const { start, add, result } = totalOf(row, false);
    return [
      `function ${signature(name, lossParameters(type), 'number', shape.types)} {`,
      ...indent([
        ...start,
        ...overRows([
          ...readEta(shape),
          ...readOutcome(shape, soft),
          ...guarded(row, ['total = NaN;']),
          ...add,
        ]),
        `return ${result};`,
      ]),
      '}',
    ];
  };

/** The gradient of rows whose outcomes begin at row `from`, weighted; it may overwrite η. */
const gradientPrinter =
  (rows: PrintedRows, shape: Shape) =>
  ({ soft, type }: Way, name: string): string[] => {
    const row = rows.get(soft ? 'gradientSoft' : 'gradient')!;
    const { start, add, result } = totalOf(row, true);
    const { parameters: s } = shape;
    const spoil = ['total = NaN;', `gradient.fill(NaN, ${index(s, 0)}, ${index(s, s)});`];
    return [
      `function ${signature(name, gradientParameters(type), 'number', shape.types)} {`,
      ...indent([
        ...start,
        ...overRows([
          'const at = from + i;',
          'const weight = rowWeights?.[at] ?? 1;',
          ...readEta(shape),
          ...readOutcome(shape, soft, 'at'),
          ...guarded(row, spoil),
          ...add,
          ...row.outputs.map((output, k) => `gradient[${index(s, k)}] = weight * ${bracketed(output)};`),
        ]),
        `return ${result};`,
      ]),
      '}',
    ];
  };

const bracketed = (text: string): string => (/^[\w.]+$/.test(text) ? text : `(${text})`);

/** The function for all ways in which a class is given. */
const chooser = (name: string, parameters: Parameters, { types }: Shape): string[] => {
  const args = parameters.map(([each]) => each.replace('?', '')).join(', ');
  const of = name.replace('OfRows', '');
  return [
    `function ${signature(name, parameters, 'number', types)} {`,
    ...indent([
      'if (y instanceof Float64Array || y instanceof Float32Array)',
      `  return ${of}OfSoftLabels(${args});`,
      `return ${of}OfLabels(${args});`,
    ]),
    '}',
  ];
};

const exported = ([first, ...rest]: readonly string[]): string[] => [`export ${first}`, ...rest];

const losses = (rows: PrintedRows, shape: Shape): string[][] => {
  const print = lossPrinter(rows, shape);
  if (shape.classes === null) return [exported(print({ soft: false, type: anyOutcome }, 'loss'))];
  return [
    print(hard, 'lossOfLabels'),
    print(soft, 'lossOfSoftLabels'),
    exported(chooser('loss', lossParameters(anyOutcome), shape)),
  ];
};

/** The gradient as a linear function calls it. */
const gradients = (rows: PrintedRows, shape: Shape): string[][] => {
  const print = gradientPrinter(rows, shape);
  if (shape.classes === null) return [print({ soft: false, type: anyOutcome }, 'gradientOfRows')];
  return [
    print(hard, 'gradientOfLabels'),
    print(soft, 'gradientOfSoftLabels'),
    chooser('gradientOfRows', gradientParameters(anyOutcome), shape),
  ];
};

const gradient = ({ types }: Shape): string[] => {
  const parameters: Parameters = [
    ['eta', 'Floats'],
    ['y', anyOutcome],
    ['gradient', 'Floats'],
    ['rows', 'number'],
  ];
  return [
    `export function ${signature('gradient', parameters, 'number', types)} {`,
    '  return gradientOfRows(eta, y, gradient, rows, 0);',
    '}',
  ];
};

/** loss and gradient, for each way in which the outcome is given and for all of them. */
export const observedFunctions = (
  rows: PrintedRows,
  shape: Shape,
  wants: (name: PrintedName) => boolean,
): string[][] => [
  ...(wants('loss') ? losses(rows, shape) : []),
  ...(wants('gradient') || wants('linearGradient') ? gradients(rows, shape) : []),
  ...(wants('gradient') ? [gradient(shape)] : []),
];
