// Beta: a proportion. Both of its shapes are unknown.
import { family } from '../density/family.js';

export const beta = family({
  name: 'beta',
  about: 'A proportion between 0 and 1.',
  density: `
    beta(y | alpha, beta) = y^(alpha - 1) * (1 - y)^(beta - 1) / beta(alpha, beta)
      y     in (0, 1)
      alpha in (0, inf)
      beta  in (0, inf)`,
  relations: [
    { kind: 'many-valued', of: 'dirichlet', outcome: ['y', '1 - y'], with: { alpha: ['alpha', 'beta'] } },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1995, chapter 25',
    statistics: ['log(y)', 'log(1 - y)'],
    natural: ['alpha - 1', 'beta - 1'],
    logPartition: 'lgamma(eta1 + 1) + lgamma(eta2 + 1) - lgamma(eta1 + eta2 + 2)',
    mean: ['digamma(alpha) - digamma(alpha + beta)', 'digamma(beta) - digamma(alpha + beta)'],
    meanOfOutcome: 'alpha / (alpha + beta)',
  },
});
