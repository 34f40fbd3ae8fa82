// Categorical: a die with K sides. Its response function is the softmax.
import { family } from '../density/family.js';

export const categorical = family({
  name: 'categorical',
  about: 'One of K classes, class k with probability phi[k].',
  density: `
    categorical(y | phi) = prod(phi[k]^(y == k), k, 1, K)
      y   in 1..K
      phi in simplex(K)`,
  relations: [
    { kind: 'transform', of: 'multinomial', outcome: '(y == k)', with: { n: '1' } },
    { kind: 'conjugate-prior', of: 'dirichlet', parameter: 'phi', update: { alpha: 'alpha[k] + (y == k)' } },
  ],
  known: {
    source: 'Agresti 2013, section 8.1',
    response: 'exp(eta[i]) / (1 + sum(exp(eta[j]), j, 1, K - 1))',
    logPartition: 'log(1 + sum(exp(eta[j]), j, 1, K - 1))',
  },
});
