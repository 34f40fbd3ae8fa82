// Kumaraswamy: a share between 0 and 1 whose distribution function can be written down. A member because a is known.
import { family } from '../density/family.js';

export const kumaraswamy = family({
  name: 'kumaraswamy',
  about: 'A share of a whole, such as the filling of a reservoir, with a known shape a.',
  density: `
    kumaraswamy(y | b; a) = a * b * y^(a - 1) * (1 - y^a)^(b - 1)
      y in (0, 1)
      b in (0, inf)
      a in (0, inf)`,
  relations: [
    { kind: 'transform', of: 'power_function', outcome: '1 - y^a', with: { alpha: 'b' } },
    { kind: 'transform', of: 'exponential', outcome: '-log(1 - y^a)', with: { rate: 'b' } },
    { kind: 'transform', of: 'beta', outcome: 'y^a', with: { alpha: '1', beta: 'b' } },
    {
      kind: 'conjugate-prior',
      of: 'gamma_shape_rate',
      parameter: 'b',
      update: { shape: 'shape + 1', rate: 'rate - log(1 - y^a)' },
    },
  ],
  known: {
    source: 'Jones 2009',
    statistics: ['log(1 - y^a)'],
    natural: ['b - 1'],
    logPartition: '-log(1 + eta1)',
    mean: ['-1 / b'],
    variance: 'mu1^2',
    meanOfOutcome: 'b * beta(1 + 1 / a, b)',
  },
});
