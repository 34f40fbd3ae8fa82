// Inverse Gaussian of which only the shape is unknown.
import { family } from '../density/family.js';

export const inverseGaussianKnownMean = family({
  name: 'inverse_gaussian_known_mean',
  about: 'The time at which a diffusion first meets a barrier, with known mean mu and unknown shape lambda.',
  density: `
    inverse_gaussian_known_mean(y | lambda; mu) = sqrt(lambda / (2 * pi * y^3)) * exp(-lambda * (y - mu)^2 / (2 * mu^2 * y))
      y      in (0, inf)
      lambda in (0, inf)
      mu     in (0, inf)`,
  relations: [
    { kind: 'special-case', of: 'inverse_gaussian_mean_shape' },
    {
      kind: 'conjugate-prior',
      of: 'gamma_shape_rate',
      parameter: 'lambda',
      update: { shape: 'shape + 1 / 2', rate: 'rate + (y - mu)^2 / (2 * mu^2 * y)' },
    },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1994, chapter 15',
    statistics: ['(y - mu)^2 / (mu^2 * y)'],
    natural: ['-lambda / 2'],
    logPartition: '-log(-2 * eta1) / 2',
    mean: ['1 / lambda'],
    variance: '2 * mu1^2',
    meanOfOutcome: 'mu',
  },
});
