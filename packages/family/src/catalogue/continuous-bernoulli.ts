// Continuous Bernoulli: a shade of grey as a Bernoulli outcome. Its log-partition function has a removable gap at
// zero.
import { family } from '../density/family.js';

export const continuousBernoulli = family({
  name: 'continuous_bernoulli',
  about: 'The brightness of a pixel between 0 and 1, weighed as a Bernoulli trial would be.',
  density: `
    continuous_bernoulli(y | lambda) = log(lambda / (1 - lambda)) / (2 * lambda - 1) * lambda^y * (1 - lambda)^(1 - y)
      y      in [0, 1]
      lambda in (0, 1)`,
  relations: [
    {
      kind: 'special-case',
      of: 'truncated_exponential',
      with: { rate: 'log((1 - lambda) / lambda)', b: '1' },
    },
  ],
  known: {
    source: 'Loaiza-Ganem & Cunningham 2019',
    statistics: ['y'],
    natural: ['log(lambda / (1 - lambda))'],
    logPartition: 'log((exp(eta1) - 1) / eta1)',
    response: '1 / (1 - exp(-eta1)) - 1 / eta1',
  },
});
