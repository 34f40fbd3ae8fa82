// Negative multinomial: how often each other side of a die came up before side K had come up r times.
import { family } from '../density/family.js';

export const negativeMultinomial = family({
  name: 'negative_multinomial',
  about: 'The number of times that each of K − 1 classes came up before class K had come up r times.',
  density: `
    negative_multinomial(y | phi; r) = gamma(r + sum(y[k], k, 1, K - 1)) / gamma(r) * phi[K]^r * prod(phi[k]^y[k] / factorial(y[k]), k, 1, K - 1)
      y   in (0..inf)^(K - 1)
      phi in simplex(K)
      r   in (0, inf)`,
  relations: [
    {
      kind: 'conjugate-prior',
      of: 'dirichlet',
      parameter: 'phi',
      update: { alpha: ['alpha[1] + y[1]', 'alpha[2] + y[2]', 'alpha[3] + r'] },
    },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1997, chapter 36',
    logPartition: '-r * log(1 - sum(exp(eta[j]), j, 1, K - 1))',
    response: 'r * exp(eta[i]) / (1 - sum(exp(eta[j]), j, 1, K - 1))',
  },
});
