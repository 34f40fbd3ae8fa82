// Multinomial: how often each side of a die came up in n throws.
import { family } from '../density/family.js';

export const multinomial = family({
  name: 'multinomial',
  about: 'The number of times that each of K classes came up in n independent trials.',
  density: `
    multinomial(y | phi; n) = factorial(n) * prod(phi[k]^y[k] / factorial(y[k]), k, 1, K)
      y   in counts(n, K)
      phi in simplex(K)
      n   in 1..inf`,
  servedBy: 'categorical',
  relations: [
    { kind: 'conjugate-prior', of: 'dirichlet', parameter: 'phi', update: { alpha: 'alpha[k] + y[k]' } },
  ],
  known: {
    source: 'Agresti 2013, section 1.2',
    logPartition: 'n * log(1 + sum(exp(eta[j]), j, 1, K - 1))',
  },
});
