// Gumbel: the largest of many. A member because its scale is known.
import { family } from '../density/family.js';

export const gumbel = family({
  name: 'gumbel',
  about: 'The largest of many measurements, such as the yearly flood, with known scale s.',
  density: `
    gumbel(y | mu; s) = exp(-(y - mu) / s - exp(-(y - mu) / s)) / s
      y  in real
      mu in real
      s  in (0, inf)`,
  relations: [
    { kind: 'transform', of: 'exponential', outcome: 'exp(-y / s)', with: { rate: 'exp(mu / s)' } },
    { kind: 'transform', of: 'frechet', outcome: 'exp(y / s)', with: { s: 'exp(mu / s)', alpha: '1' } },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1995, chapter 22',
    statistics: ['exp(-y / s)'],
    natural: ['-exp(mu / s)'],
    logPartition: '-log(-eta1)',
    mean: ['exp(-mu / s)'],
    variance: 'mu1^2',
  },
});
