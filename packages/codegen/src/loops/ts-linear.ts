// The linear functions of the loop form in TypeScript: the logits of a row by one pass over its features, the row, and back.
import type { Kernel, PrintedName } from '../kernel.js';
import { indent, signature, withoutMean } from '../schedules/ts-text.js';
import type { Spelling } from './ts-tree.js';

/** How the linear functions call what computes one row. */
export interface RowCalls {
  /** The array into which the natural parameters of row i are read. */
  readonly values: string;
  /** Writes the gradient of row i into `steps`, and is its loss. */
  readonly gradient: string;
  /** Writes the mean of row i; null where there is none. */
  readonly response: string | null;
}

const guard = ({ features }: Kernel): string[] =>
  features === null
    ? []
    : [
        `if (features !== ${features}) throw new RangeError(\`this kernel is for ${features} features, not \${features}\`);`,
      ];

const linear = (
  {
    name,
    takes,
    gives,
    unread = false,
  }: {
    readonly name: string;
    readonly takes: readonly (readonly [string, string])[];
    readonly gives: string;
    readonly unread?: boolean;
  },
  body: readonly string[],
  { types }: Spelling,
): string[] => {
  const parameters: [string, string][] = [
    ...takes.map(([each, type]): [string, string] => [each, type]),
    ['rows', 'number'],
    [unread ? '_features' : 'features', 'number'],
    [`${unread ? '_' : ''}${types ? 'options' : 'options = {}'}`, 'LinearOptions = {}'],
  ];
  return [`export function ${signature(name, parameters, gives, types)} {`, ...indent(body), '}'];
};

const predict = (spelling: Spelling, values: string): string[] => {
  const takes: [string, string][] = [
    ['x', 'Floats'],
    ['weights', 'Floats'],
    ['i', 'number'],
    ['features', 'number'],
    ['offset', 'Floats | undefined'],
  ];
  return [
    `/** Predicts row i: its features times the weights, and its offset. */`,
    `function ${signature('predictRow', takes, 'void', spelling.types)} {`,
    ...indent([
      `for (let k = 0; k < parameters; k++) ${values}[k] = offset ? offset[parameters * i + k] : 0;`,
      'for (let j = 0, from = 0; j < features; j++, from += parameters) {',
      '  const value = x[features * i + j];',
      `  for (let k = 0; k < parameters; k++) ${values}[k] += value * weights[from + k];`,
      '}',
    ]),
    '}',
  ];
};

const gradientBody = (ofRow: string): string[] => [
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
    'predictRow(x, weights, i, features, offset);',
    `total += weight * ${ofRow};`,
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

const responseBody = (ofRow: string): string[] => [
  'const { offset } = options;',
  'for (let i = 0; i < rows; i++) {',
  '  predictRow(x, weights, i, features, offset);',
  `  ${ofRow};`,
  '}',
];

/** linearGradient and linearResponse, with what they share. */
export const linearLoops = (kernel: Kernel, spelling: Spelling, calls: RowCalls): string[][] => {
  const wants = (name: PrintedName): boolean => kernel.functions?.has(name) ?? true;
  const [x, weights, mean] = [
    ['x', 'Floats'],
    ['weights', 'Floats'],
    ['mean', 'Floats'],
  ] as const;
  const gradient = linear(
    {
      name: 'linearGradient',
      takes: [x, weights, ['y', 'AnyFloats | Labels'], ['gradient', 'Floats']],
      gives: 'number',
    },
    [...guard(kernel), ...gradientBody(calls.gradient)],
    spelling,
  );
  const response =
    calls.response === null
      ? linear(
          {
            name: 'linearResponse',
            takes: [['_x', 'Floats'], ['_weights', 'Floats'], mean],
            gives: 'void',
            unread: true,
          },
          withoutMean('mean', kernel.columns),
          spelling,
        )
      : linear(
          { name: 'linearResponse', takes: [x, weights, mean], gives: 'void' },
          [...guard(kernel), ...responseBody(calls.response)],
          spelling,
        );
  const steps = [
    '// What a row adds to the gradient, before its features are multiplied in.',
    'const steps = new Float64Array(parameters);',
  ];
  const predicts = wants('linearGradient') || (wants('linearResponse') && calls.response !== null);
  return [
    ...(wants('linearGradient') ? [gradient] : []),
    ...(wants('linearResponse') ? [response] : []),
    ...(wants('linearGradient') ? [steps] : []),
    ...(predicts ? [predict(spelling, calls.values)] : []),
  ];
};
