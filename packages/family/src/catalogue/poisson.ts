// Poisson: counts of independent events.
import { family } from '../family.js';

export const poisson = family({
  name: 'poisson',
  about: 'The number of independent events that happen at a rate.',
  density: `
    poisson(y | rate) = rate^y * exp(-rate) / factorial(y)
      y    in 0..inf
      rate in (0, inf)`,
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
