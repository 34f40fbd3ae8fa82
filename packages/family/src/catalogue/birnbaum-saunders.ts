// Birnbaum–Saunders: life under fatigue. A member because its median beta is known.
import { family } from '../density/family.js';

export const birnbaumSaunders = family({
  name: 'birnbaum_saunders',
  about: 'The number of cycles until a crack is too long, with known median beta.',
  density: `
    birnbaum_saunders(y | alpha; beta) = ((sqrt(y / beta) + sqrt(beta / y)) / (2 * alpha * y * sqrt(2 * pi))
        * exp(-(y / beta + beta / y - 2) / (2 * alpha^2)))
      y     in (0, inf)
      alpha in (0, inf)
      beta  in (0, inf)`,
  relations: [
    {
      kind: 'transform',
      of: 'normal_known_mean',
      outcome: 'sqrt(y / beta) - sqrt(beta / y)',
      with: { sigma: 'alpha', mu: '0' },
    },
  ],
  known: {
    source: 'Birnbaum & Saunders 1969',
    statistics: ['y / beta + beta / y - 2'],
    natural: ['-1 / (2 * alpha^2)'],
    logPartition: '-log(-2 * eta1) / 2',
    mean: ['alpha^2'],
    variance: '2 * mu1^2',
    meanOfOutcome: 'beta * (1 + alpha^2 / 2)',
  },
});
