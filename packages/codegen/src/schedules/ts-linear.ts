// The linear functions of the TypeScript target: in blocks of rows η = x·weights, the plain functions on those, and the steps of
// their gradient back through the features. One pass over x, for a block stays in the fastest memory.
import type { PrintedName } from '../kernel.js';
import type { PrintedRow } from '../print.js';
import { blockText, products } from './ts-products.js';
import { indent, signature, withoutMean } from './ts-text.js';
import type { Parameters, Shape } from './ts-text.js';

/** A module for a fixed number of features is called with no other. */
const guard = ({ features }: Shape): string[] =>
  features === null
    ? []
    : [
        `if (features !== ${features}) throw new RangeError(\`this kernel is for ${features} features, not \${features}\`);`,
      ];

/** The parameters of a linear function, with what it reads and writes beside x and the weights. */
const parametersOf = (taken: Parameters, { types }: Shape): Parameters => [
  ['x', 'Floats'],
  ['weights', 'Floats'],
  ...taken,
  ['rows', 'number'],
  ['features', 'number'],
  [types ? 'options' : 'options = {}', 'LinearOptions = {}'],
];

const linearGradient = (shape: Shape): string[] => {
  const parameters = parametersOf(
    [
      ['y', 'AnyFloats | Labels'],
      ['gradient', 'Floats'],
    ],
    shape,
  );
  return [
    `export function ${signature('linearGradient', parameters, 'number', shape.types)} {`,
    ...indent([
      ...guard(shape),
      'const { rowWeights, offset, inputGradient } = options;',
      'if (inputGradient) inputGradient.fill(0, 0, rows * features);',
      'let total = 0;',
      `const block = ${blockText(shape)};`,
      'let stop = 0; // the next row of weight 0',
      'for (let from = 0, size = 0; from < rows; from += Math.max(size, 1)) {',
      '  if (stop <= from) stop = rowWeights?.indexOf(0, from) ?? -1;',
      '  if (stop < 0) stop = rows;',
      '  size = Math.min(block, stop - from, rows - from);',
      '  predict(x, weights, offset, from, size, features);',
      '  total += gradientOfRows(work, y, work, size, from, rowWeights);',
      '  accumulate(x, gradient, from, size, features);',
      '  if (inputGradient) spread(inputGradient, weights, from, size, features);',
      '}',
      'return total;',
    ]),
    '}',
  ];
};

const linearResponse = (row: PrintedRow, shape: Shape): string[] => {
  const parameters = parametersOf([['mean', 'Floats']], shape);
  const begin = (names: Parameters): string =>
    `export function ${signature('linearResponse', names, 'void', shape.types)} {`;
  if (row.outputs.length === 0) {
    const read = new Set(['mean', 'rows']);
    const unread = parameters.map(([name, type]) => [read.has(name) ? name : `_${name}`, type] as const);
    return [begin(unread), ...indent(withoutMean('mean', shape.columns)), '}'];
  }
  const { columns: m } = shape;
  const part = m === 1 ? 'from, from + size' : `${m} * from, ${m} * (from + size)`;
  return [
    begin(parameters),
    ...indent([
      ...guard(shape),
      'const { offset } = options;',
      `const block = ${blockText(shape)};`,
      'for (let from = 0; from < rows; from += block) {',
      '  const size = Math.min(block, rows - from);',
      '  predict(x, weights, offset, from, size, features);',
      `  response(work, mean.subarray(${part}), size);`,
      '}',
    ]),
    '}',
  ];
};

/** linearGradient and linearResponse, with what they call beside the plain functions. */
export const linearFunctions = (
  response: PrintedRow,
  shape: Shape,
  wants: (name: PrintedName) => boolean,
): string[][] => {
  const gradient = wants('linearGradient');
  const predicts = gradient || (wants('linearResponse') && response.outputs.length > 0);
  return [
    ...(gradient ? [linearGradient(shape)] : []),
    ...(wants('linearResponse') ? [linearResponse(response, shape)] : []),
    ...products(shape, { predicts, gradient }),
  ];
};
