// Lévy: a stable law with a closed form. It has no mean; its statistic has.
import { family } from '../density/family.js';

export const levy = family({
  name: 'levy',
  about: 'The time at which a diffusion without drift first meets a barrier, counted from the known start m.',
  density: `
    levy(y | c; m) = sqrt(c / (2 * pi)) * exp(-c / (2 * (y - m))) / (y - m)^(3 / 2)
      y in (m, inf)
      c in (0, inf)
      m in real`,
  relations: [
    { kind: 'transform', of: 'inverse_gamma', outcome: 'y - m', with: { shape: '1 / 2', scale: 'c / 2' } },
    {
      kind: 'limit',
      of: 'inverse_gaussian_mean_shape',
      order: 1,
      outcome: 'y - m',
      with: { mu: 't', lambda: 'c' },
    },
    { kind: 'transform', of: 'half_normal', outcome: '1 / sqrt(y - m)', with: { sigma: '1 / sqrt(c)' } },
    {
      kind: 'conjugate-prior',
      of: 'gamma_shape_rate',
      parameter: 'c',
      update: { shape: 'shape + 1 / 2', rate: 'rate + 1 / (2 * (y - m))' },
    },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1994, section 12.4',
    meanExists: '0',
    statistics: ['1 / (y - m)'],
    natural: ['-c / 2'],
    logPartition: '-log(-2 * eta1) / 2',
    mean: ['1 / c'],
    variance: '2 * mu1^2',
  },
});
