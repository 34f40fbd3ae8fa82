// Negative binomial: failures before the r-th success. A member because r is known.
import { family } from '../density/family.js';

export const negativeBinomial = family({
  name: 'negative_binomial',
  about:
    'The number of failures before the r-th success; with r known, a count that is more spread out than Poisson.',
  density: `
    negative_binomial(y | p; r) = gamma(y + r) / (gamma(r) * factorial(y)) * p^r * (1 - p)^y
      y in 0..inf
      p in (0, 1)
      r in (0, inf)`,
  relations: [
    {
      kind: 'compound',
      of: 'logarithmic',
      count: 'poisson',
      with: { p: '1 - p' },
      counts: { rate: '-r * log(p)' },
    },
    { kind: 'many-valued', of: 'negative_multinomial', outcome: ['y'], with: { phi: ['1 - p', 'p'] } },
    { kind: 'repeated', of: 'geometric', here: { p: 'p', r: 'n' } },
    { kind: 'conjugate-prior', of: 'beta', parameter: 'p', update: { alpha: 'alpha + r', beta: 'beta + y' } },
    {
      kind: 'mixture',
      of: 'poisson',
      parameter: 'rate',
      over: 'gamma_shape_rate',
      update: { shape: 'shape + y', rate: 'rate + 1' },
      with: { r: 'shape', p: 'rate / (rate + 1)' },
    },
    { kind: 'limit', of: 'zero_inflated_negative_binomial', order: 1, with: { w: '1 / t' } },
  ],
  known: {
    source: 'Johnson, Kemp & Kotz 2005, chapter 5',
    statistics: ['y'],
    natural: ['log(1 - p)'],
    logPartition: '-r * log(1 - exp(eta1))',
    mean: ['r * (1 - p) / p'],
    variance: 'mu1 + mu1^2 / r',
    response: 'r / (exp(-eta1) - 1)',
  },
});
