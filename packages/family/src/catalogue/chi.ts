// Chi: the length of a vector with k independent standard gaussian components.
import { family } from '../density/family.js';

export const chi = family({
  name: 'chi',
  about: 'The root of the sum of the squares of k independent standard normal numbers.',
  density: `
    chi(y | k) = y^(k - 1) * exp(-y^2 / 2) / (2^(k / 2 - 1) * gamma(k / 2))
      y in (0, inf)
      k in (0, inf)`,
  relations: [
    { kind: 'transform', of: 'chi_squared', outcome: 'y^2' },
    { kind: 'special-case', of: 'nakagami', with: { m: 'k / 2', omega: 'k' } },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1994, chapter 18',
    statistics: ['log(y)'],
    natural: ['k - 1'],
    logPartition: 'lgamma((eta1 + 1) / 2) + ((eta1 + 1) / 2 - 1) * log(2)',
    mean: ['(digamma(k / 2) + log(2)) / 2'],
  },
});
