// Names in pictures read as the formulas beside them do.
import { expect, test } from 'vitest';
import { inLetters } from './in-letters.js';

test.each([
  ['eta1', 'η₁'],
  ['eta12', 'η₁₂'],
  ['weight of phi[2]', 'weight of φ₂'],
  ['correlation of Sigma', 'correlation of Sigma'],
  ['X[1, 2]', 'X₁₂'],
  ['E[X[1, 2]]', 'E[X₁₂]'],
  ['P(y = 1)', 'P(y = 1)'],
  ['E[y]', 'E[y]'],
  ['rate', 'rate'],
  ['betas', 'betas'],
  ['constructor', 'constructor'],
])('%s is written %s', (name, written) => {
  expect(inLetters(name)).toBe(written);
});
