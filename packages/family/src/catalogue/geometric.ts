// Geometric: failures before the first success.
import { family } from '../density/family.js';

export const geometric = family({
  name: 'geometric',
  about: 'The number of failures before the first success.',
  density: `
    geometric(y | p) = p * (1 - p)^y
      y in 0..inf
      p in (0, 1)`,
  relations: [
    { kind: 'special-case', of: 'negative_binomial', with: { r: '1' } },
    { kind: 'transform', of: 'geometric_trials', outcome: 'y + 1' },
    { kind: 'conjugate-prior', of: 'beta', parameter: 'p', update: { alpha: 'alpha + 1', beta: 'beta + y' } },
  ],
  known: {
    source: 'Johnson, Kemp & Kotz 2005, section 5.2',
    statistics: ['y'],
    natural: ['log(1 - p)'],
    logPartition: '-log(1 - exp(eta1))',
    mean: ['(1 - p) / p'],
    variance: 'mu1 + mu1^2',
    response: '1 / (exp(-eta1) - 1)',
  },
});
