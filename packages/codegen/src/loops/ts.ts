// The loop form in TypeScript: the logits of a row, their exponentials in the leaves of a tree, and what is made of both.
import type { Kernel, PrintedName } from '../kernel.js';
import { constants } from '../schedules/ts.js';
import { preludeFor } from '../print.js';
import { indent } from '../schedules/ts-text.js';
import { exponentials } from '../targets/ts-prelude.js';
import { header } from '../schedules/header.js';
import { linearLoops } from './ts-linear.js';
import type { RowCalls } from './ts-linear.js';
import { functionOf, scratch, trees } from './ts-tree.js';
import type { Spelling } from './ts-tree.js';

type Parameters = readonly (readonly [string, string])[];

const exponentiate = (kernel: Kernel, spelling: Spelling): string[] => [
  '/** Fills the tree with exp(x - m), m the largest logit; returns the class of m, -1 where a logit is not finite. */',
  ...functionOf(spelling)({ name: 'exponentiate', takes: [], gives: 'number' }, [
    `let top = ${kernel.form === 'baseline' ? 'classes - 1' : '0'};`,
    'for (let k = 0; k < classes; k++) {',
    '  if (!(Math.abs(logits[k]) < Infinity)) return -1;',
    '  if (logits[k] > logits[top]) top = k;',
    '}',
    'const m = logits[top];',
    'for (let k = 0; k < classes; k++) exponentials[leafOf[k]] = expBelow(logits[k], m);',
    'addExponentials();',
    'return top;',
  ]),
];

const readLogits = (spelling: Spelling): string[] =>
  functionOf(spelling)(
    {
      name: 'readLogits',
      takes: [
        ['eta', 'Floats'],
        ['at', 'number'],
      ],
      gives: 'void',
    },
    ['for (let k = 0; k < parameters; k++) logits[k] = eta[at + k];'],
  );

const isSoft = 'y instanceof Float64Array || y instanceof Float32Array';

const observedRow: Parameters = [
  ['y', 'AnyFloats | Labels'],
  ['i', 'number'],
];

const lossOfRow = (spelling: Spelling): string[] => [
  '/** -log p of row i, whose exponentials fill the tree; NaN where its label is out of range, or a share negative. */',
  ...functionOf(spelling)(
    { name: 'lossOfRow', takes: [...observedRow, ['top', 'number']], gives: 'number' },
    [
      'const m = logits[top];',
      'const rest = Math.log1p(allBut(1));',
      `if (!(${isSoft})) {`,
      '  const label = y[i];',
      '  return 0 <= label && label < classes ? m - logits[label] + rest : NaN;',
      '}',
      'for (let k = 0; k < classes; k++) {',
      '  const t = y[classes * i + k];',
      '  if (!(0 <= t && t < Infinity)) return NaN;',
      '  losses[leafOf[k]] = t === 0 ? 0 : t * (m - logits[k] + rest);',
      '}',
      'return addPairs(losses);',
    ],
  ),
];

const gradientOfRow = (spelling: Spelling): string[] => [
  '/** Writes the gradient of row i, whose logits are read, and returns its loss. */',
  ...functionOf(spelling)(
    {
      name: 'gradientOfRow',
      takes: [
        ...observedRow,
        ['gradient', spelling.precision === 'f64' ? 'Floats' : 'AnyFloats'],
        ['at', 'number'],
      ],
      gives: 'number',
    },
    [
      'const top = exponentiate();',
      'const own = top < 0 ? NaN : lossOfRow(y, i, top);',
      'if (Number.isNaN(own)) {',
      '  gradient.fill(NaN, at, at + parameters);',
      '  return NaN;',
      '}',
      'const s = allBut(0);',
      `if (!(${isSoft})) {`,
      '  for (let k = 0; k < parameters; k++) gradient[at + k] = exponentials[leafOf[k]] / s;',
      '  const label = y[i];',
      '  // p - 1 is what the others have, with its sign',
      '  if (label < parameters) gradient[at + label] = -allBut(exponentials[leafOf[label]]) / s;',
      '  return own;',
      '}',
      'for (let k = 0; k < classes; k++) shares[leafOf[k]] = y[classes * i + k];',
      'addPairs(shares);',
      'for (let k = 0; k < parameters; k++) {',
      '  const leaf = leafOf[k];',
      '  const p = exponentials[leaf] / s;',
      '  const q = allBut(exponentials[leaf]) / s;',
      '  gradient[at + k] = sumOfOthers(shares, leaf) * p - shares[leaf] * q;',
      '}',
      'return own;',
    ],
  ),
];

const overRows = (body: readonly string[]): string[] => [
  'for (let i = 0; i < rows; i++) {',
  ...indent(['readLogits(eta, parameters * i);', ...body]),
  '}',
];

const rows: Parameters[number] = ['rows', 'number'];
const eta: Parameters[number] = ['eta', 'Floats'];

const response = (spelling: Spelling): string[] =>
  functionOf(spelling)(
    { name: 'response', takes: [eta, ['mean', 'Floats'], rows], gives: 'void' },
    overRows(['writeProbabilities(mean, classes * i);']),
  );

const writeProbabilities = (spelling: Spelling): string[] => [
  '/** Writes the probabilities of the row whose logits are read. */',
  ...functionOf(spelling)(
    {
      name: 'writeProbabilities',
      takes: [
        ['mean', 'Floats'],
        ['at', 'number'],
      ],
      gives: 'void',
    },
    [
      'if (exponentiate() < 0) mean.fill(NaN, at, at + classes);',
      'else {',
      '  const s = allBut(0);',
      '  for (let k = 0; k < classes; k++) mean[at + k] = exponentials[leafOf[k]] / s;',
      '}',
    ],
  ),
];

const loss = (spelling: Spelling): string[] =>
  functionOf(spelling)({ name: 'loss', takes: [eta, ['y', 'AnyFloats | Labels'], rows], gives: 'number' }, [
    'let total = 0;',
    ...overRows(['const top = exponentiate();', 'total += top < 0 ? NaN : lossOfRow(y, i, top);']),
    'return total;',
  ]);

const gradient = (spelling: Spelling): string[] =>
  functionOf(spelling)(
    {
      name: 'gradient',
      takes: [eta, ['y', 'AnyFloats | Labels'], ['gradient', 'Floats'], rows],
      gives: 'number',
    },
    [
      'let total = 0;',
      ...overRows(['total += gradientOfRow(y, i, gradient, parameters * i);']),
      'return total;',
    ],
  );

/** Covariances of the indicators of classes and those of parameters. */
const covariances = (spelling: Spelling): string[] => [
  '/** Writes p (1 - p) where row and column are one class, else the product of two probabilities with its sign. */',
  ...functionOf(spelling)(
    { name: 'covariances', takes: [eta, ['result', 'Floats'], rows, ['height', 'number']], gives: 'void' },
    overRows([
      'const at = height * parameters * i;',
      'if (exponentiate() < 0) {',
      '  result.fill(NaN, at, at + height * parameters);',
      '  continue;',
      '}',
      'const s = allBut(0);',
      'for (let j = 0; j < height; j++) {',
      '  const p = exponentials[leafOf[j]] / s;',
      '  const to = at + parameters * j;',
      '  for (let k = 0; k < parameters; k++) result[to + k] = -p * (exponentials[leafOf[k]] / s);',
      '  if (j < parameters) result[to + j] = p * (allBut(exponentials[leafOf[j]]) / s);',
      '}',
    ]),
  ),
];

const second = (name: 'hessian' | 'jacobian', height: string, spelling: Spelling): string[] =>
  functionOf(spelling)({ name, takes: [eta, [name, 'Floats'], rows], gives: 'void' }, [
    `covariances(eta, ${name}, rows, ${height});`,
  ]);

const softmaxRow: RowCalls = {
  values: 'logits',
  gradient: 'gradientOfRow(y, i, steps, 0)',
  response: 'writeProbabilities(mean, classes * i)',
};

/** The module of a kernel in its loop form. */
export const printLoops = (kernel: Kernel, spelling: Spelling): string => {
  const wants = (name: PrintedName): boolean => kernel.functions?.has(name) ?? true;
  const exported = (name: PrintedName, [first, ...rest]: readonly string[]): string[][] =>
    wants(name) ? [[`export ${first}`, ...rest]] : [];
  const some = (names: readonly PrintedName[], lines: readonly string[]): (readonly string[])[] =>
    names.some(wants) ? [lines] : [];
  const parts = [
    ...exported('response', response(spelling)),
    ...exported('loss', loss(spelling)),
    ...exported('gradient', gradient(spelling)),
    ...exported('hessian', second('hessian', 'parameters', spelling)),
    ...exported('jacobian', second('jacobian', 'classes', spelling)),
    ...linearLoops(kernel, spelling, softmaxRow),
    ...some(['response', 'loss', 'gradient', 'hessian', 'jacobian'], readLogits(spelling)),
    ...some(['response', 'linearResponse'], writeProbabilities(spelling)),
    ...some(['gradient', 'linearGradient'], gradientOfRow(spelling)),
    ...some(['loss', 'gradient', 'linearGradient'], lossOfRow(spelling)),
    ...some(['hessian', 'jacobian'], covariances(spelling)),
    exponentiate(kernel, spelling),
  ];
  const text = parts.map((part) => part.join('\n')).join('\n\n');
  const helpers = used(trees(spelling), `${text} findLeaf`);
  const functions = [text, ...helpers.map((part) => part.join('\n'))].join('\n\n');
  const memory = used(scratch(kernel), `${functions} findLeaf leafOf leaves`);
  return [
    header(kernel, 'ts').join('\n'),
    constants(kernel, spelling, functions).join('\n'),
    memory.map((part) => part.join('\n')).join('\n'),
    functions,
    ...preludeFor(functions, exponentials(spelling.types, spelling)),
  ]
    .join('\n\n')
    .concat('\n');
};

/** The declarations whose names a text holds. */
const used = (declarations: readonly (readonly string[])[], text: string): (readonly string[])[] =>
  declarations.filter((lines) => {
    const name = /^(?:const|function) (\w+)/m.exec(lines.join('\n'))?.[1] ?? '';
    return new RegExp(`\\b${name}\\b`).test(text);
  });
