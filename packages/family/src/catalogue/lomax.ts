// Lomax: a Pareto outcome counted from its threshold. A member because its scale is known.
import { family } from '../density/family.js';

export const lomax = family({
  name: 'lomax',
  about: 'An excess that falls off as a power, with known scale s.',
  density: `
    lomax(y | alpha; s) = alpha / s * (1 + y / s)^(-alpha - 1)
      y     in (0, inf)
      alpha in (0, inf)
      s     in (0, inf)`,
  relations: [
    { kind: 'transform', of: 'pareto', outcome: 'y + s', with: { least: 's' } },
    {
      kind: 'mixture',
      of: 'exponential',
      parameter: 'rate',
      over: 'gamma_shape_rate',
      update: { shape: 'shape + 1', rate: 'rate + y' },
      with: { alpha: 'shape', s: 'rate' },
    },
    { kind: 'transform', of: 'exponential', outcome: 'log(1 + y / s)', with: { rate: 'alpha' } },
    { kind: 'transform', of: 'burr', outcome: 'y / s', with: { k: 'alpha', c: '1' } },
    {
      kind: 'conjugate-prior',
      of: 'gamma_shape_rate',
      parameter: 'alpha',
      update: { shape: 'shape + 1', rate: 'rate + log(1 + y / s)' },
    },
  ],
  known: {
    source: 'Lomax 1954',
    meanOfOutcome: 's / (alpha - 1)',
    meanExists: 'alpha > 1',
    statistics: ['log(1 + y / s)'],
    natural: ['-alpha - 1'],
    logPartition: '-log(-1 - eta1) + log(s)',
    mean: ['1 / alpha'],
    variance: 'mu1^2',
  },
});
