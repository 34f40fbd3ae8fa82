// Expressions of a formula as code: one walker, and a table of spellings for each language.
import type { Formula, Operator } from '../formula/syntax.js';
import type { binaryFunctions, functions } from '../formula/functions.js';
import { Problem } from '../problems.js';

type Unary = keyof typeof functions;
type Binary = keyof typeof binaryFunctions;
type Arithmetic = Exclude<Operator, ':' | '%in%'>;

/** How a language spells what a formula can hold. */
export interface Dialect {
  readonly number: (value: number) => string;
  /** The number in a raw column. */
  readonly column: (name: string) => string;
  readonly unary: { readonly [name in Unary]: (x: string) => string };
  readonly binary: { readonly [name in Binary]: (x: string, y: string) => string };
  readonly operators: { readonly [operator in Arithmetic]: (x: string, y: string) => string };
  /** 1 where there is 0, else 0. */
  readonly not: (x: string) => string;
}

/** An expression in a language; it can stand between any two operators. */
export const codeOf = (node: Formula, dialect: Dialect): string => {
  const code = (each: Formula): string => codeOf(each, dialect);
  switch (node.kind) {
    case 'group':
      return code(node.of);
    case 'number':
      return dialect.number(node.value);
    case 'negative':
      return `(-${code(node.of)})`;
    case 'not':
      return dialect.not(code(node.of));
    case 'name':
      return dialect.column(node.name);
    case 'call':
      return callCode(node.name, node.args.map(code), dialect);
    case 'binary':
      return own(dialect.operators, node.operator)(code(node.left), code(node.right));
  }
};

// What a formula of ours holds is in the tables; what stands in a file of a model may be anything.
const own = <T>(table: Readonly<Record<string, T>>, name: string): T => {
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (found === undefined)
    throw new Problem('foreign-model', `the model uses \`${name}\`, which no formula knows`);
  return found;
};

const callCode = (name: string, [x = '', y]: readonly string[], dialect: Dialect): string => {
  if (name === 'I') return x;
  return y === undefined ? own(dialect.unary, name)(x) : own(dialect.binary, name)(x, y);
};

type Table<Names extends string, Spelling> = { readonly [name in Names]: Spelling };

const named = <Name extends string>(
  names: readonly Name[],
  spell: (name: Name) => string,
): Table<Name, (x: string) => string> =>
  Object.fromEntries(names.map((name) => [name, (x: string) => `${spell(name)}(${x})`])) as unknown as Table<
    Name,
    (x: string) => string
  >;

const everywhere = [
  'abs', 'acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'cos', 'cosh', 'exp', 'expm1', 'floor', 'log', 'log1p',
  'log2', 'sign', 'sin', 'sinh', 'sqrt', 'tan', 'tanh', 'trunc',
] as const satisfies readonly Unary[]; // prettier-ignore

const between = <O extends string>(operators: readonly O[]): Table<O, (x: string, y: string) => string> =>
  Object.fromEntries(
    operators.map((operator) => [operator, (x: string, y: string) => `(${x} ${operator} ${y})`]),
  ) as unknown as Table<O, (x: string, y: string) => string>;

/** JavaScript, bit for bit what the design computes. */
export const javascript: Omit<Dialect, 'column'> = {
  number: String,
  unary: {
    ...named([...everywhere, 'log10'], (name) => `Math.${name}`),
    'as.numeric': (x) => x,
    ceiling: (x) => `Math.ceil(${x})`,
  },
  binary: {
    log: (x, base) =>
      base === '2' || base === '10' ? `Math.log${base}(${x})` : `(Math.log(${x}) / Math.log(${base}))`,
    pmax: (x, y) => `Math.max(${x}, ${y})`,
    pmin: (x, y) => `Math.min(${x}, ${y})`,
  },
  operators: {
    ...between(['+', '-', '*', '/']),
    '^': (x, y) => `(${x} ** ${y})`,
    '%%': (x, y) => `(${x} - Math.floor(${x} / ${y}) * ${y})`,
    '%/%': (x, y) => `Math.floor(${x} / ${y})`,
    '<': (x, y) => `Number(${x} < ${y})`,
    '<=': (x, y) => `Number(${x} <= ${y})`,
    '>': (x, y) => `Number(${x} > ${y})`,
    '>=': (x, y) => `Number(${x} >= ${y})`,
    '==': (x, y) => `Number(${x} === ${y})`,
    '!=': (x, y) => `Number(${x} !== ${y})`,
    '&': (x, y) => `Number(${x} !== 0 && ${y} !== 0)`,
    '|': (x, y) => `Number(${x} !== 0 || ${y} !== 0)`,
  },
  not: (x) => `Number(${x} === 0)`,
};

const float = (value: number): string => {
  const text = String(Math.fround(value) === value ? value : Number(Math.fround(value).toPrecision(9)));
  return /[.e]/.test(text) ? text : `${text}.0`;
};

const truth = (condition: string): string => `select(0.0, 1.0, ${condition})`;

const largestProduct = 8;

/** WGSL; `log1p` and `expm1` are functions that stand beside it. */
export const wgsl: Omit<Dialect, 'column'> = {
  number: float,
  unary: {
    ...named(everywhere, (name) => name),
    'as.numeric': (x) => x,
    ceiling: (x) => `ceil(${x})`,
    log10: (x) => `(log(${x}) * ${float(Math.LOG10E)})`,
  },
  binary: {
    log: (x, base) => `(log(${x}) / log(${base}))`,
    pmax: (x, y) => `max(${x}, ${y})`,
    pmin: (x, y) => `min(${x}, ${y})`,
  },
  operators: {
    ...between(['+', '-', '*', '/']),
    // pow knows no negative base; a small whole power is a product
    '^': (x, y) => {
      const times = Number(y);
      return Number.isInteger(times) && times >= 1 && times <= largestProduct
        ? `(${Array.from({ length: times }, () => x).join(' * ')})`
        : `pow(${x}, ${y})`;
    },
    '%%': (x, y) => `(${x} - floor(${x} / ${y}) * ${y})`,
    '%/%': (x, y) => `floor(${x} / ${y})`,
    '<': (x, y) => truth(`${x} < ${y}`),
    '<=': (x, y) => truth(`${x} <= ${y}`),
    '>': (x, y) => truth(`${x} > ${y}`),
    '>=': (x, y) => truth(`${x} >= ${y}`),
    '==': (x, y) => truth(`${x} == ${y}`),
    '!=': (x, y) => truth(`${x} != ${y}`),
    '&': (x, y) => truth(`${x} != 0.0 && ${y} != 0.0`),
    '|': (x, y) => truth(`${x} != 0.0 || ${y} != 0.0`),
  },
  not: (x) => truth(`${x} == 0.0`),
};

/** A number as WGSL writes it. */
export const wgslNumber = float;

/** A text as a literal in double quotes, and fit for a comment of one line in either language. */
export const literal = (text: string): string =>
  JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
