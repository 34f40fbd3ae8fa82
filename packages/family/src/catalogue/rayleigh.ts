// Rayleigh: the length of a vector whose two components are independent gaussians.
import { family } from '../density/family.js';

export const rayleigh = family({
  name: 'rayleigh',
  about: 'The length of a plane vector with independent gaussian components of scale s.',
  density: `
    rayleigh(y | s) = y / s^2 * exp(-y^2 / (2 * s^2))
      y in (0, inf)
      s in (0, inf)`,
  relations: [
    { kind: 'special-case', of: 'weibull', with: { k: '2', lambda: 'sqrt(2) * s' } },
    { kind: 'special-case', of: 'nakagami', with: { m: '1', omega: '2 * s^2' } },
    { kind: 'transform', of: 'chi', outcome: 'y / s', with: { k: '2' } },
    { kind: 'transform', of: 'exponential', outcome: 'y^2', with: { rate: '1 / (2 * s^2)' } },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1994, section 18.10',
    statistics: ['y^2'],
    natural: ['-1 / (2 * s^2)'],
    logPartition: '-log(-2 * eta1)',
    mean: ['2 * s^2'],
    variance: 'mu1^2',
    meanOfOutcome: 's * sqrt(pi / 2)',
  },
});
