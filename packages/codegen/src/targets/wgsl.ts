// WGSL: f32, one thread a row, every class a named scalar. The language has no log1p and no expm1, lets compilers reassociate
// and leaves infinities undefined, so nothing here recovers a rounding error and every exponential is held above its floor.
import { printRow } from '../print.js';
import { printShaderLoops } from '../loops/wgsl.js';
import { indent } from '../schedules/ts-text.js';
import { printShader } from '../schedules/wgsl.js';
import { call, infix, prefix, strength, whileLoop } from '../target.js';
import { printSpecials } from '../special/print.js';
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

/** 1/3 + r·(1/5 + r·(…)): atanh(s) = s + s·r·(this) with r = s². */
const horner = (coefficients: readonly string[], variable: string): string =>
  coefficients.reduceRight((inner, c) => (inner === '' ? c : `${c} + ${variable} * (${inner})`), '');

const odd = Array.from({ length: 7 }, (_, i) => literal(1 / (2 * i + 3), 'float'));
const factorials = Array.from({ length: 8 }, (_, i) =>
  literal(1 / Array.from({ length: i + 2 }, (__, j) => j + 1).reduce((a, b) => a * b), 'float'),
);

const prelude: { readonly [name: string]: PreludeFunction } = {
  log1p: {
    text: [
      '// log(1 + x): on (-1/2, 1] by 2 atanh(x / (2 + x)), whose 8 terms leave out less than 2^-26; elsewhere log is good to 3 ulp.',
      'fn log1p(x: f32) -> f32 {',
      '  let s = x / (2.0 + x);',
      '  let r = s * s;',
      `  let near = 2.0 * s + 2.0 * s * r * (${horner(odd, 'r')});`,
      '  let far = log(max(1.0 + x, 1e-30));',
      '  return select(far, near, x > -0.5 && x <= 1.0);',
      '}',
    ].join('\n'),
  },
  expm1: {
    text: [
      '// exp(x) - 1: within 1/2 of zero by its series, whose 9 terms leave out less than 2^-28.',
      'fn expm1(x: f32) -> f32 {',
      `  let near = x + x * x * (${horner(factorials, 'x')});`,
      '  return select(exp(clamp(x, -104.0, 88.0)) - 1.0, near, abs(x) < 0.5);',
      '}',
    ].join('\n'),
  },
};

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
    and: infix('&&', strength.and),
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

/** WGSL in single precision. */
export const wgsl: Target = {
  ...vocabulary,
  name: 'wgsl',
  extension: 'wgsl',
  rounding: { precision: 'f32', compensated: false },
  prelude,
  module: (kernel) =>
    kernel.looped
      ? printShaderLoops(kernel, prelude)
      : printShader(
          kernel,
          new Map(Object.entries(kernel.rows).map(([name, row]) => [name, printRow(row, vocabulary)])),
          {
            specials: printSpecials(kernel, vocabulary).map(functionText),
            prelude,
          },
        ),
};
