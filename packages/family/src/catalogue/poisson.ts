// Poisson: counts of independent events.
import { family } from '../density/family.js';

export const poisson = family({
  name: 'poisson',
  about: 'The number of independent events that happen at a rate.',
  density: `
    poisson(y | rate) = rate^y * exp(-rate) / factorial(y)
      y    in 0..inf
      rate in (0, inf)`,
  relations: [
    { kind: 'limit', of: 'binomial', order: 1, with: { n: 't', p: 'rate / t' } },
    { kind: 'limit', of: 'negative_binomial', order: 1, with: { r: 't', p: 't / (t + rate)' } },
    { kind: 'special-case', of: 'conway_maxwell_poisson', with: { lambda: 'rate', nu: '1' } },
    { kind: 'limit', of: 'skellam', order: 2, with: { u: 't', c: 'rate / t' } },
    { kind: 'repeated', of: 'poisson', here: { rate: 'n * rate' } },
    {
      kind: 'conjugate-prior',
      of: 'gamma_shape_rate',
      parameter: 'rate',
      update: { shape: 'shape + y', rate: 'rate + 1' },
    },
    { kind: 'limit', of: 'zero_inflated_poisson', order: 1, with: { w: '1 / t' } },
  ],
  known: {
    source: 'McCullagh & Nelder 1989, table 2.1',
    statistics: ['y'],
    natural: ['log(rate)'],
    logPartition: 'exp(eta1)',
    mean: ['rate'],
    variance: 'mu1',
    response: 'exp(eta1)',
  },
});
