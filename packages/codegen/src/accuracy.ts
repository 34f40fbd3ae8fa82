// THE TABLE of error budgets, by target, precision and function, each with its reason. It is written into every manifest,
// and the tests measure against it.

/** Units in the last place that a function may be off, and why no less. */
export interface Budget {
  readonly response: number;
  readonly loss: number;
  readonly gradient: number;
  readonly hessian: number;
  readonly jacobian: number;
  readonly because: string;
}

const exact: Budget = {
  response: 4,
  loss: 4,
  gradient: 4,
  hessian: 8,
  jacobian: 8,
  because:
    'an exponential (1 ulp) with the rounding of its argument corrected, a pairwise sum and a division; products of two such for second derivatives',
};

const scaled: Budget = {
  ...exact,
  because:
    'in ulps of the largest term of the difference that defines the result, which may vanish: exp(eta) - y has no relative accuracy near 0',
};

const conditioned: Budget = {
  response: 8,
  loss: 8,
  gradient: 8,
  hessian: 16,
  jacobian: 16,
  because:
    'in ulps of the largest term, which holds the condition number of the matrix of natural parameters; a determinant of three rows is off by up to 4 ulp of its largest term, and a second derivative is divided by three of them',
};

const special: Budget = {
  response: 16,
  loss: 16,
  gradient: 16,
  hessian: 16,
  jacobian: 16,
  because:
    'in ulps of the largest term of the difference that defines the result; a special function is off by up to 6 ulp, and a result holds up to three',
};

const single: Budget = {
  response: 256,
  loss: 256,
  gradient: 256,
  hessian: 512,
  jacobian: 512,
  because:
    'WGSL promises exp within 3 + 2|x| ulp, up to 211 at x = -104, and no correction of a rounding, for compilers may reassociate',
};

const singleSpecial: Budget = {
  response: 1024,
  loss: 1024,
  gradient: 1024,
  hessian: 2048,
  jacobian: 2048,
  because:
    'in ulps of the largest term, as for the others; WGSL promises a logarithm within 2^-21 near 1 alone, and a division within 2.5 ulp, of which a recurrence makes ten',
};

const summed: Budget = {
  ...special,
  because:
    'a normaliser summed or integrated from its definition: in ulps of the result and of the terms that it is made of, times the size of the exponent, for an exponential turns the rounding of its argument into as many ulps as the argument is large',
};

const singleSummed: Budget = {
  ...singleSpecial,
  because:
    'in ulps of the result times the size of the exponent, as for the others; WGSL lets compilers reassociate, so that sums of some hundred terms are plain, and promises exp within 3 + 2|x| ulp',
};

/** Levels of the tree of a sum over 64 classes, for which the budgets of choices stand. */
const levels = 6;

/** The budget of a choice among more classes: each level more of their tree is one more rounding of the sum. */
export const deeper = (budget: Budget, depth: number): Budget => {
  const more = Math.max(0, depth - levels);
  return {
    response: budget.response + more / 2,
    loss: budget.loss + more / 2,
    gradient: budget.gradient + more / 2,
    hessian: budget.hessian + more,
    jacobian: budget.jacobian + more,
    because:
      more === 0
        ? budget.because
        : `${budget.because}; half an ulp more in each probability for each of the ${String(more)} levels of the sum beyond 64 classes`,
  };
};

/**
 * How errors of a kernel are counted: in ulps of the result, for choices among classes or between 0 and 1; in ulps of the
 * largest term for others; with determinants on the way; with special functions; with sums or integrals on the way. It follows from what the
 * kernel is, never from its name.
 */
export type Judged = 'exact' | 'scaled' | 'conditioned' | 'special' | 'summed';

const everywhere = { exact, scaled, conditioned, special, summed } as const;

/** The table. */
export const budgets = {
  ts: { f64: everywhere, f32: everywhere },
  wasm: { f64: everywhere, f32: everywhere },
  wgsl: {
    f32: { exact: single, scaled: single, conditioned: single, special: singleSpecial, summed: singleSummed },
  },
} as const satisfies { readonly [target: string]: { readonly [precision: string]: Record<Judged, Budget> } };
