// Zero-truncated Poisson: a count of which zero is never seen.
import { family } from '../density/family.js';

export const zeroTruncatedPoisson = family({
  name: 'zero_truncated_poisson',
  about: 'A Poisson count that is only recorded where it is not zero.',
  density: `
    zero_truncated_poisson(y | rate) = rate^y / (factorial(y) * (exp(rate) - 1))
      y    in 1..inf
      rate in (0, inf)`,
  relations: [
    { kind: 'limit', of: 'zero_truncated_binomial', order: 1, with: { n: 't', p: 'rate / t' } },
    {
      kind: 'limit',
      of: 'zero_truncated_negative_binomial',
      order: 1,
      with: { r: 't', p: 't / (t + rate)' },
    },
  ],
  known: {
    source: 'Johnson, Kemp & Kotz 2005, section 4.10',
    statistics: ['y'],
    natural: ['log(rate)'],
    logPartition: 'log(exp(exp(eta1)) - 1)',
    mean: ['rate / (1 - exp(-rate))'],
  },
});
