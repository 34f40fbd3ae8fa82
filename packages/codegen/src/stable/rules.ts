// THE TABLE of what stabilisation does and why. Sums have any number of terms, so the rules are matched by procedure (in
// `stabiliser`), under these names.

/** One stable form: what is recognised, what is printed instead, and why. */
export interface StableRule {
  readonly from: string;
  readonly to: string;
  readonly because: string;
}

/** The stable forms by name. */
export const stableRules = {
  'open-stable-functions': {
    from: 'softplus(x), sigmoid(x), logsumexp(x, y)',
    to: 'log(1 + exp(x)), 1 / (1 + exp(-x)), log(exp(x) + exp(y))',
    because: 'one mechanism then sees every spelling of the same function',
  },
  'quotient-of-exponentials-to-shares': {
    from: 'exp(x) / (exp(x) + exp(y))',
    to: 'share of x: exp(x - max) / sum of exp(. - max)',
    because: 'exp overflows above 709.78 and the quotient is then NaN; differences from the maximum never do',
  },
  'common-denominator': {
    from: 'exp(x) / D - exp(2 * x) / D^2, exp(x) / D - 1',
    to: 'share of x * share of the others, -(share of the others)',
    because:
      '1 - p cancels: at a logit of 38 no digit of p * (1 - p) is left, and p - 1 is 0 while the answer is -3e-17',
  },
  'weighted-shares': {
    from: 'n * exp(x) / (1 + exp(x)) - y',
    to: '(n - y) * share of x - y * share of 0',
    because: 'for y = n the left side cancels as p - 1 does; n - y is exact there',
  },
  'log-of-sum-to-surprise': {
    from: 'log(D) - x',
    to: '(max - x) + log1p(sum without the maximum)',
    because:
      'log(D) rounds to x for a confident and right prediction: at [0, -40, -41] all 62 bits of 5.8e-18 are lost',
  },
  'log-of-sum-to-excess': {
    from: 'log(D) - z',
    to: '(max - z) + log1p(sum without the maximum)',
    because: 'D overflows above 709.78 though its logarithm is of the size of the maximum',
  },
  'difference-of-exponentials': {
    from: 'exp(x) / (1 - exp(x)), log(1 - exp(x))',
    to: 'exp(x) / -expm1(x), log(-expm1(x)) or log1p(-exp(x)) below -log(2)',
    because: '1 - exp(x) loses 25 bits at x = -1e-8',
  },
  'quotient-of-sum': {
    from: '(x^2 - y) / z^2',
    to: 'x^2 / z^2 - y / z^2',
    because: 'x^2 overflows above 1.3e154 though the quotient, taken as x / z * x / z, does not',
  },
  'common-factor': {
    from: 'x^2 / 2 - x * y',
    to: 'x * (x / 2 - y)',
    because:
      'x^2 and x * y overflow above 1.3e154 and their difference is then NaN though the product is infinite',
  },
  'common-exponential': {
    from: 'y * exp(2 * x) - exp(x)',
    to: 'exp(x) * (y * exp(x) - 1)',
    because:
      'both terms overflow above 709.78 and their difference is then NaN; y * exp(x) is 1 where exp(2 * x) alone is infinite',
  },
  'linear-terms': {
    from: 'x - x * y',
    to: 'x * (1 - y)',
    because:
      'for y = 1 the left side takes the digits of all that stands beside it: at x = -1e17 there are none left',
  },
} as const satisfies { readonly [name: string]: StableRule };

/** The name of a rule of stabilisation. */
export type StableRuleName = keyof typeof stableRules;
