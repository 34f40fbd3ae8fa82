// The names of densities as a book prints them: people with capitals and dashes between them, prefixes with hyphens.

const people = new Map(
  [
    'Bernoulli', 'Birnbaum', 'Boltzmann', 'Borel', 'Burr', 'Cauchy', 'Conway', 'Dirichlet', 'Fisher', 'Gaussian', 'Gompertz', 'Gumbel',
    'Hardy', 'Kumaraswamy', 'Laplace', 'Lomax', 'Maxwell', 'Mises', 'Nakagami', 'Pareto', 'Poisson', 'Rayleigh', 'Rice', 'Saunders',
    'Simon', 'Skellam', 'Student', 'Wallenius', 'Weibull', 'Weinberg', 'Wishart', 'Yule',
  ].map((name) => [name.toLowerCase(), name]),
).set('frechet', 'Fréchet').set('levy', 'Lévy'); // prettier-ignore

const prefixes = new Set(['half', 'log', 'logit', 'skew', 'zero']);

/** The name in running text. */
export const nameOf = (name: string): string =>
  name
    .split('_')
    .map((word) => ({ word, person: people.get(word) }))
    .map(({ word, person }, i, all) => {
      const before = all[i - 1];
      if (before === undefined) return person ?? word;
      const dash =
        before.person !== undefined && person !== undefined ? '–' : prefixes.has(before.word) ? '-' : ' ';
      return `${dash}${person ?? word}`;
    })
    .join('');

/** The name as a heading. */
export const titleOf = (name: string): string =>
  nameOf(name).replace(/^\p{Ll}/u, (first) => first.toUpperCase());
