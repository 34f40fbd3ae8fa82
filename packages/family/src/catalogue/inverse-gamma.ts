// Inverse gamma: one over a gamma outcome.
import { family } from '../density/family.js';

export const inverseGamma = family({
  name: 'inverse_gamma',
  about: 'A positive outcome whose reciprocal is gamma, such as an unknown variance.',
  density: `
    inverse_gamma(y | shape, scale) = scale^shape * y^(-shape - 1) * exp(-scale / y) / gamma(shape)
      y     in (0, inf)
      shape in (0, inf)
      scale in (0, inf)`,
  relations: [
    {
      kind: 'limit',
      of: 'generalised_inverse_gaussian',
      order: 1,
      where: 'shape > 3 / 2',
      with: { p: '-shape', a: '1 / t', b: '2 * scale' },
    },
    { kind: 'transform', of: 'gamma_shape_rate', outcome: '1 / y', with: { rate: 'scale' } },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1994, chapter 17',
    meanExists: 'shape > 1',
    statistics: ['log(y)', '1 / y'],
    natural: ['-shape - 1', '-scale'],
    logPartition: 'lgamma(-eta1 - 1) + (eta1 + 1) * log(-eta2)',
    mean: ['log(scale) - digamma(shape)', 'shape / scale'],
  },
});
