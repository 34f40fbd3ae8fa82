// Gaussian: a mean with known dispersion, the family of least squares.
import { family } from '../family.js';

export const gaussian = family({
  name: 'gaussian',
  about: 'A normal outcome with unknown mean and known variance phi.',
  density: `
    gaussian(y | mu; phi) = exp(-(y - mu)^2 / (2 * phi)) / sqrt(2 * pi * phi)
      y   in real
      mu  in real
      phi in (0, inf)`,
  dispersion: 'phi',
  known: {
    source: 'McCullagh & Nelder 1989, table 2.1',
    statistics: ['y'],
    natural: ['mu / phi'],
    logPartition: 'phi * eta1^2 / 2',
    mean: ['mu'],
    variance: 'phi',
    response: 'phi * eta1',
  },
});
