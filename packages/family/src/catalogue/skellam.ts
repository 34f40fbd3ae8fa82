// Skellam: the difference of two counts. A member because the product of the two rates is known.
import { family } from '../density/family.js';

export const skellam = family({
  name: 'skellam',
  about: 'The difference of two Poisson counts of rates c * u and c / u, with c known.',
  density: `
    skellam(y | u; c) = exp(-c * (u + 1 / u)) * u^y * besselI(abs(y), 2 * c)
      y in -inf..inf
      u in (0, inf)
      c in (0, inf)`,
  known: {
    source: 'Skellam 1946',
    statistics: ['y'],
    natural: ['log(u)'],
    logPartition: '2 * c * cosh(eta1)',
    mean: ['c * u - c / u'],
    variance: 'sqrt(mu1^2 + 4 * c^2)',
    response: '2 * c * sinh(eta1)',
  },
});
