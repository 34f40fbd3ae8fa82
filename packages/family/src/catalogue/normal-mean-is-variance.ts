// Normal whose variance is its mean: it looks curved and is full, because y alone is in the base measure.
import { family } from '../density/family.js';

export const normalMeanIsVariance = family({
  name: 'normal_mean_is_variance',
  about: 'A normal outcome whose variance theta is its mean, as a count that is large.',
  density: `
    normal_mean_is_variance(y | theta) = exp(-(y - theta)^2 / (2 * theta)) / sqrt(2 * pi * theta)
      y     in real
      theta in (0, inf)`,
  relations: [{ kind: 'special-case', of: 'normal', with: { mu: 'theta', sigma: 'sqrt(theta)' } }],
  known: {
    source: 'Barndorff-Nielsen 1978, chapter 8',
    statistics: ['y^2'],
    natural: ['-1 / (2 * theta)'],
    logPartition: '-log(-2 * eta1) / 2 - 1 / (4 * eta1)',
    mean: ['theta^2 + theta'],
    meanOfOutcome: 'theta',
  },
});
