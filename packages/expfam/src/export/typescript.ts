// A predictor in TypeScript: what the kernels of the model compute, operation by operation, so that it gives the model's own
// predictions to the last bit.
import type { ResponseText } from '@expfam/codegen';
import { literal } from './expression-code.js';
import type { Plan, PlanPredictor } from './plan.js';
import { ownKey, readers, rowCode, rowProperties } from './row-code.js';
import type { RowCode } from './row-code.js';

/** The predictor as a module that imports nothing. */
export const typescriptPredictor = (plan: Plan, response: ResponseText): string => {
  const { inputs, functions, before, valid, declarations, outputs } = response;
  const row = rowCode(plan);
  const width = outputs.length;
  const tuple = `[${outputs.map(() => 'number').join(', ')}]`;
  const rounded = plan.single ? outputs.map((output) => `Math.fround(${output})`) : outputs;
  return `${[
    `// ${plan.title}. A predictor written by expfam; it imports nothing.`,
    'export interface Row {',
    ...rowProperties(plan).map((each) => `  ${each};`),
    '}',
    ...functions,
    ...readers(plan, (annotation) => annotation),
    `function response(${inputs.map((name) => `${name}: number`).join(', ')}): ${tuple} {`,
    ...before.map((line) => `  ${line}`),
    `  if (!(${valid})) return [${outputs.map(() => 'NaN').join(', ')}];`,
    ...declarations.map((line) => `  ${line}`),
    `  return [${rounded.join(', ')}];`,
    '}',
    `function mean(${argumentOf(plan)}: Row): ${tuple} {`,
    ...row.statements.map((line) => `  ${line}`),
    `  return response(${plan.predictors.map((each, k) => linear(each, row, k)).join(', ')});`,
    '}',
    ...answers(plan, width),
  ].join('\n')}\n`;
};

const linear = ({ constant, columns, sign }: PlanPredictor, row: RowCode, k: number): string => {
  const terms = [
    ...row.offsets.slice(k, k + 1),
    ...(constant === null ? [] : [String(constant)]),
    ...columns.map((weight, j) => `${row.columns[j] ?? ''} * ${String(weight)}`),
  ];
  const sum = terms.join(' + ').replaceAll('+ -', '- ') || '0';
  if (sign === 0) return sum;
  return `${sign < 0 ? '-' : ''}Math.exp(${sum})`;
};

// A name with a line before it says that it is not read.
const argumentOf = ({ fields }: Plan): string => (fields.length === 0 ? '_row' : 'row');

// What is exported beside the type of a row.
const answers = ({ classes }: Plan, width: number): readonly string[] => {
  const result = classes !== null ? 'Prediction' : width === 1 ? 'number' : 'number[]';
  const [type, body] =
    classes === null
      ? [[], [`  return mean(row)${width === 1 ? '[0]' : ''};`]]
      : [
          [`export type Prediction = Record<${classes.map(literal).join(' | ')}, number>;`],
          [
            '  const p = mean(row);',
            `  return { ${classes.map((name, k) => `${ownKey(name)}: p[${String(k)}]`).join(', ')} };`,
          ],
        ];
  return [
    ...type,
    `export function predict(row: Row): ${result} {`,
    ...body,
    '}',
    `export function predictMany(columns: { [K in keyof Row]: ArrayLike<Row[K]> }, rows: number): ${result}[] {`,
    '  const names = Object.keys(columns) as (keyof Row)[];',
    '  return Array.from({ length: rows }, (_, i) =>',
    '    predict(Object.fromEntries(names.map((name) => [name, columns[name][i]])) as unknown as Row),',
    '  );',
    '}',
  ];
};
