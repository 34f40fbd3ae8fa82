// Half-normal: the size of a normal error.
import { family } from '../density/family.js';

export const halfNormal = family({
  name: 'half_normal',
  about: 'The absolute value of a normal number with mean zero and standard deviation sigma.',
  density: `
    half_normal(y | sigma) = sqrt(2 / pi) * exp(-y^2 / (2 * sigma^2)) / sigma
      y     in (0, inf)
      sigma in (0, inf)`,
  relations: [
    { kind: 'limit', of: 'truncated_normal', order: Infinity, with: { mu: '0', a: '0', b: 't' } },
    { kind: 'transform', of: 'normal_known_mean', outcome: ['y', '-y'], with: { sigma: 'sigma', mu: '0' } },
    { kind: 'special-case', of: 'nakagami', with: { m: '1 / 2', omega: 'sigma^2' } },
    { kind: 'transform', of: 'chi', outcome: 'y / sigma', with: { k: '1' } },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1994, chapter 13',
    statistics: ['y^2'],
    natural: ['-1 / (2 * sigma^2)'],
    logPartition: '-log(-2 * eta1) / 2',
    mean: ['sigma^2'],
    variance: '2 * mu1^2',
    meanOfOutcome: 'sigma * sqrt(2 / pi)',
  },
});
