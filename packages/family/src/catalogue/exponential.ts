// Exponential: waiting times without memory.
import { family } from '../family.js';

export const exponential = family({
  name: 'exponential',
  about: 'The waiting time for an event that happens at a constant rate.',
  density: `
    exponential(y | rate) = rate * exp(-rate * y)
      y    in (0, inf)
      rate in (0, inf)`,
  relations: { generalisation: 'gamma_shape_rate', discrete: 'geometric' },
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1994, chapter 19',
    response: '-1 / eta1',
    logPartition: '-log(-eta1)',
    varianceFunction: 'mu1^2',
  },
});
