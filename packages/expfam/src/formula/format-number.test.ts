// Numbers against what R writes.
import { expect, test } from 'vitest';
import { formatNumber } from './format-number.js';

// R 4.2: as.character(c(1, 0.1, 100000, 123456, 1e-4, 0.001, 1/3, 1e15, -2.5, 1e-300, 2000))
test.each([
  [1, '1'],
  [0.1, '0.1'],
  [100000, '1e+05'],
  [123456, '123456'],
  [1e-4, '1e-04'],
  [0.001, '0.001'],
  [1 / 3, '0.333333333333333'],
  [1e15, '1e+15'],
  [-2.5, '-2.5'],
  [1e-300, '1e-300'],
  [2000, '2000'],
  [-0, '0'],
  [Number.POSITIVE_INFINITY, 'Inf'],
])('a number is written as R writes it: %d', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});
