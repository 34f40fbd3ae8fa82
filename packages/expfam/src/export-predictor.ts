// A fitted model as one file of TypeScript that imports nothing: the weights and the formula written out, the response that
// its kernels compute, operation by operation, so that it gives the model's own predictions to the last bit.
import type { ResponseText } from '@expfam/codegen';
import { columnCode, declarationOf, fieldsOf } from './formula/code.js';
import type { Model } from './models/model.js';
import { Problem } from './problems.js';

/** What a predictor is written for. */
export interface ExportOptions {
  readonly target?: 'ts';
}

/** A file in memory. */
export interface PredictorFile {
  readonly path: string;
  readonly contents: string;
}

/**
 * A predictor with the weights of a model baked in: `predict(row)` takes the raw columns as an object and gives the mean, or
 * an object of class probabilities; `predictMany(columns, rows)` takes arrays.
 *
 * @throws Problem `option-not-available` for models that cannot be written out
 * @example
 * ```ts
 * const { contents } = await exportPredictor(model, { target: 'ts' });
 * ```
 */
export const exportPredictor = async (
  model: Model,
  { target = 'ts' }: ExportOptions = {},
): Promise<PredictorFile> => {
  if (target !== ('ts' as string))
    throw new Problem('option-not-available', `predictors for ${target} are not available yet`);
  const { recipe } = model.memory;
  if (Object.keys(recipe.links ?? {}).length > 0)
    throw new Problem('option-not-available', 'predictors with links of single parameters cannot be written');
  const { responseTextOf } = await import('./kernels.js');
  const response = await responseTextOf(recipe);
  if (response === null)
    throw new Problem('option-not-available', `the family ${model.report.family} has no response to write`);
  return { path: 'predictor.ts', contents: write(model, response) };
};

const write = (model: Model, response: ResponseText): string => {
  const { design } = model.memory;
  const { names, weights, intercept } = model.toJSON();
  const fields = design === null ? names.map((name) => ({ name, type: 'number' })) : fieldsOf(design);
  const columns = design === null ? names.map((name) => `row[${JSON.stringify(name)}]`) : columnCode(design);
  const s = response.inputs.length;
  const first = intercept ? 1 : 0;
  const offset = design === null ? '' : declarationOf(design);
  const predictors = response.inputs.map((name, k) => {
    const start = offset === '' ? '' : 'offset';
    const terms = [
      ...(intercept ? [String(weights[k] ?? 0)] : []),
      ...columns.map((_, j) => `x${String(j + 1)} * ${String(weights[(first + j) * s + k] ?? 0)}`),
    ];
    return `  const ${name} = ${
      [start, ...terms]
        .filter((term) => term !== '')
        .join(' + ')
        .replaceAll('+ -', '- ') || '0'
    };`;
  });
  const classes =
    model.kernels.classes === null ? null : (model.classes ?? classNumbers(model.kernels.classes));
  const lost = `NaN${', NaN'.repeat(response.outputs.length - 1)}`;
  return `${[
    `// ${model.report.family}${model.report.formula === null ? '' : `: ${oneLine(model.report.formula)}`}. A predictor written by expfam; it imports nothing.`,
    `export interface Row {\n${fields.map(({ name, type }) => `  ${key(name)}: ${type};`).join('\n')}\n}`,
    ...response.functions,
    levelCheck(columns.join(' ')),
    `function mean(row: Row): number[] {`,
    ...(offset === '' ? [] : [`  ${offset}`]),
    ...columns.map((code, j) => `  const x${String(j + 1)} = ${code};`),
    ...predictors,
    ...response.before.map((line) => `  ${line}`),
    `  if (!(${response.valid})) return [${lost}];`,
    ...response.declarations.map((line) => `  ${line}`),
    `  return [${response.outputs.join(', ')}];`,
    '}',
    ...(classes === null ? oneNumber : probabilities(classes)),
  ]
    .filter((part) => part !== '')
    .join('\n')}\n`;
};

const classNumbers = (count: number): readonly string[] => Array.from({ length: count }, (_, k) => String(k));

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

// A level that the model does not know is an error here too.
const levelCheck = (code: string): string =>
  code.includes('level(')
    ? `function level(value: unknown, levels: string[]): number {
  const at = levels.indexOf(String(value));
  if (at < 0) throw new Error(\`new level: \${String(value)} is none of \${levels.join(', ')}\`);
  return at;
}`
    : '';

const many = (result: string): string =>
  `export function predictMany(columns: { [K in keyof Row]: ArrayLike<Row[K]> }, rows: number): ${result}[] {
  const names = Object.keys(columns) as (keyof Row)[];
  return Array.from({ length: rows }, (_, i) =>
    predict(Object.fromEntries(names.map((name) => [name, columns[name][i]])) as unknown as Row),
  );
}`;

const oneNumber = [
  `export function predict(row: Row): number {
  return mean(row)[0];
}`,
  many('number'),
];

const probabilities = (classes: readonly string[]): readonly string[] => [
  `export type Prediction = Record<${classes.map((name) => JSON.stringify(name)).join(' | ')}, number>;`,
  `export function predict(row: Row): Prediction {
  const p = mean(row);
  return { ${classes.map((name, k) => `${key(name)}: p[${String(k)}]`).join(', ')} };
}`,
  many('Prediction'),
];
