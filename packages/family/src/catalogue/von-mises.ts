// Von Mises: a direction in the plane. Its statistics are the cosine and the sine.
import { family } from '../density/family.js';

export const vonMises = family({
  name: 'von_mises',
  about: 'An angle around the direction mu, the closer the larger kappa.',
  density: `
    von_mises(y | mu, kappa) = exp(kappa * cos(y - mu)) / (2 * pi * besselI(0, kappa))
      y     in [-pi, pi)
      mu    in [-pi, pi)
      kappa in (0, inf)`,
  relations: [
    {
      kind: 'many-valued',
      of: 'von_mises_fisher',
      outcome: ['cos(y)', 'sin(y)'],
      with: { mu: ['cos(mu)', 'sin(mu)'] },
    },
  ],
  known: {
    source: 'Mardia & Jupp 2000, section 3.5.4',
    statistics: ['cos(y)', 'sin(y)'],
    natural: ['kappa * cos(mu)', 'kappa * sin(mu)'],
    logPartition: 'log(besselI(0, sqrt(eta1^2 + eta2^2)))',
    mean: [
      'besselI(1, kappa) / besselI(0, kappa) * cos(mu)',
      'besselI(1, kappa) / besselI(0, kappa) * sin(mu)',
    ],
  },
});
