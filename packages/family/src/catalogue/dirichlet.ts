// Dirichlet: the probabilities of K classes that are themselves uncertain; the beta's partner of many values.
import { family } from '../density/family.js';

export const dirichlet = family({
  name: 'dirichlet',
  about: 'The shares of K parts of a whole.',
  density: `
    dirichlet(y | alpha) = gamma(sum(alpha[k], k, 1, K)) * prod(y[k]^(alpha[k] - 1) / gamma(alpha[k]), k, 1, K)
      y     in simplex(K)
      alpha in (0, inf)^K`,
  known: {
    source: 'Kotz, Balakrishnan & Johnson 2000, chapter 49',
    logPartition: 'sum(lgamma(eta[j]), j, 1, K) - lgamma(sum(eta[j], j, 1, K))',
    response: 'eta[i] / sum(eta[j], j, 1, K)',
  },
});
