// Weibull: the life of what fails at its weakest link. A member because k is known.
import { family } from '../density/family.js';

export const weibull = family({
  name: 'weibull',
  about: 'The life of a part whose hazard changes as the power k - 1 of its age, with k known.',
  density: `
    weibull(y | lambda; k) = k / lambda * (y / lambda)^(k - 1) * exp(-(y / lambda)^k)
      y      in (0, inf)
      lambda in (0, inf)
      k      in (0, inf)`,
  relations: [
    {
      kind: 'limit',
      of: 'kumaraswamy',
      order: 1,
      outcome: 'y / (lambda * t^(1 / k))',
      with: { a: 'k', b: 't' },
    },
    { kind: 'transform', of: 'exponential', outcome: 'y^k', with: { rate: 'lambda^(-k)' } },
    { kind: 'transform', of: 'frechet', outcome: '1 / y', with: { s: '1 / lambda', alpha: 'k' } },
    { kind: 'transform', of: 'gumbel', outcome: '-k * log(y)', with: { mu: '-k * log(lambda)', s: '1' } },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1994, chapter 21',
    statistics: ['y^k'],
    natural: ['-lambda^(-k)'],
    logPartition: '-log(-eta1)',
    mean: ['lambda^k'],
    variance: 'mu1^2',
    meanOfOutcome: 'lambda * gamma(1 + 1 / k)',
  },
});
