// Exponential: waiting times without memory.
import { family } from '../family.js';

export const exponential = family({
  name: 'exponential',
  about: 'The waiting time for an event that happens at a constant rate.',
  density: `
    exponential(y | rate) = rate * exp(-rate * y)
      y    in (0, inf)
      rate in (0, inf)`,
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1994, chapter 19',
    statistics: ['y'],
    natural: ['-rate'],
    logPartition: '-log(-eta1)',
    mean: ['1 / rate'],
    variance: 'mu1^2',
    response: '-1 / eta1',
  },
});
