// Von Mises–Fisher: directions around mu, the sharper the larger kappa.
import { family } from '../density/family.js';

export const vonMisesFisher = family({
  name: 'von_mises_fisher',
  about: 'A direction of K coordinates around the direction mu, with concentration kappa.',
  size: 3,
  density: `
    von_mises_fisher(y | mu, kappa) = kappa^(K / 2 - 1) / ((2 * pi)^(K / 2) * besselI(K / 2 - 1, kappa)) * exp(kappa * transpose(mu) * y)
      y     in sphere(K)
      mu    in sphere(K)
      kappa in (0, inf)`,
});
