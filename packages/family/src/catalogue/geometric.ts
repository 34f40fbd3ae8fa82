// Geometric: failures before the first success.
import { family } from '../family.js';

export const geometric = family({
  name: 'geometric',
  about: 'The number of failures before the first success.',
  density: `
    geometric(y | p) = p * (1 - p)^y
      y in 0..inf
      p in (0, 1)`,
  relations: { continuous: 'exponential' },
  known: {
    source: 'Johnson, Kemp & Kotz 2005, section 5.2',
    response: 'exp(eta1) / (1 - exp(eta1))',
    logPartition: '-log(1 - exp(eta1))',
    varianceFunction: 'mu1 + mu1^2',
  },
});
