// A kernel with loops over its classes in TypeScript: a function for each row, loops over rows, and the linear functions.
import type { Kernel, PrintedName, RowName } from '../kernel.js';
import { isSame, moduleText } from '../schedules/ts.js';
import type { ModuleOptions } from '../schedules/ts.js';
import { indent, withoutMean } from '../schedules/ts-text.js';
import type { Vocabulary } from '../target.js';
import type { LoopedRow, Program } from './program.js';
import { linearLoops } from './ts-linear.js';
import { printerOf, printOutputs, printStep } from './ts-pieces.js';
import { sums } from './ts-sums.js';
import { functionOf } from './ts-tree.js';

type Parameters = readonly (readonly [string, string])[];

interface Printing extends ModuleOptions {
  readonly vocabulary: Vocabulary;
}

const outcome: Parameters[number] = ['y', 'AnyFloats | Labels'];
const eta: Parameters[number] = ['eta', 'Floats'];
const rows: Parameters[number] = ['rows', 'number'];

/** What a row writes: where it goes, and how many numbers. */
interface Result {
  readonly name: string;
  readonly width: number;
}

/** The body of a row: its steps, NaN where it is not valid, its results. */
const bodyOf = (row: LoopedRow, result: Result | null, vocabulary: Vocabulary): string[] => {
  const print = printerOf(row, vocabulary);
  const step = (each: LoopedRow['steps'][number]): string[] => printStep(each, print);
  const { declarations, value } = print(row.valid);
  const own = row.loss && print(row.loss);
  const spoil = result === null ? [] : [`${result.name}.fill(NaN, at, at + ${result.width});`];
  const back = row.loss === null ? 'return;' : 'return NaN;';
  const isAlways = row.valid.outputs[0].kind === 'constant';
  return [
    ...row.steps.slice(0, row.checked).flatMap(step),
    ...declarations,
    ...(isAlways
      ? []
      : spoil.length === 0
        ? [`if (!(${value})) ${back}`]
        : [`if (!(${value})) {`, ...indent([...spoil, back]), '}']),
    ...row.steps.slice(row.checked).flatMap(step),
    ...(row.outputs === null || result === null ? [] : printOutputs(row.outputs, result.name, print)),
    ...(own === null ? [] : [...own.declarations, `return ${own.value};`]),
  ];
};

const overRows = (body: readonly string[]): string[] => [
  'for (let i = 0; i < rows; i++) {',
  ...indent(body),
  '}',
];

/** A function for one row, whose η has been read. */
const rowFunction = (name: RowName, row: LoopedRow, kernel: Kernel, options: Printing): string[] => {
  const { parameters: s, columns: m } = kernel;
  const widths: { readonly [row in RowName]?: number } = {
    response: m,
    gradient: s,
    hessian: s * s,
    jacobian: m * s,
  };
  const result =
    row.outputs === null ? null : { name: name === 'response' ? 'mean' : name, width: widths[name]! };
  const body = bodyOf(row, result, options.vocabulary);
  const uses = (word: string): boolean => body.some((line) => new RegExp(`\\b${word}\\b`).test(line));
  const takes: Parameters = [
    ...(row.loss === null ? [] : [outcome, ['from', 'number'] as const]),
    ...(result === null
      ? []
      : [[result.name, name === 'gradient' ? 'AnyFloats' : 'Floats'] as const, ['at', 'number'] as const]),
    ...['weight', 'dispersion'].filter(uses).map((each) => [each, 'number'] as const),
  ];
  const gives = row.loss === null ? 'void' : 'number';
  return [about[name] ?? '', ...functionOf(options)({ name: `${name}OfRow`, takes, gives }, body)].filter(
    Boolean,
  );
};

const about: { readonly [name in RowName]?: string } = {
  response: '/** Writes the mean of the row whose natural parameters are read. */',
  loss: '/** -log p of the row whose natural parameters are read and whose outcome begins at `from`. */',
  gradient: '/** Writes the gradient of such a row, and returns its loss. */',
};

/** The functions of η and of the outcome over rows. */
const exported = (kernel: Kernel, program: Program, options: Printing): [PrintedName, string[]][] => {
  const { parameters: s, columns: m } = kernel;
  const entries = kernel.outcomes.length;
  const print = functionOf(options);
  const read = `readRow(eta, ${s} * i);`;
  const writer = (name: 'response' | 'hessian' | 'jacobian', width: number): [PrintedName, string[]] => {
    const result = name === 'response' ? 'mean' : name;
    const isMissing = program[name]!.outputs === null;
    const body = isMissing
      ? withoutMean(result, width)
      : overRows([read, `${name}OfRow(${result}, ${width} * i);`]);
    const takes: Parameters = [[isMissing ? '_eta' : 'eta', 'Floats'], [result, 'Floats'], rows];
    return [name, print({ name, takes, gives: 'void' }, body)];
  };
  const observed = (name: 'loss' | 'gradient'): [PrintedName, string[]] => {
    const args = name === 'loss' ? `y, ${entries} * i` : `y, ${entries} * i, gradient, ${s} * i`;
    const takes: Parameters = [
      eta,
      outcome,
      ...(name === 'loss' ? [] : [['gradient', 'Floats'] as const]),
      rows,
    ];
    const body = ['let total = 0;', ...overRows([read, `total += ${name}OfRow(${args});`]), 'return total;'];
    return [name, print({ name, takes, gives: 'number' }, body)];
  };
  const { hessian, jacobian } = kernel.rows;
  const same: [PrintedName, string[]] = [
    'jacobian',
    print({ name: 'jacobian', takes: [eta, ['jacobian', 'Floats'], rows], gives: 'void' }, [
      'hessian(eta, jacobian, rows);',
    ]),
  ];
  const isCalled = (kernel.functions?.has('hessian') ?? true) && isSame(hessian!, jacobian!);
  return [
    writer('response', m),
    observed('loss'),
    observed('gradient'),
    writer('hessian', s * s),
    isCalled ? same : writer('jacobian', m * s),
    ...(['logBaseMeasure', 'saturatedLoss'] as const).flatMap((name) =>
      program[name] === undefined ? [] : [ofOutcome(name, kernel, options)],
    ),
  ];
};

/** A function of the outcome alone. */
const ofOutcome = (
  name: 'logBaseMeasure' | 'saturatedLoss',
  kernel: Kernel,
  options: Printing,
): [PrintedName, string[]] => {
  const [first] = rowFunction(name, kernel.program![name]!, kernel, options);
  const words = ['weight', 'dispersion'].filter((word) => first.includes(word));
  const takes: Parameters = [
    outcome,
    rows,
    ['rowWeights?', 'Floats'],
    ...(words.includes('dispersion')
      ? [[options.types ? 'dispersion' : 'dispersion = 1', 'number = 1'] as const]
      : []),
  ];
  const args = ['y', `${kernel.outcomes.length} * i`, ...words].join(', ');
  return [
    name,
    functionOf(options)({ name, takes, gives: 'number' }, [
      'let total = 0;',
      ...overRows([
        'const weight = rowWeights ? rowWeights[i] : 1;',
        'if (weight === 0) continue;',
        `total += ${name}OfRow(${args});`,
      ]),
      'return total;',
    ]),
  ];
};

/** The arrays that rows fill, each as long as any of them needs it. */
const memory = (program: Program): string[][] => {
  const lengths = new Map<string, number>();
  for (const { steps } of Object.values(program))
    for (const step of steps)
      if (step.kind === 'array' || step.kind === 'others' || step.kind === 'without')
        lengths.set(step.name, Math.max(lengths.get(step.name) ?? 0, step.length));
  return [...lengths].map(([name, length]) => [`const ${name} = new Float64Array(${length});`]);
};

const readRow = ({ parameters }: Kernel, options: Printing): string[] =>
  functionOf(options)(
    {
      name: 'readRow',
      takes: [
        ['eta', 'AnyFloats'],
        ['at', 'number'],
      ],
      gives: 'void',
    },
    [`for (let k = 0; k < ${parameters}; k++) etas[k] = eta[at + k];`],
  );

/** The module of a kernel with loops over its classes. */
export const printProgram = (kernel: Kernel, options: Printing): string => {
  const program = kernel.program!;
  const wants = (name: PrintedName): boolean => kernel.functions?.has(name) ?? true;
  const functions = exported(kernel, program, options).flatMap(([name, [first, ...rest]]) =>
    wants(name) ? [[`export ${first}`, ...rest]] : [],
  );
  const linear = linearLoops(kernel, options, {
    values: 'etas',
    gradient: `gradientOfRow(y, ${kernel.outcomes.length} * i, steps, 0)`,
    response: program.response!.outputs === null ? null : `responseOfRow(mean, ${kernel.columns} * i)`,
  });
  const parts = [
    ...Object.entries(program).map(([name, row]) => rowFunction(name as RowName, row, kernel, options)),
    readRow(kernel, options),
    ...sums(options, Math.max(kernel.parameters, kernel.outcomes.length)),
    ...memory(program),
    ['// The natural parameters of a row.', `const etas = new Float64Array(${kernel.parameters});`],
  ];
  const main = [...functions, ...linear];
  const text = main.map(codeOf).join('\n');
  return moduleText(kernel, [...main, ...neededBy(text, parts)], options);
};

/** Lines without those that are comments. */
const codeOf = (lines: readonly string[]): string =>
  lines.filter((line) => !/^\s*\/[/*]/.test(line)).join('\n');

/** The declarations that a text names, or that those name. */
const neededBy = (text: string, parts: readonly (readonly string[])[]): (readonly string[])[] => {
  const needed = new Set<readonly string[]>();
  const visit = (source: string): void => {
    for (const part of parts) {
      const name = /^(?:const|let|function) (\w+)/m.exec(part.join('\n'))?.[1] ?? '';
      if (needed.has(part) || !new RegExp(`\\b${name}\\b`).test(source)) continue;
      needed.add(part);
      visit(codeOf(part));
    }
  };
  visit(text);
  return parts.filter((part) => needed.has(part));
};
