// Zero-inflated negative binomial: the mixture of the zero-inflated Poisson with an overdispersed count.
import { family } from '../density/family.js';

export const zeroInflatedNegativeBinomial = family({
  name: 'zero_inflated_negative_binomial',
  about: 'A negative binomial count with more zeros than it should have.',
  density: `
    zero_inflated_negative_binomial(y | w, p; r) = w * (y == 0) + (1 - w) * gamma(y + r) / (gamma(r) * factorial(y)) * p^r * (1 - p)^y
      y in 0..inf
      w in (0, 1)
      p in (0, 1)
      r in (0, inf)`,
  known: {
    source: 'Greene 1994',
    statistics: ['(y == 0)', 'y'],
    natural: ['log((w + (1 - w) * p^r) / ((1 - w) * p^r))', 'log(1 - p)'],
    logPartition: 'log(exp(eta1) + (1 - exp(eta2))^(-r) - 1)',
    meanOfOutcome: '(1 - w) * r * (1 - p) / p',
  },
});
