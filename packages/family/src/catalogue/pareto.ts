// Pareto: what is left above a threshold falls off as a power. A member because the threshold is known.
import { family } from '../density/family.js';

export const pareto = family({
  name: 'pareto',
  about: 'An income or a size above a known threshold.',
  density: `
    pareto(y | alpha; least) = alpha * least^alpha / y^(alpha + 1)
      y     in [least, inf)
      alpha in (0, inf)
      least in (0, inf)`,
  relations: [
    { kind: 'transform', of: 'exponential', outcome: 'log(y / least)', with: { rate: 'alpha' } },
    { kind: 'transform', of: 'lomax', outcome: 'y - least', with: { s: 'least' } },
    {
      kind: 'conjugate-prior',
      of: 'gamma_shape_rate',
      parameter: 'alpha',
      update: { shape: 'shape + 1', rate: 'rate + log(y / least)' },
    },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1994, chapter 20',
    meanOfOutcome: 'alpha * least / (alpha - 1)',
    meanExists: 'alpha > 1',
    statistics: ['log(y)'],
    natural: ['-alpha - 1'],
    logPartition: '-log(-1 - eta1) + (1 + eta1) * log(least)',
    mean: ['log(least) + 1 / alpha'],
    variance: '(mu1 - log(least))^2',
  },
});
