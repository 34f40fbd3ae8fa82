// Maxwell–Boltzmann: the speed of a molecule of a gas.
import { family } from '../density/family.js';

export const maxwellBoltzmann = family({
  name: 'maxwell_boltzmann',
  about: 'The length of a vector in space with independent gaussian components of scale a.',
  density: `
    maxwell_boltzmann(y | a) = sqrt(2 / pi) * y^2 * exp(-y^2 / (2 * a^2)) / a^3
      y in (0, inf)
      a in (0, inf)`,
  relations: [
    { kind: 'special-case', of: 'nakagami', with: { m: '3 / 2', omega: '3 * a^2' } },
    { kind: 'transform', of: 'chi', outcome: 'y / a', with: { k: '3' } },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1994, chapter 18',
    statistics: ['y^2'],
    natural: ['-1 / (2 * a^2)'],
    logPartition: '-3 / 2 * log(-2 * eta1)',
    mean: ['3 * a^2'],
    variance: '2 * mu1^2 / 3',
    meanOfOutcome: '2 * a * sqrt(2 / pi)',
  },
});
