// Conway–Maxwell–Poisson: a count with a parameter for its spread. Its log-partition function is a series.
import { family } from '../density/family.js';

export const conwayMaxwellPoisson = family({
  name: 'conway_maxwell_poisson',
  about: 'A count that may be more or less spread out than Poisson, as nu is below or above 1.',
  density: `
    conway_maxwell_poisson(y | lambda, nu) = lambda^y / factorial(y)^nu / sum(lambda^j / factorial(j)^nu, j, 0, inf)
      y      in 0..inf
      lambda in (0, inf)
      nu     in (0, inf)`,
  known: {
    source: 'Shmueli et al. 2005',
    statistics: ['y', 'lgamma(y + 1)'],
    natural: ['log(lambda)', '-nu'],
    logPartition: 'log(sum(exp(eta1 * j + eta2 * lgamma(j + 1)), j, 0, inf))',
  },
});
