// Generalised logistic of type I: a logistic outcome with skew; alpha = 1 is the logistic distribution itself.
import { family } from '../density/family.js';

export const generalisedLogistic = family({
  name: 'generalised_logistic',
  about: 'A logistic outcome made skew by the power alpha.',
  density: `
    generalised_logistic(y | alpha) = alpha * exp(-y) / (1 + exp(-y))^(alpha + 1)
      y     in real
      alpha in (0, inf)`,
  relations: [
    { kind: 'transform', of: 'exponential', outcome: 'log(1 + exp(-y))', with: { rate: 'alpha' } },
    {
      kind: 'conjugate-prior',
      of: 'gamma_shape_rate',
      parameter: 'alpha',
      update: { shape: 'shape + 1', rate: 'rate + log(1 + exp(-y))' },
    },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1995, section 23.10',
    statistics: ['log(1 + exp(-y))'],
    natural: ['-alpha - 1'],
    logPartition: '-log(-1 - eta1)',
    mean: ['1 / alpha'],
    variance: 'mu1^2',
  },
});
