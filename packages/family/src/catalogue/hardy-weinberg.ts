// Hardy–Weinberg: three genotypes and one frequency. It looks curved among the three probabilities and is full.
import { family } from '../density/family.js';

export const hardyWeinberg = family({
  name: 'hardy_weinberg',
  about: 'The number of copies of an allele of frequency p that an individual carries.',
  density: `
    hardy_weinberg(y | p) = (p^2)^(y == 2) * (2 * p * (1 - p))^(y == 1) * ((1 - p)^2)^(y == 0)
      y in {0, 1, 2}
      p in (0, 1)`,
  relations: [{ kind: 'special-case', of: 'binomial', with: { n: '2' } }],
  known: {
    source: 'Hardy 1908',
    statistics: ['y'],
    natural: ['log(p / (1 - p))'],
    logPartition: '2 * log(1 + exp(eta1))',
    mean: ['2 * p'],
    variance: 'mu1 * (1 - mu1 / 2)',
    response: '2 / (1 + exp(-eta1))',
  },
});
