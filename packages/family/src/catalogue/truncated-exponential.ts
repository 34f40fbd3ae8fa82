// Truncated exponential: waiting times up to a known end. Any real rate will do.
import { family } from '../density/family.js';

export const truncatedExponential = family({
  name: 'truncated_exponential',
  about: 'A waiting time that is only recorded where it is at most b.',
  density: `
    truncated_exponential(y | rate; b) = rate * exp(-rate * y) / (1 - exp(-rate * b))
      y    in [0, b]
      rate in real
      b    in (0, inf)`,
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1994, chapter 19',
    statistics: ['y'],
    natural: ['-rate'],
    logPartition: 'log((exp(eta1 * b) - 1) / eta1)',
    mean: ['1 / rate - b / (exp(rate * b) - 1)'],
  },
});
