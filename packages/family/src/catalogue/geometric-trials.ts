// Geometric, counted in trials: the same natural parameter as the number of failures, another log-partition function.
import { family } from '../density/family.js';

export const geometricTrials = family({
  name: 'geometric_trials',
  about: 'The number of trials up to and with the first success.',
  density: `
    geometric_trials(y | p) = p * (1 - p)^(y - 1)
      y in 1..inf
      p in (0, 1)`,
  relations: [
    { kind: 'transform', of: 'geometric', outcome: 'y - 1' },
    {
      kind: 'conjugate-prior',
      of: 'beta',
      parameter: 'p',
      update: { alpha: 'alpha + 1', beta: 'beta + y - 1' },
    },
  ],
  known: {
    source: 'Johnson, Kemp & Kotz 2005, section 5.2',
    statistics: ['y'],
    natural: ['log(1 - p)'],
    logPartition: 'eta1 - log(1 - exp(eta1))',
    mean: ['1 / p'],
    variance: 'mu1^2 - mu1',
    response: '1 / (1 - exp(eta1))',
  },
});
