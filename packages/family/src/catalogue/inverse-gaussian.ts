// Inverse Gaussian with mean mu and dispersion phi, as generalised linear models take it; its shape is 1 / phi.
import { family } from '../density/family.js';

export const inverseGaussian = family({
  name: 'inverse_gaussian',
  about: 'A positive outcome whose variance grows with the third power of its mean mu.',
  density: `
    inverse_gaussian(y | mu; phi) = exp(-(y - mu)^2 / (2 * phi * mu^2 * y)) / sqrt(2 * pi * phi * y^3)
      y   in (0, inf)
      mu  in (0, inf)
      phi in (0, inf)`,
  dispersion: 'phi',
  relations: [{ kind: 'special-case', of: 'inverse_gaussian_mean_shape', with: { lambda: '1 / phi' } }],
  known: {
    source: 'McCullagh & Nelder 1989, table 2.1',
    statistics: ['y'],
    natural: ['-1 / (2 * phi * mu^2)'],
    logPartition: '-sqrt(-2 * eta1 / phi)',
    mean: ['mu'],
    variance: 'phi * mu1^3',
  },
});
