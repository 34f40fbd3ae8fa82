// Gamma with mean mu and dispersion phi, as generalised linear models take it; its shape is 1 / phi.
import { family } from '../density/family.js';

export const gamma = family({
  name: 'gamma',
  about: 'A positive outcome whose standard deviation grows with its mean mu.',
  density: `
    gamma(y | mu; phi) = y^(1 / phi - 1) * exp(-y / (phi * mu)) / ((phi * mu)^(1 / phi) * gamma(1 / phi))
      y   in (0, inf)
      mu  in (0, inf)
      phi in (0, inf)`,
  dispersion: 'phi',
  relations: [
    { kind: 'special-case', of: 'gamma_shape_rate', with: { shape: '1 / phi', rate: '1 / (phi * mu)' } },
  ],
  known: {
    source: 'McCullagh & Nelder 1989, table 2.1',
    statistics: ['y'],
    natural: ['-1 / (phi * mu)'],
    logPartition: '-log(-eta1) / phi',
    mean: ['mu'],
    variance: 'phi * mu1^2',
  },
});
