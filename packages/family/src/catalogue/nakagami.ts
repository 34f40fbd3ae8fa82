// Nakagami: the strength of a fading signal. Both of its parameters may be unknown.
import { family } from '../density/family.js';

export const nakagami = family({
  name: 'nakagami',
  about: 'The root of a gamma outcome: an amplitude with unknown shape m and mean power omega.',
  density: `
    nakagami(y | m, omega) = 2 * m^m * y^(2 * m - 1) * exp(-m * y^2 / omega) / (gamma(m) * omega^m)
      y     in (0, inf)
      m     in (0, inf)
      omega in (0, inf)`,
  relations: [
    { kind: 'transform', of: 'gamma_shape_rate', outcome: 'y^2', with: { shape: 'm', rate: 'm / omega' } },
  ],
  known: {
    source: 'Nakagami 1960',
    statistics: ['log(y)', 'y^2'],
    natural: ['2 * m - 1', '-m / omega'],
    logPartition: 'lgamma((eta1 + 1) / 2) - (eta1 + 1) / 2 * log(-eta2) - log(2)',
  },
});
