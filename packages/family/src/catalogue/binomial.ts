// Binomial: the number of successes in n trials.
import { family } from '../density/family.js';

export const binomial = family({
  name: 'binomial',
  about: 'The number of successes in n independent trials, each with probability p.',
  density: `
    binomial(y | p; n) = combinations(n, y) * p^y * (1 - p)^(n - y)
      y in 0..n
      p in (0, 1)
      n in 1..inf`,
  relations: [
    {
      kind: 'limit',
      of: 'noncentral_hypergeometric',
      order: 1,
      with: { a: 't', b: 't', odds: 'p / (1 - p)' },
    },
    { kind: 'repeated', of: 'bernoulli', here: { p: 'p', n: 'n' } },
    { kind: 'many-valued', of: 'multinomial', outcome: ['y', 'n - y'], with: { phi: ['p', '1 - p'] } },
    {
      kind: 'conjugate-prior',
      of: 'beta',
      parameter: 'p',
      update: { alpha: 'alpha + y', beta: 'beta + n - y' },
    },
  ],
  known: {
    source: 'McCullagh & Nelder 1989, table 2.1',
    statistics: ['y'],
    natural: ['log(p / (1 - p))'],
    logPartition: 'n * log(1 + exp(eta1))',
    mean: ['n * p'],
    variance: 'mu1 * (1 - mu1 / n)',
    response: 'n / (1 + exp(-eta1))',
  },
});
