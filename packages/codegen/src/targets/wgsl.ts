// WGSL: f32, one thread a row, every class a named scalar. The language has no log1p and no expm1, lets compilers reassociate
// and leaves infinities undefined, so nothing here recovers a rounding error and every exponential is held above its floor.
import { printRow } from '../print.js';
import { printShaderLoops } from '../loops/wgsl.js';
import { printShaderProgram } from '../loops/wgsl-program.js';
import { indent } from '../schedules/ts-text.js';
import { printShader } from '../schedules/wgsl.js';
import { call, infix, prefix, strength, whileLoop } from '../target.js';
import { printSpecials, specialRow } from '../special/print.js';
import { shaderPrelude } from './wgsl-prelude.js';
import type { SpecialFunction } from '../kernel.js';
import type { PrintedFunction } from '../special/print.js';
import type { PreludeFunction, Target, Vocabulary } from '../target.js';

/** Infinities may not be written: the largest number stands for them. */
const largest = '0x1.fffffep+127f';

const literal = (value: number, type: 'float' | 'label'): string => {
  if (type === 'label') return `${value}u`;
  if (!Number.isFinite(value)) return value > 0 ? largest : `-${largest}`;
  const text = String(Math.fround(value) === value ? value : Number(Math.fround(value).toPrecision(9)));
  return /[.e]/.test(text) ? text : `${text}.0`;
};

/**
 * Both conditions, without a branch: `&&` is one, and some compilers take minutes over dozens of branches between the barriers of
 * the training pass. The language wants brackets around what `&` joins, but for more of the same.
 */
const both = infix('&', strength.sign, strength.sign);

const vocabulary: Vocabulary = {
  operations: {
    add: infix('+', strength.sum, strength.sum + 1),
    subtract: infix('-', strength.sum, strength.sum + 1),
    multiply: infix('*', strength.product, strength.product + 1),
    divide: infix('/', strength.product, strength.product + 1),
    negate: prefix('-'),
    exp: call('exp'),
    expm1: call('expm1'),
    log: call('log'),
    log1p: call('log1p'),
    expBelow: {
      ...call('exp'),
      write: ([a, b]) => `exp(${a} - ${b})`,
      asks: [strength.sum, strength.sum + 1],
    },
    log1pAbove: call('log1p'),
    sqrt: call('sqrt'),
    abs: call('abs'),
    floor: call('floor'),
    maximum: call('max'),
    minimum: call('min'),
    power: call('pow'),
    less: infix('<', strength.relation, strength.relation + 1),
    lessEqual: infix('<=', strength.relation, strength.relation + 1),
    equal: infix('==', strength.relation, strength.relation + 1),
    and: both,
    select: {
      write: ([condition, yes, no]) => `select(${no}, ${yes}, ${condition})`,
      binds: strength.atom,
      asks: [0, 0, 0],
    },
  },
  constant: literal,
  declare: (name, value) => `let ${name} = ${value};`,
  declareAll: (names, value) => {
    const all = `${names.find((name) => name !== '')}_all`;
    const each = names.flatMap((name, i) => (name === '' ? [] : `let ${name} = ${all}[${i}];`));
    return [`let ${all} = ${value};`, ...each].join('\n');
  },
  loop: whileLoop({ variable: 'var', value: 'let' }),
};

/** A function of its own in the language. */
export const functionText = ({ name, about, parameters, declarations, results }: PrintedFunction): string => {
  const type = results.length === 1 ? 'f32' : `array<f32, ${results.length}>`;
  return [
    ...about,
    `fn ${name}(${parameters.map((each) => `${each}: f32`).join(', ')}) -> ${type} {`,
    ...indent(declarations),
    `  return ${results.length === 1 ? results[0] : `${type}(${results.join(', ')})`};`,
    '}',
  ].join('\n');
};

/** A function of the prelude, printed from the operations that it is made of. */
const preludeText = (special: SpecialFunction): PreludeFunction => {
  const row = specialRow(special, 'f32');
  const { before, declarations, outputs } = printRow(row, vocabulary);
  const about = [`// ${special.about}.`];
  const printed = { name: special.name, about, parameters: row.inputs, results: outputs };
  return { text: functionText({ ...printed, declarations: [...before, ...declarations] }) };
};

const prelude: Target['prelude'] = Object.fromEntries(
  Object.entries(shaderPrelude).map(([name, special]) => [name, preludeText(special)]),
);

/** WGSL in single precision. */
export const wgsl: Target = {
  ...vocabulary,
  name: 'wgsl',
  extension: 'wgsl',
  rounding: { precision: 'f32', compensated: false },
  prelude,
  module: (kernel) => {
    const preludes = { specials: printSpecials(kernel, vocabulary).map(functionText), prelude };
    if (kernel.program !== null)
      return printShaderProgram(kernel, kernel.program, { ...preludes, vocabulary });
    if (kernel.looped) return printShaderLoops(kernel, prelude);
    const rows = Object.entries(kernel.rows).map(([name, row]) => [name, printRow(row, vocabulary)] as const);
    return printShader(kernel, new Map(rows), preludes);
  },
};
