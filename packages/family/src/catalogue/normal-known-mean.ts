// Normal of which only the variance is unknown: its statistic is the squared deviation.
import { family } from '../density/family.js';

export const normalKnownMean = family({
  name: 'normal_known_mean',
  about: 'A normal outcome with known mean mu and unknown standard deviation sigma.',
  density: `
    normal_known_mean(y | sigma; mu) = exp(-(y - mu)^2 / (2 * sigma^2)) / (sigma * sqrt(2 * pi))
      y     in real
      sigma in (0, inf)
      mu    in real`,
  relations: [
    { kind: 'special-case', of: 'normal' },
    { kind: 'special-case', of: 'generalised_normal', with: { alpha: 'sqrt(2) * sigma', m: 'mu', k: '2' } },
  ],
  known: {
    source: 'Barndorff-Nielsen 1978, chapter 8',
    statistics: ['(y - mu)^2'],
    natural: ['-1 / (2 * sigma^2)'],
    logPartition: '-log(-2 * eta1) / 2',
    mean: ['sigma^2'],
    variance: '2 * mu1^2',
    meanOfOutcome: 'mu',
  },
});
