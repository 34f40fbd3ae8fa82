// Generalised inverse Gaussian: gamma, inverse gamma and inverse Gaussian in one, with log y, y and 1/y for its statistics.
import { family } from '../density/family.js';

export const generalisedInverseGaussian = family({
  name: 'generalised_inverse_gaussian',
  about: 'A positive outcome that falls off exponentially at both ends, with a power between.',
  density: `
    generalised_inverse_gaussian(y | p, a, b) = (a / b)^(p / 2) * y^(p - 1) * exp(-(a * y + b / y) / 2) / (2 * besselK(p, sqrt(a * b)))
      y in (0, inf)
      p in real
      a in (0, inf)
      b in (0, inf)`,
  relations: [
    {
      kind: 'transform',
      of: 'generalised_inverse_gaussian',
      outcome: '1 / y',
      with: { p: '-p', a: 'b', b: 'a' },
    },
  ],
  known: {
    source: 'Jørgensen 1982, chapter 2',
    statistics: ['log(y)', 'y', '1 / y'],
    natural: ['p - 1', '-a / 2', '-b / 2'],
    logPartition: 'log(2 * besselK(eta1 + 1, 2 * sqrt(eta2 * eta3))) + (eta1 + 1) / 2 * log(eta3 / eta2)',
    meanOfOutcome: 'sqrt(b / a) * besselK(p + 1, sqrt(a * b)) / besselK(p, sqrt(a * b))',
  },
});
