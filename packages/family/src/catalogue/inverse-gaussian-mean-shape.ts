// Inverse Gaussian: mean and shape both unknown.
import { family } from '../density/family.js';

export const inverseGaussianMeanShape = family({
  name: 'inverse_gaussian_mean_shape',
  about:
    'The time at which a diffusion with drift first meets a barrier, with unknown mean mu and shape lambda.',
  density: `
    inverse_gaussian_mean_shape(y | mu, lambda) = sqrt(lambda / (2 * pi * y^3)) * exp(-lambda * (y - mu)^2 / (2 * mu^2 * y))
      y      in (0, inf)
      mu     in (0, inf)
      lambda in (0, inf)`,
  relations: [
    {
      kind: 'special-case',
      of: 'generalised_inverse_gaussian',
      with: { p: '-1 / 2', a: 'lambda / mu^2', b: 'lambda' },
    },
    { kind: 'repeated', of: 'inverse_gaussian_mean_shape', here: { mu: 'n * mu', lambda: 'n^2 * lambda' } },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1994, chapter 15',
    statistics: ['y', '1 / y'],
    natural: ['-lambda / (2 * mu^2)', '-lambda / 2'],
    logPartition: '-2 * sqrt(eta1 * eta2) - log(-2 * eta2) / 2',
    mean: ['mu', '1 / mu + 1 / lambda'],
    meanOfOutcome: 'mu',
  },
});
