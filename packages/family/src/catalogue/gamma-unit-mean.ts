// Gamma of mean 1: shape and rate are one parameter, and the two statistics become one, log y − y.
import { family } from '../density/family.js';

export const gammaUnitMean = family({
  name: 'gamma_unit_mean',
  about: 'A positive factor with mean 1, such as the frailty of a patient.',
  density: `
    gamma_unit_mean(y | shape) = shape^shape * y^(shape - 1) * exp(-shape * y) / gamma(shape)
      y     in (0, inf)
      shape in (0, inf)`,
  relations: [
    { kind: 'special-case', of: 'gamma_shape_rate', with: { rate: 'shape' } },
    { kind: 'special-case', of: 'gamma', with: { mu: '1', phi: '1 / shape' } },
  ],
  known: {
    source: 'Barndorff-Nielsen 1978, chapter 8',
    statistics: ['log(y) - y'],
    natural: ['shape'],
    logPartition: 'lgamma(eta1) - eta1 * log(eta1)',
    mean: ['digamma(shape) - log(shape) - 1'],
    meanOfOutcome: '1',
  },
});
