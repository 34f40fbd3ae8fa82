// The module of a kernel whose row kernels have loops over the classes, in WGSL: one thread a row, arrays class-major. The training
// pass leaves the residuals of every row, times its weight, and counts the rows outside the space or the support.
import type { Kernel } from '../kernel.js';
import { preludeFor } from '../print.js';
import { header } from '../schedules/header.js';
import { bindings, entryPoints } from '../schedules/wgsl-entries.js';
import type { EntryPoint, RowEntry } from '../schedules/wgsl-entries.js';
import { entry, findRow, reduction } from '../schedules/wgsl-text.js';
import type { Target, Vocabulary } from '../target.js';
import { treeOf } from './looped.js';
import type { Piece, Program } from './program.js';
import { piecesOf } from './reads.js';
import { at, pairs, predict, reduceEntry, spreadEntry, sumEntry } from './wgsl-passes.js';
import { RowPrinter } from './wgsl-steps.js';

/** What stands before the entry points: functions of the kernel, and those that the language lacks. */
interface Preludes {
  readonly specials: readonly string[];
  readonly prelude: Target['prelude'];
}

/** An entry point with the functions that are its arrays. */
interface Printed {
  readonly functions: readonly string[];
  readonly body: readonly string[];
}

/** Of the longest array: of K classes and what is beside them. */
const depthOf = (program: Program): number => {
  const lengths = Object.values(program).flatMap(({ steps }) =>
    steps.flatMap((step) => ('length' in step ? [step.length] : [])),
  );
  return treeOf(Math.max(2, ...lengths)).depth + 1;
};

const constants = (kernel: Kernel, program: Program): string[] => [
  `const parameters = ${kernel.parameters}u;`,
  `const depth = ${Math.max(depthOf(program), treeOf(kernel.parameters).depth + 1)};`,
];

/** The training pass: a row outside, or of weight 0, leaves nothing. */
const weighed = (printer: RowPrinter, [valid, loss]: readonly [Piece, Piece]): string[] => {
  const [within, own] = [valid, loss].map((piece) => printer.value(piece));
  return [
    'let factor = rowWeights[row];',
    ...within.declarations,
    `let within = ${within.value};`,
    'let counts = (factor > 0.0) & within;',
    'losses[rows + row] = select(0.0, 1.0, (factor > 0.0) & !within);',
    ...own.declarations,
    `losses[row] = select(0.0, factor * (${own.value}), counts);`,
    ...printer.outputs(
      (value, place) => `${at('residual', place)} = select(0.0, factor * (${value}), counts);`,
    ),
  ];
};

const rowEntry = (point: RowEntry, program: Program, vocabulary: Vocabulary): Printed => {
  const row = program[point.row]!;
  const printer = new RowPrinter(row, vocabulary, { eta: point.linear ? 'predictors' : 'eta', y: 'y' });
  const isPass = point.linear && point.observed;
  const losses = point.observed && row.loss !== null ? [row.loss] : [];
  const { lines, used } = printer.steps([...piecesOf(row), ...losses, ...(isPass ? [row.valid] : [])]);
  const written = (): string[] => [
    ...losses.flatMap((loss) => {
      const { declarations, value } = printer.value(loss);
      return [...declarations, `losses[row] = ${value};`];
    }),
    ...printer.outputs((value, place) => `${at(point.writes, place)} = ${value};`),
  ];
  return {
    functions: printer.functions(used),
    body: entry(point.name, [
      ...findRow,
      ...(point.linear ? predict('predictors') : []),
      ...lines.flatMap((line) => line.split('\n')),
      ...(isPass ? weighed(printer, [row.valid, row.loss!]) : written()),
    ]),
  };
};

const print = (point: EntryPoint, program: Program, vocabulary: Vocabulary): Printed => {
  if (point.kind === 'row') return rowEntry(point, program, vocabulary);
  const passes = { reduce: reduceEntry, spread: spreadEntry, sum: sumEntry(true) };
  return { functions: [], body: passes[point.kind as keyof typeof passes] };
};

/** Functions under names of their own: those of two entry points that are alike are one. */
const distinct = (
  printed: readonly Printed[],
): { readonly functions: readonly string[]; readonly entries: readonly string[] } => {
  const known = new Map<string, string>();
  const functions: string[] = [];
  const entries = printed.map(({ functions: own, body }) => {
    const renames = new Map<string, string>();
    const renamed = (text: string): string =>
      [...renames].reduce((all, [from, to]) => all.replace(new RegExp(`\\b${from}\\(`, 'g'), `${to}(`), text);
    for (const text of own) {
      const name = /^fn (\w+)/.exec(text)![1];
      const code = renamed(text);
      const same = known.get(code);
      let fresh = same ?? name;
      for (let i = 2; same === undefined && [...known.values()].includes(fresh); i++) fresh = `${name}Of${i}`;
      if (fresh !== name) renames.set(name, fresh);
      if (same !== undefined) continue;
      known.set(code, fresh);
      functions.push(code.replace(/^fn \w+/, `fn ${fresh}`));
    }
    return renamed(body.join('\n'));
  });
  return { functions, entries };
};

/** The module of a kernel with a program. */
export const printShaderProgram = (
  kernel: Kernel,
  program: Program,
  { specials, prelude, vocabulary }: Preludes & { readonly vocabulary: Vocabulary },
): string => {
  const declared = bindings(kernel).map(
    ({ binding, variable, space, type }) =>
      `@group(0) @binding(${binding}) var<${space}> ${variable}: ${type};`,
  );
  const { functions, entries } = distinct(
    entryPoints(kernel).map((point) => print(point, program, vocabulary)),
  );
  const text = [...functions, ...entries].join('\n\n');
  const parts = [
    constants(kernel, program).join('\n'),
    declared.join('\n'),
    ...preludeFor([...specials, text].join('\n'), prelude),
    ...specials,
    pairs.join('\n'),
    reduction.join('\n'),
    text,
  ];
  return `${header(kernel, 'wgsl').join('\n')}\n\n${parts.join('\n\n')}\n`;
};
