// Chi-squared: the length, squared, of a vector with k independent standard gaussian components.
import { family } from '../density/family.js';

export const chiSquared = family({
  name: 'chi_squared',
  about: 'The sum of the squares of k independent standard normal numbers; k need not be whole.',
  density: `
    chi_squared(y | k) = y^(k / 2 - 1) * exp(-y / 2) / (2^(k / 2) * gamma(k / 2))
      y in (0, inf)
      k in (0, inf)`,
  relations: [
    { kind: 'special-case', of: 'gamma_shape_rate', with: { shape: 'k / 2', rate: '1 / 2' } },
    { kind: 'transform', of: 'chi', outcome: 'sqrt(y)' },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1994, chapter 18',
    statistics: ['log(y)'],
    natural: ['k / 2 - 1'],
    logPartition: 'lgamma(eta1 + 1) + (eta1 + 1) * log(2)',
    mean: ['digamma(k / 2) + log(2)'],
    meanOfOutcome: 'k',
  },
});
