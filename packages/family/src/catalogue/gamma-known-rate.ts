// Gamma of which only the shape is unknown: its statistic is log y.
import { family } from '../density/family.js';

export const gammaKnownRate = family({
  name: 'gamma_known_rate',
  about: 'A positive outcome with unknown shape and known rate.',
  density: `
    gamma_known_rate(y | shape; rate) = rate^shape * y^(shape - 1) * exp(-rate * y) / gamma(shape)
      y     in (0, inf)
      shape in (0, inf)
      rate  in (0, inf)`,
  relations: [{ kind: 'special-case', of: 'gamma_shape_rate' }],
  known: {
    source: 'Barndorff-Nielsen 1978, chapter 8',
    statistics: ['log(y)'],
    natural: ['shape - 1'],
    logPartition: 'lgamma(eta1 + 1) - (eta1 + 1) * log(rate)',
    mean: ['digamma(shape) - log(rate)'],
    meanOfOutcome: 'shape / rate',
  },
});
