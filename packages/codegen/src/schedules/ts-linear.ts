// The linear functions of the TypeScript target, one pass over x: η of a row by the inner loop over features, the row kernel,
// and back through the same loop. Unrolled over the natural parameters, so each feature is read twice and each weight once.
import type { PrintedRow } from '../print.js';
import { indent, index, signature, unless, withoutMean } from './ts-text.js';
import type { Shape } from './ts-text.js';

/** Where the value of a feature stands in the row, and its weight for each natural parameter. */
interface Feature {
  readonly value: string;
  readonly weight: (parameter: number) => string;
}

const plus = (name: string, offset: number): string => (offset === 0 ? name : `${name} + ${offset}`);

/** A loop over the features, or one block after the other where their number is fixed. */
const overFeatures = (
  { parameters, features }: Shape,
  body: (feature: Feature) => readonly string[],
): string[] => {
  if (features === null)
    return [
      `for (let j = 0, k = 0; j < features; j++, k += ${parameters}) {`,
      ...indent(body({ value: 'at + j', weight: (parameter) => plus('k', parameter) })),
      '}',
    ];
  return Array.from({ length: features }, (_, j) => [
    '{',
    ...indent(body({ value: plus('at', j), weight: (parameter) => String(j * parameters + parameter) })),
    '}',
  ]).flat();
};

/** A module for a fixed number of features is called with no other. */
const guard = ({ features }: Shape): string[] =>
  features === null
    ? []
    : [`if (features !== ${features}) throw new RangeError('this kernel is for ${features} features');`];

/** η = x·weights + offset of row i. */
const predictor = (shape: Shape): string[] => [
  ...shape.names.map((name, k) => `let ${name} = offset ? offset[${index(shape.parameters, k)}] : 0;`),
  ...overFeatures(shape, ({ value, weight }) => [
    `const value = x[${value}];`,
    ...shape.names.map((name, k) => `${name} += value * weights[${weight(k)}];`),
  ]),
];

/** One way in which the outcome is given: the function, its row kernel, and how it reads the outcome of row i. */
interface Way {
  readonly name: string;
  readonly row: 'gradient' | 'gradientSoft';
  readonly outcome: readonly string[];
}

const gradientFunction = ({ name, row: of, outcome }: Way, row: PrintedRow, shape: Shape): string[] => {
  const y = of === 'gradientSoft' ? 'AnyFloats' : shape.classes === null ? 'AnyFloats | Labels' : 'Labels';
  const steps = shape.names.map((_, k) => `step${k + 1}`);
  return [
    `function ${signature(name, linearParameters(y), 'number', shape.types)} {`,
    ...indent([
      ...guard(shape),
      'const { rowWeights, offset, inputGradient } = options;',
      'let total = 0;',
      'for (let i = 0; i < rows; i++) {',
      ...indent([
        'const at = i * features;',
        'const weight = rowWeights ? rowWeights[i] : 1;',
        'if (weight === 0) {',
        '  if (inputGradient) inputGradient.fill(0, at, at + features);',
        '  continue;',
        '}',
        ...predictor(shape),
        ...outcome,
        ...row.before,
        ...unless(row.valid, [
          'total = NaN;',
          'gradient.fill(NaN, 0, features * parameters);',
          'if (inputGradient) inputGradient.fill(NaN, at, at + features);',
        ]),
        ...row.declarations,
        `total += weight * (${row.loss});`,
        ...steps.map((step, k) => `const ${step} = weight * ${bracketed(row.outputs[k])};`),
        ...overFeatures(shape, ({ value, weight }) => [
          `const value = x[${value}];`,
          ...steps.map((step, k) => `gradient[${weight(k)}] += value * ${step};`),
          `if (inputGradient) inputGradient[${value}] = ${steps.map((step, k) => `weights[${weight(k)}] * ${step}`).join(' + ')};`,
        ]),
      ]),
      '}',
      'return total;',
    ]),
    '}',
  ];
};

const bracketed = (text: string): string => (/^[\w.]+$/.test(text) ? text : `(${text})`);

const linearParameters = (y: string): [string, string][] => [
  ['x', 'Floats'],
  ['weights', 'Floats'],
  ['y', y],
  ['gradient', 'Floats'],
  ['rows', 'number'],
  ['features', 'number'],
  ['options', 'LinearOptions'],
];

const chooser = (shape: Shape): string[] => {
  const parameters = linearParameters('AnyFloats | Labels').slice(0, -1);
  const args = 'x, weights, y, gradient, rows, features, options';
  const optional: [string, string][] = [
    ...parameters,
    [shape.types ? 'options' : 'options = {}', 'LinearOptions = {}'],
  ];
  return [
    `export function ${signature('linearGradient', optional, 'number', shape.types)} {`,
    ...(shape.classes === null
      ? [`  return linearGradientOfOutcomes(${args});`]
      : [
          '  if (y instanceof Float64Array || y instanceof Float32Array)',
          `    return linearGradientOfSoftLabels(${args});`,
          `  return linearGradientOfLabels(${args});`,
        ]),
    '}',
  ];
};

const responseFunction = (row: PrintedRow, shape: Shape): string[] => {
  const m = shape.columns;
  const parameters: [string, string][] = [
    ['x', 'Floats'],
    ['weights', 'Floats'],
    ['mean', 'Floats'],
    ['rows', 'number'],
    ['features', 'number'],
    [shape.types ? 'options' : 'options = {}', 'LinearOptions = {}'],
  ];
  if (row.outputs.length === 0) {
    const unread = parameters.map(([name, type]): [string, string] => [
      name === 'mean' || name === 'rows' ? name : `_${name}`,
      type,
    ]);
    return [
      `export function ${signature('linearResponse', unread, 'void', shape.types)} {`,
      ...indent(withoutMean('mean', m)),
      '}',
    ];
  }
  return [
    `export function ${signature('linearResponse', parameters, 'void', shape.types)} {`,
    ...indent([
      ...guard(shape),
      'const { offset } = options;',
      'for (let i = 0; i < rows; i++) {',
      ...indent([
        'const at = i * features;',
        ...predictor(shape),
        ...row.before,
        ...unless(row.valid, [`mean.fill(NaN, ${index(m, 0)}, ${index(m, m)});`]),
        ...row.declarations,
        ...row.outputs.map((output, k) => `mean[${index(m, k)}] = ${output};`),
      ]),
      '}',
    ]),
    '}',
  ];
};

/** Which functions are wanted, and how they read the outcome of a row. */
interface Choice {
  readonly wants: (name: 'linearGradient' | 'linearResponse') => boolean;
  readonly outcome: (soft: boolean) => readonly string[];
}

/** linearGradient and linearResponse around the row kernels `gradient`, `gradientSoft` and `response`. */
export const linearFunctions = (
  rows: ReadonlyMap<string, PrintedRow>,
  shape: Shape,
  { wants, outcome }: Choice,
): string[][] => {
  const ways: Way[] =
    shape.classes === null
      ? [{ name: 'linearGradientOfOutcomes', row: 'gradient', outcome: outcome(false) }]
      : [
          { name: 'linearGradientOfLabels', row: 'gradient', outcome: outcome(false) },
          { name: 'linearGradientOfSoftLabels', row: 'gradientSoft', outcome: outcome(true) },
        ];
  const gradient = (): string[][] => [
    ...ways.map((way) => gradientFunction(way, rows.get(way.row)!, shape)),
    chooser(shape),
  ];
  return [
    ...(wants('linearGradient') ? gradient() : []),
    ...(wants('linearResponse') ? [responseFunction(rows.get('response')!, shape)] : []),
  ];
};
