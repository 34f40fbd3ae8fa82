// Totals over vectors by numbers: what does not add up to one is told so, whatever closed forms there are.
import { expect, test } from 'vitest';
import { deriveDensity } from '../derivation/derive.js';
import { readDensities } from '../text.js';

test.each([
  [
    'spins on a grid that is not theirs',
    'f(y | a) = exp(a * y[1] * y[2]) / (2 * exp(a) + 2 * exp(-a) + 1)\n  y in {-1, 1}^2\n  a in real',
  ],
  ['a plane', 'f(y | a) = exp(-a * (y[1]^2 + y[2]^2 + y[1]^2 * y[2]^2)) / 3\n  y in real^2\n  a in (0, inf)'],
  ['a triangle', 'f(y | a) = 2 * a * y[1]^(a - 1) * (1 - y[1])\n  y in simplex(3)\n  a in (0, inf)'],
  ['counts', 'f(y | p) = p^y[1] * (1 - p)^y[2]\n  y in counts(3, 2)\n  p in (0, 1)'],
])('%s: a density that does not add up to one is not normalised', (_, density) => {
  expect(() => deriveDensity(readDensities(density)[0])).toThrow(
    expect.objectContaining({ code: 'not-normalised' }) as Error,
  );
});

test('spins on their own grid are normalised', () => {
  const density =
    'f(y | a) = exp(a * y[1] * y[2]) / (2 * exp(a) + 2 * exp(-a))\n  y in {-1, 1}^2\n  a in real';
  expect(deriveDensity(readDensities(density)[0]).certificate).toMatchObject({ lower: 1, upper: 1 });
});

test('natural parameters that are bound to each other are tried where A is finite', () => {
  const density = 'f(y) = maxent(y[1], y[2], y[1] * y[2], y[1]^2, y[2]^2)\n  y in real^2';
  const { steps, logPartitionNatural } = deriveDensity(readDensities(density)[0]);
  expect(logPartitionNatural).not.toBeNull();
  expect(steps.find(({ rule }) => rule === 'second-derivative')!.steps[0].check!.points).toBeGreaterThan(0);
});
