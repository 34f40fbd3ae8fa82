// Logarithmic: how many individuals a sampled species has; what is left of the negative binomial as r goes to 0 and 0 is left out.
import { family } from '../density/family.js';

export const logarithmic = family({
  name: 'logarithmic',
  about: 'The number of individuals seen of a species that was seen at all.',
  density: `
    logarithmic(y | p) = -p^y / (y * log(1 - p))
      y in 1..inf
      p in (0, 1)`,
  relations: [
    { kind: 'limit', of: 'zero_truncated_negative_binomial', order: 1, with: { r: '1 / t', p: '1 - p' } },
  ],
  known: {
    source: 'Johnson, Kemp & Kotz 2005, chapter 7',
    statistics: ['y'],
    natural: ['log(p)'],
    logPartition: 'log(-log(1 - exp(eta1)))',
    mean: ['-p / ((1 - p) * log(1 - p))'],
    meanOfOutcome: '-p / ((1 - p) * log(1 - p))',
  },
});
