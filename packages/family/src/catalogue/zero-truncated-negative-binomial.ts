// Zero-truncated negative binomial: an overdispersed count of which zero is never seen.
import { family } from '../density/family.js';

export const zeroTruncatedNegativeBinomial = family({
  name: 'zero_truncated_negative_binomial',
  about: 'A negative binomial count that is only recorded where it is not zero.',
  density: `
    zero_truncated_negative_binomial(y | p; r) = gamma(y + r) / (gamma(r) * factorial(y)) * p^r * (1 - p)^y / (1 - p^r)
      y in 1..inf
      p in (0, 1)
      r in (0, inf)`,
  known: {
    source: 'Johnson, Kemp & Kotz 2005, section 5.11',
    statistics: ['y'],
    natural: ['log(1 - p)'],
    logPartition: 'log((1 - exp(eta1))^(-r) - 1)',
  },
});
