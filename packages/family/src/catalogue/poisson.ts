// Poisson: counts of independent events.
import { family } from '../family.js';

export const poisson = family({
  name: 'poisson',
  about: 'The number of independent events that happen at a rate.',
  density: `
    poisson(y | rate) = rate^y * exp(-rate) / factorial(y)
      y    in 0..inf
      rate in (0, inf)`,
  relations: { limitOf: 'binomial', waitingTime: 'exponential' },
  known: {
    source: 'McCullagh & Nelder 1989, table 2.1',
    response: 'exp(eta1)',
    logPartition: 'exp(eta1)',
    varianceFunction: 'mu1',
  },
});
