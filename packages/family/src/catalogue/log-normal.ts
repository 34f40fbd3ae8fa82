// Log-normal: its logarithm is normal.
import { family } from '../density/family.js';

export const logNormal = family({
  name: 'log_normal',
  about: 'A positive outcome that is the product of many small factors.',
  density: `
    log_normal(y | mu, sigma) = exp(-(log(y) - mu)^2 / (2 * sigma^2)) / (y * sigma * sqrt(2 * pi))
      y     in (0, inf)
      mu    in real
      sigma in (0, inf)`,
  relations: [{ kind: 'transform', of: 'normal', outcome: 'log(y)' }],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1994, chapter 14',
    statistics: ['log(y)', 'log(y)^2'],
    natural: ['mu / sigma^2', '-1 / (2 * sigma^2)'],
    logPartition: '-eta1^2 / (4 * eta2) - log(-2 * eta2) / 2',
    mean: ['mu', 'mu^2 + sigma^2'],
    meanOfOutcome: 'exp(mu + sigma^2 / 2)',
  },
});
