// Exponential: waiting times without memory.
import { family } from '../density/family.js';

export const exponential = family({
  name: 'exponential',
  about: 'The waiting time for an event that happens at a constant rate.',
  density: `
    exponential(y | rate) = rate * exp(-rate * y)
      y    in (0, inf)
      rate in (0, inf)`,
  relations: [
    { kind: 'special-case', of: 'gamma_shape_rate', with: { shape: '1', rate: 'rate' } },
    { kind: 'special-case', of: 'gamma', with: { mu: '1 / rate', phi: '1' } },
    { kind: 'special-case', of: 'weibull', with: { k: '1', lambda: '1 / rate' } },
    { kind: 'limit', of: 'geometric', order: 1, outcome: 'y * t', with: { p: 'rate / t' } },
    { kind: 'limit', of: 'lomax', order: 1, with: { alpha: 'rate * t', s: 't' } },
    { kind: 'limit', of: 'gompertz', order: 1, with: { c: 'rate * t', b: '1 / t' } },
    { kind: 'limit', of: 'truncated_exponential', order: Infinity, with: { b: 't' } },
    { kind: 'transform', of: 'gumbel', outcome: '-log(y)', with: { mu: 'log(rate)', s: '1' } },
    { kind: 'transform', of: 'pareto', outcome: 'exp(y)', with: { alpha: 'rate', least: '1' } },
    { kind: 'transform', of: 'power_function', outcome: 'exp(-y)', with: { alpha: 'rate' } },
    {
      kind: 'conjugate-prior',
      of: 'gamma_shape_rate',
      parameter: 'rate',
      update: { shape: 'shape + 1', rate: 'rate + y' },
    },
    { kind: 'transform', of: 'rayleigh', outcome: 'sqrt(y)', with: { s: '1 / sqrt(2 * rate)' } },
    { kind: 'transform', of: 'laplace', outcome: ['y', '-y'], with: { b: '1 / rate', m: '0' } },
  ],
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1994, chapter 19',
    statistics: ['y'],
    natural: ['-rate'],
    logPartition: '-log(-eta1)',
    mean: ['1 / rate'],
    variance: 'mu1^2',
    response: '-1 / eta1',
  },
});
