// Gaussian: a mean with known dispersion, the family of least squares.
import { family } from '../density/family.js';

export const gaussian = family({
  name: 'gaussian',
  about: 'A normal outcome with unknown mean and known variance phi.',
  density: `
    gaussian(y | mu; phi) = exp(-(y - mu)^2 / (2 * phi)) / sqrt(2 * pi * phi)
      y   in real
      mu  in real
      phi in (0, inf)`,
  dispersion: 'phi',
  relations: [
    { kind: 'special-case', of: 'normal', with: { sigma: 'sqrt(phi)' } },
    { kind: 'repeated', of: 'gaussian', here: { mu: 'n * mu', phi: 'n * phi' } },
    {
      kind: 'conjugate-prior',
      of: 'normal',
      parameter: 'mu',
      update: {
        mu: '(mu / sigma^2 + y / phi) / (1 / sigma^2 + 1 / phi)',
        sigma: '1 / sqrt(1 / sigma^2 + 1 / phi)',
      },
    },
  ],
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
