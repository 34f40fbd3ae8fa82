// Bernoulli: one trial, yes or no. Its response function is the sigmoid.
import { family } from '../density/family.js';

export const bernoulli = family({
  name: 'bernoulli',
  about: 'A single trial that succeeds with probability p.',
  density: `
    bernoulli(y | p) = p^y * (1 - p)^(1 - y)
      y in {0, 1}
      p in (0, 1)`,
  relations: [
    { kind: 'special-case', of: 'binomial', with: { n: '1' } },
    { kind: 'many-valued', of: 'categorical', outcome: '2 - y', with: { phi: ['p', '1 - p'] } },
    {
      kind: 'conjugate-prior',
      of: 'beta',
      parameter: 'p',
      update: { alpha: 'alpha + y', beta: 'beta + 1 - y' },
    },
  ],
  known: {
    source: 'McCullagh & Nelder 1989, table 2.1',
    statistics: ['y'],
    natural: ['log(p / (1 - p))'],
    logPartition: 'log(1 + exp(eta1))',
    mean: ['p'],
    variance: 'mu1 * (1 - mu1)',
    response: '1 / (1 + exp(-eta1))',
  },
});
