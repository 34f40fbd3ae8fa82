// Burr XII: heavy tails and a peak. A member because c is known.
import { family } from '../density/family.js';

export const burr = family({
  name: 'burr',
  about: 'A positive outcome with heavy tails, with the power c known.',
  density: `
    burr(y | k; c) = c * k * y^(c - 1) * (1 + y^c)^(-k - 1)
      y in (0, inf)
      k in (0, inf)
      c in (0, inf)`,
  relations: [
    { kind: 'transform', of: 'lomax', outcome: 'y^c', with: { alpha: 'k', s: '1' } },
    { kind: 'transform', of: 'exponential', outcome: 'log(1 + y^c)', with: { rate: 'k' } },
    {
      kind: 'conjugate-prior',
      of: 'gamma_shape_rate',
      parameter: 'k',
      update: { shape: 'shape + 1', rate: 'rate + log(1 + y^c)' },
    },
  ],
  known: {
    source: 'Burr 1942',
    meanOfOutcome: 'k * beta(k - 1 / c, 1 + 1 / c)',
    meanExists: 'c * k > 1',
    statistics: ['log(1 + y^c)'],
    natural: ['-k - 1'],
    logPartition: '-log(-1 - eta1)',
    mean: ['1 / k'],
    variance: 'mu1^2',
  },
});
