// Normal: mean and variance both unknown.
import { family } from '../density/family.js';

export const normal = family({
  name: 'normal',
  about: 'A normal outcome with unknown mean mu and standard deviation sigma.',
  density: `
    normal(y | mu, sigma) = exp(-(y - mu)^2 / (2 * sigma^2)) / (sigma * sqrt(2 * pi))
      y     in real
      mu    in real
      sigma in (0, inf)`,
  relations: [
    {
      kind: 'many-valued',
      of: 'multivariate_normal',
      outcome: ['y'],
      with: { mu: ['mu'], Sigma: ['sigma^2'] },
    },
    { kind: 'limit', of: 'truncated_normal', order: Infinity, with: { a: '-t', b: 't' } },
    { kind: 'repeated', of: 'normal', here: { mu: 'n * mu', sigma: 'sqrt(n) * sigma' } },
    { kind: 'transform', of: 'log_normal', outcome: 'exp(y)' },
  ],
  known: {
    source: 'Barndorff-Nielsen 1978, example 8.3',
    statistics: ['y', 'y^2'],
    natural: ['mu / sigma^2', '-1 / (2 * sigma^2)'],
    logPartition: '-eta1^2 / (4 * eta2) - log(-2 * eta2) / 2',
    mean: ['mu', 'mu^2 + sigma^2'],
    response: '-eta1 / (2 * eta2)',
  },
});
