// What a predictor computes, before any language: the raw columns that it reads, the variables made of them, the columns of
// the design as products of variables, the weights.
import type { KernelModule } from '@expfam/runtime';
import { offsetColumns } from '../formula/design.js';
import { factorArgument } from '../formula/factor.js';
import { productsOf } from '../formula/matrix.js';
import { parseExpression } from '../formula/parse.js';
import { nameText, namesIn, textOf } from '../formula/syntax.js';
import type { Formula } from '../formula/syntax.js';
import { parameterSigns } from '../linked-parameters.js';
import type { Model } from '../models/model.js';

/** A raw column: with levels where it is a factor and nothing else, without where its number is read. */
export interface Field {
  readonly name: string;
  readonly levels: readonly string[] | null;
}

/** A variable of the formula; `of` is what is compared with the levels where it is a factor. */
export interface PlanVariable {
  readonly of: Formula;
  readonly levels: readonly string[] | null;
}

/** A column of the design: the product of these variables where the factors have these levels, else 0. */
export interface PlanColumn {
  readonly numbers: readonly number[];
  readonly levels: readonly { readonly variable: number; readonly code: number }[];
}

/** One linear predictor. */
export interface PlanPredictor {
  /** Null where the model has no intercept. */
  readonly constant: number | null;
  readonly columns: readonly number[];
  /** The sign of the natural parameter of which this is the logarithm, or 0 where it is the parameter itself. */
  readonly sign: number;
}

/** A predictor. */
export interface Plan {
  readonly title: string;
  readonly fields: readonly Field[];
  readonly variables: readonly PlanVariable[];
  readonly columns: readonly PlanColumn[];
  /** What is added to each linear predictor: for each a sum; empty where there is no offset at all. */
  readonly offsets: readonly (readonly Formula[])[];
  readonly predictors: readonly PlanPredictor[];
  /** The names of the classes of a categorical outcome, or of the entries of a vector; null for a number. */
  readonly classes: readonly string[] | null;
  /** Whether the model's arrays are of single precision. */
  readonly single: boolean;
}

/** The plan of a model's predictor; `natural` are its kernels without links of single parameters. */
export const planOf = (model: Model, natural: KernelModule): Plan => {
  const { design, recipe } = model.memory;
  const { names, weights, intercept } = model.toJSON();
  const texts =
    design === null ? names.map((name) => ({ text: nameText(name), levels: null })) : design.variables;
  const variables = texts.map(variableOf);
  const signs = parameterSigns(natural, recipe.links ?? {});
  const first = intercept ? 1 : 0;
  const s = model.kernels.parameters;
  const added = (design?.offsets ?? []).map((text) => offsetColumns(parseExpression(text)));
  const offsets =
    added.length === 0
      ? []
      : Array.from({ length: s }, (_, k) => added.flatMap((columns) => columns[k] ?? []));
  const width = weights.length / s - first;
  const single = recipe.precision === 'f32';
  const weight = (column: number, k: number): number => {
    const value = weights[column * s + k] ?? 0;
    return single ? Math.fround(value) : value;
  };
  return {
    title: oneLine(design === null ? natural.family : `${natural.family}: ${design.formula}`),
    fields: fieldsOf(variables, offsets.flat()),
    variables,
    columns:
      design === null
        ? names.map((_, j) => ({ numbers: [j], levels: [] }))
        : productsOf(design).map(columnOf),
    offsets,
    predictors: Array.from({ length: s }, (_, k) => ({
      constant: intercept ? weight(0, k) : null,
      columns: Array.from({ length: width }, (__, j) => weight(first + j, k)),
      sign: signs[k] ?? 0,
    })),
    classes: classesOf(model),
    single,
  };
};

const variableOf = ({ text, levels }: { text: string; levels: readonly string[] | null }): PlanVariable => {
  const node = parseExpression(text);
  return { of: levels === null ? node : (factorArgument(node) ?? node), levels };
};

const columnOf = ({ parts }: ReturnType<typeof productsOf>[number]): PlanColumn => ({
  numbers: parts.flatMap(({ variable, level }) => (level === null ? [variable] : [])),
  levels: parts.flatMap(({ variable, level }) => (level === null ? [] : [{ variable, code: level }])),
});

const fieldsOf = (variables: readonly PlanVariable[], offsets: readonly Formula[]): readonly Field[] => {
  const fields = new Map<string, Field>();
  for (const { of, levels } of [...variables, ...offsets.map((each) => ({ of: each, levels: null }))]) {
    const bare = of.kind === 'name' ? levels : null;
    for (const name of namesIn(of)) {
      const known = fields.get(name);
      fields.set(name, { name, levels: known === undefined ? bare : known.levels === null ? null : bare });
    }
  }
  return [...fields.values()];
};

const classesOf = ({ kernels, classes, memory }: Model): readonly string[] | null =>
  kernels.classes === null
    ? entriesOf(kernels, memory.outcome?.text ?? null)
    : (classes ?? Array.from({ length: kernels.classes }, (_, k) => String(k)));

const entriesOf = ({ columns = 1 }: KernelModule, outcome: string | null): readonly string[] | null => {
  if (columns === 1) return null;
  const node = outcome === null ? null : parseExpression(outcome);
  const parts = node?.kind === 'call' && node.args.length === columns ? node.args.map(textOf) : [];
  return Array.from({ length: columns }, (_, k) => parts[k] ?? String(k + 1));
};

/** Text for a comment of one line, whatever the formula or the file of the model holds. */
const oneLine = (text: string): string => text.replaceAll(/[\s\p{C}]+/gu, ' ');
