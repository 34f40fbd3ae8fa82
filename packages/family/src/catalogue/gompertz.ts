// Gompertz: mortality that grows exponentially with age. A member because the rate of that growth is known.
import { family } from '../density/family.js';

export const gompertz = family({
  name: 'gompertz',
  about: 'The age at death under a mortality that grows exponentially at the known rate b.',
  density: `
    gompertz(y | c; b) = b * c * exp(b * y - c * (exp(b * y) - 1))
      y in (0, inf)
      c in (0, inf)
      b in (0, inf)`,
  relations: [
    { kind: 'transform', of: 'exponential', outcome: 'exp(b * y) - 1', with: { rate: 'c' } },
    {
      kind: 'conjugate-prior',
      of: 'gamma_shape_rate',
      parameter: 'c',
      update: { shape: 'shape + 1', rate: 'rate + exp(b * y) - 1' },
    },
  ],
  known: {
    source: 'Gompertz 1825',
    statistics: ['exp(b * y) - 1'],
    natural: ['-c'],
    logPartition: '-log(-eta1)',
    mean: ['1 / c'],
    variance: 'mu1^2',
  },
});
