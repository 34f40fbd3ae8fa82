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

const single: Budget = {
  response: 256,
  loss: 256,
  gradient: 256,
  hessian: 512,
  jacobian: 512,
  because:
    'WGSL promises exp within 3 + 2|x| ulp, up to 211 at x = -104, and no correction of a rounding, for compilers may reassociate',
};

/** The table. `exact` is in ulps of the result, for choices among classes; `scaled` for all other families. */
export const budgets = {
  ts: { f64: { exact, scaled }, f32: { exact, scaled } },
  wgsl: { f32: { exact: single, scaled: single } },
} as const;
