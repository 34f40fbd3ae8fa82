// Zero-inflated Poisson: a mixture that is a member, because only zero has a probability of its own.
import { family } from '../density/family.js';

export const zeroInflatedPoisson = family({
  name: 'zero_inflated_poisson',
  about: 'A Poisson count with more zeros than it should have.',
  density: `
    zero_inflated_poisson(y | w, rate) = w * (y == 0) + (1 - w) * rate^y * exp(-rate) / factorial(y)
      y    in 0..inf
      w    in (0, 1)
      rate in (0, inf)`,
  known: {
    source: 'Lambert 1992',
    statistics: ['(y == 0)', 'y'],
    natural: ['log((w + (1 - w) * exp(-rate)) / ((1 - w) * exp(-rate)))', 'log(rate)'],
    logPartition: 'log(exp(eta1) + exp(exp(eta2)) - 1)',
    meanOfOutcome: '(1 - w) * rate',
  },
});
