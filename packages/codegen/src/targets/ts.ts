// TypeScript: scalar double precision, one loop over rows, nothing imported. The same text without types is JavaScript,
// which is how kernels are compiled in memory.
import { strictRounding } from '../float/rounding.js';
import type { Kernel } from '../kernel.js';
import { printRow } from '../print.js';
import type { PrintedRow } from '../print.js';
import type { Target, Vocabulary } from '../target.js';
import { call, infix, prefix, strength, whileLoop } from '../target.js';
import { printLoops } from '../loops/ts.js';
import { printProgram } from '../loops/ts-program.js';
import { printModule } from '../schedules/ts.js';
import { printSpecials } from '../special/print.js';
import type { PrintedFunction } from '../special/print.js';
import { factored } from '../schedules/factored.js';
import { indent, signature } from '../schedules/ts-text.js';
import { exponentials } from './ts-prelude.js';
import { exponentiate, together } from './ts-together.js';

const vocabulary: Vocabulary = {
  operations: {
    add: infix('+', strength.sum, strength.sum + 1),
    subtract: infix('-', strength.sum, strength.sum + 1),
    multiply: infix('*', strength.product, strength.product + 1),
    divide: infix('/', strength.product, strength.product + 1),
    negate: prefix('-'),
    exp: call('exp'),
    expm1: call('Math.expm1'),
    log: call('Math.log'),
    log1p: call('Math.log1p'),
    expBelow: call('expBelow'),
    log1pAbove: call('Math.log1p'),
    sqrt: call('Math.sqrt'),
    abs: call('Math.abs'),
    floor: call('Math.floor'),
    maximum: call('Math.max', { flat: true }),
    minimum: call('Math.min', { flat: true }),
    power: call('Math.pow'),
    less: infix('<', strength.relation, strength.relation + 1),
    lessEqual: infix('<=', strength.relation, strength.relation + 1),
    equal: infix('===', strength.equality, strength.equality + 1),
    and: infix('&&', strength.and),
    select: {
      write: ([condition, yes, no]) => `${condition} ? ${yes} : ${no}`,
      binds: strength.choice,
      asks: [strength.choice + 1, strength.choice + 1, strength.choice],
    },
  },
  constant: (value) => (Object.is(value, -0) ? '-0' : String(value)),
  declare: (name, value) => `const ${name} = ${value};`,
  declareAll: (names, value) => `const [${names.join(', ').replace(/[, ]+$/, '')}] = ${value};`,
  loop: whileLoop({ variable: 'let', value: 'const' }),
};

const returned = (results: readonly string[]): string =>
  results.length === 1 ? `return ${results[0]};` : `return [${results.join(', ')}];`;

/** A function of its own in the language, with or without types. */
export const functionText = (
  { name, about, parameters, declarations, results }: PrintedFunction,
  types: boolean,
): string =>
  [
    ...about,
    `function ${signature(
      name,
      parameters.map((each) => [each, 'number']),
      results.length === 1 ? 'number' : `[${results.map(() => 'number').join(', ')}]`,
      types,
    )} {`,
    ...indent([...declarations, returned(results)]),
    '}',
  ].join('\n');

const target = (options: { readonly precision: 'f64' | 'f32'; readonly types: boolean }): Target => ({
  ...vocabulary,
  name: options.types ? 'ts' : 'js',
  extension: options.types ? 'ts' : 'js',
  // in f32 only the arrays are single: JavaScript computes in double precision, and results are rounded once
  rounding: strictRounding.f64,
  prelude: exponentials(options.types, options),
  module: (kernel: Kernel) => {
    if (kernel.looped && kernel.program === null) return printLoops(kernel, options);
    const module = {
      ...options,
      specials: printSpecials(kernel, vocabulary).map((each) => functionText(each, options.types)),
      prelude: { ...exponentials(options.types, options), ...exponentiate(kernel, options.types) },
    };
    if (kernel.program !== null) return printProgram(kernel, { ...module, vocabulary });
    const rows = Object.entries(kernel.rows).map(([name, whole]) => {
      const row = factored(whole);
      return [name, together(row, printRow(row, vocabulary), kernel)] as const;
    });
    return printModule(kernel, new Map<string, PrintedRow>(rows), module);
  },
});

/** TypeScript in double precision. */
export const typescript: Target = target({ precision: 'f64', types: true });
/** TypeScript whose arrays are single precision. */
export const typescriptSingle: Target = target({ precision: 'f32', types: true });
/** The same modules without types. */
export const javascript: { readonly [precision in 'f64' | 'f32']: Target } = {
  f64: target({ precision: 'f64', types: false }),
  f32: target({ precision: 'f32', types: false }),
};
