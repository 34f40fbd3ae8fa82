// The linear functions of the loop form in TypeScript: the logits of a row by one pass over its features, the row, and back.
import type { Kernel, PrintedName } from '../kernel.js';
import { indent, signature } from '../schedules/ts-text.js';
import type { Spelling } from './ts-tree.js';

const guard = ({ features }: Kernel): string[] =>
  features === null
    ? []
    : [`if (features !== ${features}) throw new RangeError('this kernel is for ${features} features');`];

const linear = (
  {
    name,
    takes,
    gives,
  }: {
    readonly name: string;
    readonly takes: readonly (readonly [string, string])[];
    readonly gives: string;
  },
  body: readonly string[],
  { types }: Spelling,
): string[] => {
  const parameters: [string, string][] = [
    ...takes.map(([each, type]): [string, string] => [each, type]),
    ['rows', 'number'],
    ['features', 'number'],
    [types ? 'options' : 'options = {}', 'LinearOptions = {}'],
  ];
  return [`export function ${signature(name, parameters, gives, types)} {`, ...indent(body), '}'];
};

const predict = (spelling: Spelling): string[] => {
  const takes: [string, string][] = [
    ['x', 'Floats'],
    ['weights', 'Floats'],
    ['i', 'number'],
    ['features', 'number'],
    ['offset', 'Floats | undefined'],
  ];
  return [
    '/** Reads the logits of row i: its features times the weights, and its offset. */',
    `function ${signature('predictLogits', takes, 'void', spelling.types)} {`,
    ...indent([
      'for (let k = 0; k < parameters; k++) logits[k] = offset ? offset[parameters * i + k] : 0;',
      'for (let j = 0, from = 0; j < features; j++, from += parameters) {',
      '  const value = x[features * i + j];',
      '  for (let k = 0; k < parameters; k++) logits[k] += value * weights[from + k];',
      '}',
    ]),
    '}',
  ];
};

const gradientBody = [
  'const { rowWeights, offset, inputGradient } = options;',
  'let total = 0;',
  'for (let i = 0; i < rows; i++) {',
  ...indent([
    'const at = features * i;',
    'const weight = rowWeights ? rowWeights[i] : 1;',
    'if (weight === 0) {',
    '  if (inputGradient) inputGradient.fill(0, at, at + features);',
    '  continue;',
    '}',
    'predictLogits(x, weights, i, features, offset);',
    'total += weight * gradientOfRow(y, i, steps, 0);',
    'for (let k = 0; k < parameters; k++) steps[k] *= weight;',
    'for (let j = 0, from = 0; j < features; j++, from += parameters) {',
    '  const value = x[at + j];',
    '  for (let k = 0; k < parameters; k++) gradient[from + k] += value * steps[k];',
    '}',
    'if (!inputGradient) continue;',
    'for (let j = 0, from = 0; j < features; j++, from += parameters) {',
    '  let sum = weights[from] * steps[0];',
    '  for (let k = 1; k < parameters; k++) sum += weights[from + k] * steps[k];',
    '  inputGradient[at + j] = sum;',
    '}',
  ]),
  '}',
  'return total;',
];

const responseBody = [
  'const { offset } = options;',
  'for (let i = 0; i < rows; i++) {',
  '  predictLogits(x, weights, i, features, offset);',
  '  writeProbabilities(mean, classes * i);',
  '}',
];

/** linearGradient and linearResponse, with what they share. */
export const linearLoops = (
  kernel: Kernel,
  spelling: Spelling,
  wants: (name: PrintedName) => boolean,
): string[][] => {
  const [x, weights] = [
    ['x', 'Floats'],
    ['weights', 'Floats'],
  ] as const;
  const gradient = linear(
    {
      name: 'linearGradient',
      takes: [x, weights, ['y', 'AnyFloats | Labels'], ['gradient', 'Floats']],
      gives: 'number',
    },
    [...guard(kernel), ...gradientBody],
    spelling,
  );
  const response = linear(
    { name: 'linearResponse', takes: [x, weights, ['mean', 'Floats']], gives: 'void' },
    [...guard(kernel), ...responseBody],
    spelling,
  );
  const steps = [
    '// What a row adds to the gradient, before its features are multiplied in.',
    'const steps = new Float64Array(parameters);',
  ];
  return [
    ...(wants('linearGradient') ? [gradient] : []),
    ...(wants('linearResponse') ? [response] : []),
    ...(wants('linearGradient') ? [steps] : []),
    ...(wants('linearGradient') || wants('linearResponse') ? [predict(spelling)] : []),
  ];
};
