// Lomax: a Pareto outcome counted from its threshold. A member because its scale is known.
import { family } from '../family.js';

export const lomax = family({
  name: 'lomax',
  about: 'An excess that falls off as a power, with known scale s.',
  density: `
    lomax(y | alpha; s) = alpha / s * (1 + y / s)^(-alpha - 1)
      y     in (0, inf)
      alpha in (0, inf)
      s     in (0, inf)`,
  known: {
    source: 'Lomax 1954',
    meanOfOutcome: 's / (alpha - 1)',
    meanExists: 'alpha > 1',
    statistics: ['log(1 + y / s)'],
    natural: ['-alpha - 1'],
    logPartition: '-log(-1 - eta1) + log(s)',
    mean: ['1 / alpha'],
    variance: 'mu1^2',
  },
});
