// Power function: the largest of several uniform numbers.
import { family } from '../density/family.js';

export const powerFunction = family({
  name: 'power_function',
  about: 'The largest of alpha independent uniform numbers; alpha need not be whole.',
  density: `
    power_function(y | alpha) = alpha * y^(alpha - 1)
      y     in (0, 1)
      alpha in (0, inf)`,
  relations: [
    { kind: 'special-case', of: 'kumaraswamy', with: { a: 'alpha', b: '1' } },
    { kind: 'special-case', of: 'beta', with: { alpha: 'alpha', beta: '1' } },
    { kind: 'transform', of: 'exponential', outcome: '-log(y)', with: { rate: 'alpha' } },
    { kind: 'transform', of: 'pareto', outcome: '1 / y', with: { least: '1' } },
    {
      kind: 'conjugate-prior',
      of: 'gamma_shape_rate',
      parameter: 'alpha',
      update: { shape: 'shape + 1', rate: 'rate - log(y)' },
    },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1995, chapter 25',
    statistics: ['log(y)'],
    natural: ['alpha - 1'],
    logPartition: '-log(1 + eta1)',
    mean: ['-1 / alpha'],
    variance: 'mu1^2',
    meanOfOutcome: 'alpha / (alpha + 1)',
  },
});
