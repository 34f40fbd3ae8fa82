// The fit of the front door: a family by name or kernels, arrays or a table with a formula, in; a model out.
import { analysisOfDeviance, fit as fitArrays } from '@expfam/runtime';
import type { DatasetInput, FitOptions as ArrayOptions, KernelModule } from '@expfam/runtime';
import { deviceOption } from './device.js';
import { kernelsOf } from './kernels.js';
import { linksOf } from './links.js';
import type { KernelRecipe, Memory } from './models/memory.js';
import { Model } from './models/model.js';
import { recipeOfChoice, recipeOfKernels } from './models/recipes.js';
import { Problem } from './problems.js';
import { resolveForKernels } from './resolve-family.js';
import type { FamilyChoice } from './resolve-family.js';
import { traitsOf } from './traits.js';
import type { Traits } from './traits.js';
import { prepare } from './training/prepare.js';
import type { FormulaData, Prepared } from './training/prepare.js';
import { checkSupport } from './training/support.js';

/** What `fit` can be told, beside what the runtime knows. */
export interface FitOptions extends Omit<
  ArrayOptions,
  'device' | 'design' | 'formula' | 'link' | 'rowsDropped'
> {
  /** Of E[y]: `log`, `probit`, `power(0.5)`, …; or of single natural parameters: `eta2=log`. The family's own by default. */
  readonly link?: string;
  /** Values of the constants of the density. */
  readonly fix?: Readonly<Record<string, string | number>>;
  readonly device?: 'cpu' | 'gpu' | ArrayOptions['device'];
  /** Threads of the processor, over which the rows are summed in the same blocks however many there are. */
  readonly threads?: number;
  /** Of the kernels and their arrays; f64 by default. */
  readonly precision?: 'f64' | 'f32';
  /** A formula nested in that of the fit, to test it against: an analysis of deviance. */
  readonly against?: string;
}

/** Arrays, or a table with a formula. */
export type FitData = DatasetInput | FormulaData;

/**
 * Fits a generalised linear model.
 *
 * With a formula, text columns become factors and rows with missing cells are left out, counted in `report.rowsDropped`.
 * With arrays, `x` is rows × features without a constant column. A fit that did not converge is still a model: its report
 * says so.
 *
 * @throws Problem for data, formula or options that do not fit; each names column, row and value.
 * @example
 * ```ts
 * const model = await fit('poisson', { table: { y: [1, 3, 4, 9], dose: [0, 1, 2, 3] }, formula: 'y ~ dose' });
 * console.log(model.summary());
 * ```
 */
export const fit = async (
  family: string | KernelModule,
  data: FitData,
  options: FitOptions = {},
): Promise<Model> => {
  if (!isThing(data))
    throw new Problem('wrong-usage', 'there are no data', { help: 'pass { x, y } or { table, formula }' });
  if (typeof family !== 'string') {
    if (!isThing(family))
      throw new Problem('wrong-usage', 'there is no family', { help: 'pass its name, or compiled kernels' });
    return fitKernels(family, data, options);
  }
  const choice = await resolveForKernels(family, null, options.fix);
  if (isFormula(data)) return (await fitFamily(choice, data, options)).model;
  const traits = await traitsOf(choice, options.fix);
  const recipe = recipeOf(choice, options, sizeOfArrays(traits, data));
  const named = { ...options, link: linksOf(traits.name, options.link).name };
  const memory = { recipe, design: null, outcome: null };
  return fitWith(await kernelsOf(recipe), data, { options: named, memory });
};

/** A model, and what is to be said beside its report. */
export interface Fitted {
  readonly model: Model;
  readonly warnings: readonly string[];
}

/** Fits a family to a table. */
export const fitFamily = async (
  choice: FamilyChoice,
  data: FormulaData,
  options: FitOptions = {},
): Promise<Fitted> => {
  const { against, ...rest } = options;
  if (against === undefined) return fitFormula(choice, data, options);
  const larger = await fitFormula(choice, { ...data, alongside: [against] }, rest);
  const smaller = await fitFormula(choice, { ...data, formula: against, alongside: [data.formula] }, rest);
  const test = analysisOfDeviance(larger.model.report, smaller.model.report);
  const json = larger.model.toJSON();
  const model = new Model(larger.model.kernels, { ...json, fit: { ...json.fit, against: test } });
  return { ...larger, model };
};

const fitFormula = async (choice: FamilyChoice, data: FormulaData, options: FitOptions): Promise<Fitted> => {
  const traits = await traitsOf(choice, options.fix);
  const prepared = prepare(data, traits.role);
  const { levels, entries } = prepared;
  const recipe = recipeOf(
    choice,
    options,
    entries === null
      ? traits.role === 'class'
        ? (levels?.length ?? null)
        : null
      : traits.sizeOf(entries.length),
  );
  const kernels = await kernelsOf(recipe);
  const outcome = { text: prepared.outcome, role: traits.role, levels: prepared.levels };
  const model = await fitPrepared({ ...kernels, family: traits.name }, prepared, {
    options: { ...options, link: linksOf(traits.name, options.link).name },
    memory: { recipe, design: prepared.design, outcome },
  });
  return { model, warnings: warningsOf(prepared) };
};

const fitKernels = async (kernels: KernelModule, data: FitData, options: FitOptions): Promise<Model> => {
  const { family, classes, link = null } = kernels;
  const recipe = recipeOfKernels(kernels) ?? { family, density: null, classes, fix: {}, link };
  if (!isFormula(data))
    return fitWith(kernels, data, { options, memory: { recipe, design: null, outcome: null } });
  const { support } = kernels;
  const binary = support?.integer === true && support.lower === 0 && support.upper === 1;
  const one = binary ? 'success' : 'number';
  const role = kernels.classes !== null ? 'class' : (kernels.columns ?? 1) > 1 ? 'vector' : one;
  const prepared = prepare(data, role);
  const outcome = { text: prepared.outcome, role, levels: prepared.levels } as const;
  return fitPrepared(kernels, prepared, { options, memory: { recipe, design: prepared.design, outcome } });
};

interface Setting {
  readonly options: FitOptions;
  readonly memory: Memory;
}

const fitPrepared = async (kernels: KernelModule, prepared: Prepared, setting: Setting): Promise<Model> => {
  checkSupport(kernels, prepared);
  const input = inputOf(kernels, prepared, setting.memory);
  const { design, frame } = prepared;
  return fitWith(kernels, input, setting, { formula: design.formula, rowsDropped: frame.dropped });
};

const inputOf = (kernels: KernelModule, prepared: Prepared, memory: Memory): DatasetInput => {
  const { x, y, names, weights, frequencies, offset, design, levels } = prepared;
  if (offset !== null && offset.length !== prepared.rows * kernels.parameters)
    throw new Problem(
      'unsuitable-offset',
      `an offset of ${String(offset.length / prepared.rows)} columns for the ${String(kernels.parameters)} linear predictors of ${kernels.family}`,
    );
  const classes = levels ?? (memory.outcome?.role === 'success' ? ['0', '1'] : null);
  return {
    x,
    y,
    names,
    intercept: design.intercept,
    ...(weights === null ? {} : { weights }),
    ...(frequencies === null ? {} : { frequencies }),
    ...(offset === null ? {} : { offset }),
    ...(classes === null ? {} : { classes }),
  };
};

/** The data of a model with a formula as arrays, to diagnose it by. @throws Problem `foreign-model` */
export const diagnosableInput = (model: Model, data: FormulaData) => {
  const { memory } = model;
  if (memory.outcome === null)
    throw new Problem('foreign-model', 'the model was fitted from arrays and has no formula');
  const prepared = prepare(data, memory.outcome.role);
  const { frame } = prepared;
  return { input: inputOf(model.kernels, prepared, memory), frame, rows: frame.rows + frame.dropped };
};

const fitWith = async (
  kernels: KernelModule,
  input: DatasetInput,
  { options, memory }: Setting,
  said: Pick<ArrayOptions, 'formula' | 'rowsDropped'> = {},
): Promise<Model> => {
  const { fix: _, against: __, precision: ___, device, threads, ...rest } = options;
  const found = await fitArrays(kernels, input, {
    ...rest,
    ...said,
    design: memory,
    ...(await deviceOption({ device, threads }, memory.recipe)),
  });
  return new Model(kernels, found.toJSON());
};

const isThing = (value: unknown): boolean => typeof value === 'object' && value !== null;

const isFormula = (data: FitData): data is FormulaData => 'table' in data;

const recipeOf = (
  choice: FamilyChoice,
  { fix, link, precision }: FitOptions,
  classes: number | null,
): KernelRecipe => recipeOfChoice(choice, { classes, fix, links: linksOf(choice.name, link), precision });

// How many classes, or entries of a vector, the arrays have.
const sizeOfArrays = ({ role, sizeOf }: Traits, data: DatasetInput): number | null => {
  if (role === 'class') return countClasses(data);
  if (role !== 'vector') return null;
  const { x, y, names } = data;
  if (isNested(y)) return sizeOf(y[0]?.length ?? 0);
  const rows = Array.isArray(x) ? x.length : x.length / (names?.length ?? NaN);
  if (Number.isInteger(y.length / rows)) return sizeOf(y.length / rows);
  throw new Problem('wrong-usage', 'the arrays do not say how many entries an outcome has', {
    help: 'pass y as an array of rows, or compiled kernels',
  });
};

const isNested = (y: DatasetInput['y']): y is readonly (readonly number[])[] =>
  Array.isArray(y) && Array.isArray(y[0]);

const countClasses = ({ y, classes }: DatasetInput): number => {
  if (classes !== undefined) return classes.length;
  if (isNested(y)) return y[0]?.length ?? 0;
  if (y instanceof Float64Array || y instanceof Float32Array)
    throw new Problem('wrong-usage', 'soft labels do not say how many classes there are', {
      help: 'pass `classes`, or compiled kernels',
    });
  const values: readonly (string | number)[] = Array.from<string | number>(y);
  return typeof values[0] === 'string'
    ? new Set(values).size
    : values.reduce<number>((most, value) => Math.max(most, Number(value) + 1), 0);
};

const warningsOf = ({ frame, remarks }: Prepared): readonly string[] => [
  ...(frame.dropped === 0
    ? []
    : [
        `rows-dropped: ${String(frame.dropped)} of ${String(frame.dropped + frame.rows)} rows lack a cell that the formula uses`,
      ]),
  ...remarks,
];
