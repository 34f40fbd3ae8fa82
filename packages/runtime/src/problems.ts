// Every complaint of the runtime in one table. A failure is data, `{ code, what, where, needed, help }`; its text is made in
// one place, here.

interface Complaint {
  readonly needed: string;
  readonly help: string;
}

/** What each code asks for and how to get there. */
export const complaints = {
  'shape-mismatch': {
    needed: 'arrays of matching lengths',
    help: 'x is row-major, rows × features; y, weights and offset have one entry a row',
  },
  'no-rows': {
    needed: 'at least one row with a positive weight',
    help: 'check what was read or filtered before',
  },
  'non-finite-value': {
    needed: 'a finite number',
    help: 'drop or repair the row: nothing is imputed in silence',
  },
  'label-out-of-range': {
    needed: 'a class index from 0 to the number of classes less one, or the name of a level',
    help: 'labels count from 0; pass `classes` to give the names and their order',
  },
  'soft-label-invalid': {
    needed: 'soft labels of a row that are at least 0 and sum to 1',
    help: 'class indices go into an integer array; a float array is read as rows × classes',
  },
  'class-count-mismatch': {
    needed: 'as many levels as the kernels have classes',
    help: 'compile the kernels for the number of classes in the data',
  },
  'class-without-rows': {
    needed: 'a row of positive weight for every class',
    help: 'leave the class out: its probability has no finite best estimate',
  },
  'outcome-outside-support': {
    needed: 'an outcome that the family can produce',
    help: 'check the column, or choose a family whose outcomes look like this',
  },
  'negative-weight': {
    needed: 'weights of 0 or more',
    help: 'a weight counts or scales a row; it cannot be negative',
  },
  'duplicate-name': { needed: 'distinct column names', help: 'rename one of the columns' },
  'unknown-option': { needed: 'one of the documented values', help: 'see the options of `fit`' },
  'option-out-of-range': { needed: 'a value within the documented range', help: 'see the options of `fit`' },
  'no-response': {
    needed: 'a family whose mean has a closed form',
    help: 'predict the linear predictors instead (predictLinear, --type link)',
  },
  'no-feasible-start': {
    needed: 'coefficients at which every row has a finite loss',
    help: 'add an intercept, or check the offset',
  },
  'solver-needs-information': {
    needed: 'fewer coefficients, or a solver that needs only gradients',
    help: "choose the solver 'lbfgs'",
  },
  'unsuitable-class-weights': {
    needed: 'a weight above 0 for classes of the outcome',
    help: "pass 'balanced', or an object of class names and weights",
  },
  'too-few-rows': {
    needed: 'at least one row of positive weight in every part',
    help: 'use fewer folds, or another fraction',
  },
  'cannot-sample': {
    needed: 'kernels with a base measure, and linear predictors at which there is a density',
    help: 'draw from another family, or elsewhere',
  },
  'covariance-not-kept': {
    needed: 'a model that was fitted with standard errors',
    help: 'penalised fits and those without a finite maximum have none',
  },
  'not-nested': {
    needed: 'two fits of the same rows, the terms of one among those of the other',
    help: 'fit both to the same data and family',
  },
  'options-conflict': { needed: 'one of the two', help: 'leave the other option out' },
  'penalty-needs-coordinate': {
    needed: 'a solver that knows a penalty with corners',
    help: "choose the solver 'coordinate' or 'auto', or l1 = 0",
  },
  'device-unavailable': {
    needed: 'a WebGPU adapter',
    help: "install the package `webgpu` in Node, pass a device of your own, or use the device 'cpu'",
  },
  'device-refused': {
    needed: 'a WGSL module of this family, with its manifest, and data within the limits of the adapter',
    help: 'print the module again with the same options, use fewer rows, or use the device cpu',
  },
  'device-lost': {
    needed: 'a device that stays until the fit has ended',
    help: 'run the fit again; where it happens again use fewer rows, or the device cpu',
  },
  'foreign-model': {
    needed: 'a model written by `toJSON` in the schema expfam/model@1',
    help: 'check the file; a newer schema needs a newer version of this package',
  },
  'kernel-mismatch': {
    needed: 'the kernels of the family and number of classes that the model was fitted with',
    help: 'compile them again with the same options',
  },
} as const satisfies Record<string, Complaint>;

/** The code of a complaint. */
export type ProblemCode = keyof typeof complaints;

/** Where something went wrong: a column, a row counted from 1, the value found. */
export interface Place {
  readonly column?: string;
  readonly row?: number;
  readonly value?: unknown;
}

/**
 * A failure of the runtime, in the form of the house.
 *
 * @example
 * ```ts
 * try {
 *   await fit(kernels, { x, y });
 * } catch (error) {
 *   if (error instanceof Problem && error.code === 'non-finite-value') console.error(error.where);
 * }
 * ```
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly what: string;
  readonly where: Place;
  readonly needed: string;
  readonly help: string;

  constructor(code: ProblemCode, what: string, where: Place = {}) {
    const { needed, help } = complaints[code];
    super(render(code, what, where));
    this.name = 'Problem';
    this.code = code;
    this.what = what;
    this.where = where;
    this.needed = needed;
    this.help = help;
  }
}

const render = (code: ProblemCode, what: string, where: Place): string => {
  const place = [
    where.column === undefined ? '' : `column ${where.column}`,
    where.row === undefined ? '' : `row ${String(where.row)}`,
    where.value === undefined ? '' : `value ${String(where.value)}`,
  ].filter((part) => part !== '');
  const { needed, help } = complaints[code];
  const located = place.length === 0 ? [] : [`  ${place.join(', ')}`];
  return [`${code}: ${what}`, ...located, `  needed: ${needed}`, `  help:   ${help}`].join('\n');
};
