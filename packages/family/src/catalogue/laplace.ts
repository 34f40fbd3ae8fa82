// Laplace: two exponentials back to back. A member because its centre m is known.
import { family } from '../density/family.js';

export const laplace = family({
  name: 'laplace',
  about: 'An outcome whose distance from the known centre m is exponential.',
  density: `
    laplace(y | b; m) = exp(-abs(y - m) / b) / (2 * b)
      y in real
      b in (0, inf)
      m in real`,
  relations: [
    { kind: 'special-case', of: 'generalised_normal', with: { alpha: 'b', k: '1' } },
    {
      kind: 'conjugate-prior',
      of: 'inverse_gamma',
      parameter: 'b',
      update: { shape: 'shape + 1', scale: 'scale + abs(y - m)' },
    },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1995, chapter 24',
    statistics: ['abs(y - m)'],
    natural: ['-1 / b'],
    logPartition: 'log(2) - log(-eta1)',
    mean: ['b'],
    variance: 'mu1^2',
    meanOfOutcome: 'm',
  },
});
