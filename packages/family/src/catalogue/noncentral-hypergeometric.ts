// Noncentral hypergeometric, after Fisher: a two-by-two table with both margins known.
import { family } from '../density/family.js';

export const noncentralHypergeometric = family({
  name: 'noncentral_hypergeometric',
  about: 'The first cell of a two-by-two table with known margins, by its odds ratio.',
  density: `
    noncentral_hypergeometric(y | odds; n, a, b) = (combinations(a, y) * combinations(b, n - y) * odds^y
        / sum(combinations(a, j) * combinations(b, n - j) * odds^j, j, 0, n))
      y    in 0..n
      odds in (0, inf)
      n    in 1..inf
      a    in n..inf
      b    in n..inf`,
  known: {
    source: 'McCullagh & Nelder 1989, section 7.3.2',
    statistics: ['y'],
    natural: ['log(odds)'],
    logPartition: 'log(sum(combinations(a, j) * combinations(b, n - j) * exp(eta1 * j), j, 0, n))',
  },
});
