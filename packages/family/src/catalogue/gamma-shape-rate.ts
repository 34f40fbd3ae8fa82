// Gamma: positive outcomes with shape and rate both unknown.
import { family } from '../density/family.js';

export const gammaShapeRate = family({
  name: 'gamma_shape_rate',
  about: 'A positive outcome with unknown shape and rate.',
  density: `
    gamma_shape_rate(y | shape, rate) = rate^shape * y^(shape - 1) * exp(-rate * y) / gamma(shape)
      y     in (0, inf)
      shape in (0, inf)
      rate  in (0, inf)`,
  relations: [
    {
      kind: 'many-valued',
      of: 'wishart',
      outcome: ['y'],
      with: { V: ['1 / (2 * rate)'], n: '2 * shape' },
    },
    {
      kind: 'limit',
      of: 'generalised_inverse_gaussian',
      order: 1,
      where: 'shape > 3 / 2',
      with: { p: 'shape', a: '2 * rate', b: '1 / t' },
    },
    { kind: 'repeated', of: 'exponential', here: { shape: 'n', rate: 'rate' } },
    { kind: 'transform', of: 'inverse_gamma', outcome: '1 / y', with: { shape: 'shape', scale: 'rate' } },
    { kind: 'transform', of: 'chi_squared', outcome: '2 * rate * y', with: { k: '2 * shape' } },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1994, chapter 17',
    statistics: ['log(y)', 'y'],
    natural: ['shape - 1', '-rate'],
    logPartition: 'lgamma(eta1 + 1) - (eta1 + 1) * log(-eta2)',
    mean: ['digamma(shape) - log(rate)', 'shape / rate'],
    meanOfOutcome: 'shape / rate',
  },
});
