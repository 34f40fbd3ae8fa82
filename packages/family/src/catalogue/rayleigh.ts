// Rayleigh: the length of a vector whose two components are independent gaussians.
import { family } from '../family.js';

export const rayleigh = family({
  name: 'rayleigh',
  about: 'The length of a plane vector with independent gaussian components of scale s.',
  density: `
    rayleigh(y | s) = y / s^2 * exp(-y^2 / (2 * s^2))
      y in (0, inf)
      s in (0, inf)`,
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
