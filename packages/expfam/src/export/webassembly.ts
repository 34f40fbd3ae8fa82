// A predictor as WebAssembly: the module alone, over columns of the design, or in one file of JavaScript that carries it and
// makes the columns of the design from raw ones.
import type { LinearPredictors } from '@expfam/codegen';
import { literal } from './expression-code.js';
import type { Plan } from './plan.js';
import { ownKey, readers, rowCode, rowProperties } from './row-code.js';

/** What is baked into the module; an offset is a column whose weight is 1. */
export const linearPredictorsOf = (plan: Plan, names: readonly string[]): LinearPredictors => {
  const { predictors, offsets, classes, title } = plan;
  return {
    weights: predictors.map(({ constant, columns }, k) => ({
      constant: constant ?? 0,
      columns: [...offsets.map((_, other) => (other === k ? 1 : 0)), ...columns],
    })),
    signs: predictors.map(({ sign }) => sign),
    about: JSON.stringify({
      title,
      columns: [...offsets.map((_, k) => `offset of eta${String(k + 1)}`), ...names],
      classes,
    }),
  };
};

/** Rows that are computed at once. */
const block = 1024;

/** The module as one file of JavaScript. */
export const javascriptPredictor = (plan: Plan, bytes: Uint8Array, width: number): string => {
  const row = rowCode(plan);
  const columns = [...row.offsets, ...row.columns];
  const { classes } = plan;
  const answer =
    classes === null
      ? width === 1 ? 'y[at]' : `[...y.subarray(at, at + ${String(width)})]`
      : `({ ${classes.map((name, k) => `${ownKey(name)}: y[at + ${String(k)}]`).join(', ')} })`; // prettier-ignore
  const type =
    classes === null
      ? width === 1
        ? 'number'
        : 'number[]'
      : `Record<${classes.map(literal).join(' | ')}, number>`;
  const size = (each: number): string => String(block * each * Float64Array.BYTES_PER_ELEMENT);
  return `${[
    `// ${plan.title}. A predictor written by expfam: WebAssembly in a file that imports nothing.`,
    `/** @typedef {{ ${comment(rowProperties(plan).join('; '))} }} Row */`,
    `/** @typedef {${comment(type)}} Prediction */`,
    `const code = atob('${base64(bytes)}');`,
    'const module = new WebAssembly.Module(Uint8Array.from(code, (char) => char.charCodeAt(0)));',
    'const wasm = new WebAssembly.Instance(module).exports;',
    `const [xAt, yAt] = [wasm.allocate(${size(columns.length)}), wasm.allocate(${size(width)})];`,
    `const x = new Float64Array(wasm.memory.buffer, xAt, ${String(block * columns.length)});`,
    `const y = new Float64Array(wasm.memory.buffer, yAt, ${String(block * width)});`,
    ...readers(plan, () => ''),
    'function fill(row, at) {',
    ...row.statements.map((line) => `  ${line}`),
    ...columns.map((column, j) => `  x[at${j === 0 ? '' : ` + ${String(j)}`}] = ${column};`),
    '}',
    `const answer = (at) => ${answer};`,
    '/** @param {Row} row @returns {Prediction} */',
    'export function predict(row) {',
    '  fill(row, 0);',
    '  wasm.predict(xAt, yAt, 1);',
    '  return answer(0);',
    '}',
    '/** @param {{ [K in keyof Row]: ArrayLike<Row[K]> }} columns @param {number} rows @returns {Prediction[]} */',
    'export function predictMany(columns, rows) {',
    '  const names = Object.keys(columns);',
    '  const result = [];',
    `  for (let from = 0; from < rows; from += ${String(block)}) {`,
    `    const count = Math.min(${String(block)}, rows - from);`,
    '    for (let i = 0; i < count; i++)',
    `      fill(Object.fromEntries(names.map((name) => [name, columns[name][from + i]])), i * ${String(columns.length)});`,
    '    wasm.predict(xAt, yAt, count);',
    `    for (let i = 0; i < count; i++) result.push(answer(i * ${String(width)}));`,
    '  }',
    '  return result;',
    '}',
  ].join('\n')}\n`;
};

/** A text that cannot end the comment in which it stands. */
const comment = (text: string): string => text.replaceAll('*/', '*\\/');

const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
