// Borel: the size of a family tree that dies out. To invert its natural parameter takes Lambert W.
import { family } from '../density/family.js';

export const borel = family({
  name: 'borel',
  about: 'The number of customers served before a queue first empties, with m arrivals a service.',
  density: `
    borel(y | m) = exp(-m * y) * (m * y)^(y - 1) / factorial(y)
      y in 1..inf
      m in (0, 1)`,
  known: {
    source: 'Johnson, Kemp & Kotz 2005, section 7.2',
    statistics: ['y'],
    natural: ['log(m) - m'],
    logPartition: 'log(-lambertW(-exp(eta1)))',
    mean: ['1 / (1 - m)'],
    variance: 'mu1^2 * (mu1 - 1)',
  },
});
