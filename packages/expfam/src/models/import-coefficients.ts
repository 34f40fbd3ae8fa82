// Models from coefficients that another program has found: the attributes of a scikit-learn classifier, or the table of
// coefficients that R prints.
import { kernelsOf } from '../kernels.js';
import { linksOf } from '../links.js';
import { Problem } from '../problems.js';
import { resolveFamily } from '../resolve-family.js';
import { Model } from './model.js';
import { recipeOfChoice } from './recipes.js';

/** Coefficients by another program's conventions. */
export type Coefficients =
  | {
      /** scikit-learn's `coef_`: a row a class, or one row. */
      readonly coef: readonly (readonly number[])[];
      /** scikit-learn's `intercept_`. */
      readonly intercept: readonly number[];
      readonly names?: readonly string[];
      /** scikit-learn's `classes_`. */
      readonly classes?: readonly string[];
    }
  | {
      /** R's `coef(model)`, by term; `(Intercept)` is the constant. NA is null. */
      readonly table: Readonly<Record<string, number | null>>;
    };

interface Weights {
  readonly names: readonly string[];
  readonly classes: readonly string[] | null;
  readonly intercept: boolean;
  /** columns × s. */
  readonly values: readonly number[];
  readonly parameters: number;
}

/**
 * A model that predicts with coefficients found elsewhere. It has no standard errors, and its report says that nothing was
 * fitted here.
 *
 * @throws Problem `wrong-usage` where the shapes do not agree or a coefficient is no number
 * @example
 * ```ts
 * const model = await importCoefficients('poisson', { table: { '(Intercept)': 0.5, dose: 0.2 } });
 * model.predict({ x: [[1]] });
 * ```
 */
export const importCoefficients = async (
  family: string,
  given: Coefficients,
  { link }: { readonly link?: string } = {},
): Promise<Model> => {
  const weights = 'table' in given ? ofTable(given.table) : ofEstimator(given);
  if (!weights.values.every(Number.isFinite))
    throw new Problem('wrong-usage', 'a coefficient is not a finite number');
  const choice = await resolveFamily(family);
  const links = linksOf(choice.name, link);
  const classes = weights.parameters > 1 ? weights.parameters : null;
  const recipe = recipeOfChoice(choice, { classes, links });
  const kernels = await kernelsOf(recipe);
  if (kernels.parameters !== weights.parameters)
    throw new Problem(
      'wrong-usage',
      `${choice.name} has ${String(kernels.parameters)} linear predictors, the coefficients ${String(weights.parameters)}`,
    );
  const { names, intercept, values } = weights;
  const json = {
    schema: 'expfam/model@1',
    family: kernels.family,
    classCount: kernels.classes,
    parameters: kernels.parameters,
    names,
    classes: weights.classes,
    intercept,
    weights: values,
    covariance: null,
    fit: reportOf(kernels.family, links.name, weights),
    design: { recipe, design: null, outcome: null },
  };
  return Model.fromJSON(json, kernels);
};

const ofTable = (table: Readonly<Record<string, number | null>>): Weights => {
  const intercept = Object.hasOwn(table, '(Intercept)');
  const names = Object.keys(table).filter((name) => name !== '(Intercept)');
  const values = [
    ...(intercept ? [table['(Intercept)'] ?? NaN] : []),
    ...names.map((name) => table[name] ?? 0),
  ];
  return { names, classes: null, intercept, values, parameters: 1 };
};

const ofEstimator = (given: Extract<Coefficients, { coef: unknown }>): Weights => {
  const { coef, intercept, classes = null } = given;
  const features = coef[0]?.length ?? 0;
  const s = coef.length;
  if (intercept.length !== s || coef.some((row) => row.length !== features))
    throw new Problem(
      'wrong-usage',
      `coef has ${String(s)} rows, intercept ${String(intercept.length)} entries`,
    );
  const names = given.names ?? Array.from({ length: features }, (_, j) => `x${String(j + 1)}`);
  if (names.length !== features || (s > 1 && classes !== null && classes.length !== s))
    throw new Problem('wrong-usage', 'names or classes do not agree with the rows and columns of coef');
  const columns = [intercept, ...names.map((_, j) => coef.map((row) => row[j] ?? NaN))];
  return { names, classes, intercept: true, values: columns.flat(), parameters: s };
};

const reportOf = (family: string, link: string, weights: Weights) => {
  const { names, classes, intercept, values, parameters: s } = weights;
  const terms = [...(intercept ? ['(Intercept)'] : []), ...names];
  return {
    schema: 'expfam/fit@1',
    family,
    link,
    formula: null,
    rows: 0,
    rowsDropped: 0,
    coefficients: Array.from({ length: s }, (_, k) =>
      terms.map((term, column) => ({
        parameter: `eta${String(k + 1)}`,
        class: s > 1 ? (classes?.[k] ?? null) : null,
        term,
        estimate: values[column * s + k] ?? null,
        standardError: null,
        statistic: null,
        pValue: null,
        interval: null,
      })),
    ).flat(),
    level: 0.95,
    intervals: 'wald',
    errors: 'model',
    statistic: 'z',
    dispersion: null,
    deviance: null,
    nullDeviance: null,
    dfResidual: 0,
    dfNull: 0,
    logLikelihood: null,
    aic: null,
    bic: null,
    l1: 0,
    l2: 0,
    biasReduction: false,
    path: null,
    objective: 0,
    solver: 'imported',
    device: 'none',
    iterations: 0,
    gradientNorm: 0,
    conditionNumber: null,
    converged: true,
    reason: 'imported',
    accuracy: null,
    logLoss: null,
    confusion: null,
    calibration: null,
    crossValidation: null,
    holdout: null,
    against: null,
    warnings: [],
  };
};
