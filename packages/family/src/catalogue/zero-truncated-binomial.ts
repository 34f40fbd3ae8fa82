// Zero-truncated binomial: successes in n trials, of which there was at least one.
import { family } from '../density/family.js';

export const zeroTruncatedBinomial = family({
  name: 'zero_truncated_binomial',
  about: 'The number of successes in n trials, recorded where it is not zero.',
  density: `
    zero_truncated_binomial(y | p; n) = combinations(n, y) * p^y * (1 - p)^(n - y) / (1 - (1 - p)^n)
      y in 1..n
      p in (0, 1)
      n in 2..inf`,
  known: {
    source: 'Johnson, Kemp & Kotz 2005, section 3.11',
    statistics: ['y'],
    natural: ['log(p / (1 - p))'],
    logPartition: 'log((1 + exp(eta1))^n - 1)',
    mean: ['n * p / (1 - (1 - p)^n)'],
  },
});
