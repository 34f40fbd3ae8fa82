// Logit-normal: its logit is normal. The mean of the outcome itself has no closed form.
import { family } from '../density/family.js';

export const logitNormal = family({
  name: 'logit_normal',
  about: 'A proportion whose logit is normal.',
  density: `
    logit_normal(y | mu, sigma) = exp(-(log(y / (1 - y)) - mu)^2 / (2 * sigma^2)) / (y * (1 - y) * sigma * sqrt(2 * pi))
      y     in (0, 1)
      mu    in real
      sigma in (0, inf)`,
  relations: [{ kind: 'transform', of: 'normal', outcome: 'log(y / (1 - y))' }],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1994, section 12.4',
    statistics: ['log(y / (1 - y))', 'log(y / (1 - y))^2'],
    natural: ['mu / sigma^2', '-1 / (2 * sigma^2)'],
    logPartition: '-eta1^2 / (4 * eta2) - log(-2 * eta2) / 2',
    mean: ['mu', 'mu^2 + sigma^2'],
  },
});
