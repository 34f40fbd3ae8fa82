// Hyperbolic secant: the sixth family whose variance is a quadratic function of its mean.
import { family } from '../density/family.js';

export const hyperbolicSecant = family({
  name: 'hyperbolic_secant',
  about: 'An outcome with the bell of a hyperbolic secant, tilted by theta.',
  density: `
    hyperbolic_secant(y | theta) = cos(theta) * exp(theta * y) / (2 * cosh(pi * y / 2))
      y     in real
      theta in (-pi / 2, pi / 2)`,
  relations: [
    {
      kind: 'transform',
      of: 'beta',
      outcome: '1 / (1 + exp(-pi * y))',
      with: { alpha: '1 / 2 + theta / pi', beta: '1 / 2 - theta / pi' },
    },
  ],
  known: {
    source: 'Morris 1982',
    statistics: ['y'],
    natural: ['theta'],
    logPartition: '-log(cos(eta1))',
    mean: ['tan(theta)'],
    variance: '1 + mu1^2',
    response: 'tan(eta1)',
  },
});
