// THE TABLE of error budgets, by target, precision and function, each with its reason. It is written into every manifest,
// and the tests measure against it.
import type { TargetName } from './targets/index.js';

/** The functions that have a budget; what of them a module has depends on its family. */
export const budgeted = [
  'response', 'loss', 'gradient', 'hessian', 'jacobian', 'lossSoft', 'gradientSoft', 'linearResponse', 'linearGradient',
  'inputGradient', 'linearGradientSoft', 'inputGradientSoft', 'saturatedLoss', 'logBaseMeasure',
] as const; // prettier-ignore

/** A function that has a budget. */
export type Budgeted = (typeof budgeted)[number];

/** Units in the last place that each function may be off, and why no less. */
export interface Budget extends Readonly<Record<Budgeted, number>> {
  readonly because: string;
}

/**
 * Where the numbers come from. Those of TypeScript and WebAssembly are what the project promises: 4 ulp for response, loss and
 * gradient and 8 for second derivatives, in ulps of the result for choices and bits and of the largest term for the rest, 16 with
 * special functions, and times the condition number for matrices, which is a factor of 2 beside what the largest term holds of it.
 * Those of WGSL follow from the error table of its specification (section "Floating Point Accuracy"), rounded up to a power of
 * two, with twice as much for second derivatives; bounds of a single kernel are composed from the same table in `bounds`.
 *
 * What follows from the budgets of first and of second derivatives: soft labels and the linear pass, where x·weights is a number
 * of the format, are sums and products of what the plain functions return; what depends on the outcome alone is a sum of
 * logarithms and log gammas.
 */
const budget = (first: number, second: number, because: string): Budget => ({
  response: first,
  loss: first,
  gradient: first,
  hessian: second,
  jacobian: second,
  lossSoft: first,
  gradientSoft: first,
  linearResponse: first,
  // a product by the weight of the row and one by the feature, half an ulp each, and two sums with other rows
  linearGradient: first + 2,
  // sums over the parameters beside them
  inputGradient: first + 4,
  linearGradientSoft: first + 2,
  inputGradientSoft: first + 4,
  saturatedLoss: Math.max(first, special),
  logBaseMeasure: Math.max(first, special),
  because,
});

/** Promised of a result with special functions: it holds up to three, each off by up to 6 ulp where the tests of the prelude find it worst. */
const special = 16;

const ofExact = budget(
  4,
  8,
  'an exponential (1 ulp) with the rounding of its argument corrected, a pairwise sum and a division; products of two such for second derivatives',
);

const ofScaled = budget(
  4,
  8,
  'in ulps of the largest term of the difference that defines the result, which may vanish: exp(eta) - y has no relative accuracy near 0',
);

const ofConditioned = budget(
  8,
  16,
  'in ulps of the largest term, which holds the condition number of the matrix of natural parameters; a determinant of three rows is off by up to 4 ulp of its largest term, and a second derivative is divided by three of them',
);

const ofSpecial = budget(
  special,
  special,
  'in ulps of the largest term of the difference that defines the result; a special function is off by up to 6 ulp, and a result holds up to three',
);

const ofSummed = budget(
  special,
  special,
  'a normaliser summed or integrated from its definition: in ulps of the result and of the terms that it is made of, times the size of the exponent, for an exponential turns the rounding of its argument into as many ulps as the argument is large',
);

// 3 + 2·104 = 211 ulp of an exponential, for below -104 it is 0: the next power of two
const single = budget(
  256,
  512,
  'WGSL promises exp within 3 + 2|x| ulp, up to 211 at x = -104, and no correction of a rounding, for compilers may reassociate',
);

// four times as much, set by hand: 2^-21 is 4 ulp where a logarithm is near 1, beside ten divisions of 2.5 ulp in a recurrence
const singleSpecial = budget(
  1024,
  2048,
  'in ulps of the largest term, as for the others; WGSL promises a logarithm within 2^-21 near 1 alone, and a division within 2.5 ulp, of which a recurrence makes ten',
);

const singleSummed = budget(
  1024,
  2048,
  'in ulps of the result times the size of the exponent, as for the others; WGSL lets compilers reassociate, so that sums of some hundred terms are plain, and promises exp within 3 + 2|x| ulp',
);

/** Levels of the tree of a sum over 64 classes, for which the budgets of choices stand. */
const levels = 6;

/** The budget of a choice among more classes: each level more of their tree is one more rounding of the sum. */
export const deeper = (given: Budget, depth: number): Budget => {
  const more = Math.max(0, depth - levels);
  if (more === 0) return given;
  return budget(
    given.response + more / 2,
    given.hessian + more,
    `${given.because}; half an ulp more in each probability for each of the ${String(more)} levels of the sum beyond 64 classes`,
  );
};

/**
 * How errors of a kernel are counted: in ulps of the result, for choices among classes or between 0 and 1; in ulps of the
 * largest term for others; with determinants on the way; with special functions; with sums or integrals on the way. It follows from what the
 * kernel is, never from its name.
 */
export type Judged = 'exact' | 'scaled' | 'conditioned' | 'special' | 'summed';

const everywhere = {
  exact: ofExact,
  scaled: ofScaled,
  conditioned: ofConditioned,
  special: ofSpecial,
  summed: ofSummed,
} as const;

/** The budgets of a target; a language may have no double precision. */
export interface TargetBudgets {
  readonly f64?: Readonly<Record<Judged, Budget>>;
  readonly f32: Readonly<Record<Judged, Budget>>;
}

/** The table. */
export const budgets = {
  ts: { f64: everywhere, f32: everywhere },
  wasm: { f64: everywhere, f32: everywhere },
  wgsl: {
    f32: { exact: single, scaled: single, conditioned: single, special: singleSpecial, summed: singleSummed },
  },
} as const satisfies { readonly [T in TargetName]: TargetBudgets };
