// Fréchet: the largest of many with heavy tails. A member because its power is known.
import { family } from '../density/family.js';

export const frechet = family({
  name: 'frechet',
  about: 'The largest of many measurements with heavy tails, with known power alpha.',
  density: `
    frechet(y | s; alpha) = alpha / s * (y / s)^(-1 - alpha) * exp(-(y / s)^(-alpha))
      y     in (0, inf)
      s     in (0, inf)
      alpha in (0, inf)`,
  relations: [
    { kind: 'transform', of: 'weibull', outcome: '1 / y', with: { k: 'alpha', lambda: '1 / s' } },
    { kind: 'transform', of: 'exponential', outcome: 'y^(-alpha)', with: { rate: 's^alpha' } },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1995, chapter 22',
    meanOfOutcome: 's * gamma(1 - 1 / alpha)',
    meanExists: 'alpha > 1',
    statistics: ['y^(-alpha)'],
    natural: ['-s^alpha'],
    logPartition: '-log(-eta1)',
    mean: ['s^(-alpha)'],
    variance: 'mu1^2',
  },
});
