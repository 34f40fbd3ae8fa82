// Generalised normal: between Laplace and a flat top. A member because centre and power are known.
import { family } from '../density/family.js';

export const generalisedNormal = family({
  name: 'generalised_normal',
  about: 'An outcome whose density falls off with the known power k of its distance from the known centre m.',
  density: `
    generalised_normal(y | alpha; m, k) = k * exp(-(abs(y - m) / alpha)^k) / (2 * alpha * gamma(1 / k))
      y     in real
      alpha in (0, inf)
      m     in real
      k     in (0, inf)`,
  known: {
    source: 'Nadarajah 2005',
    statistics: ['abs(y - m)^k'],
    natural: ['-alpha^(-k)'],
    logPartition: 'log(2 * gamma(1 / k) / k) - log(-eta1) / k',
    mean: ['alpha^k / k'],
    variance: 'k * mu1^2',
    meanOfOutcome: 'm',
  },
});
