// Power function: the largest of several uniform numbers.
import { family } from '../family.js';

export const powerFunction = family({
  name: 'power_function',
  about: 'The largest of alpha independent uniform numbers; alpha need not be whole.',
  density: `
    power_function(y | alpha) = alpha * y^(alpha - 1)
      y     in (0, 1)
      alpha in (0, inf)`,
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1995, chapter 25',
    statistics: ['log(y)'],
    natural: ['alpha - 1'],
    logPartition: '-log(1 + eta1)',
    mean: ['-1 / alpha'],
    variance: 'mu1^2',
    meanOfOutcome: 'alpha / (alpha + 1)',
  },
});
