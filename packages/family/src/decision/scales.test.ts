// Families on scales that no data have: numbers below 1e-120 are no roundings where more digits say the same of them.
import { rationalOf } from '@expfam/expression';
import { expect, test } from 'vitest';
import { deriveDensity } from '../index.js';
import { readDensities } from '../text.js';

test.each(['1e3', '1e60', '1e100', '1e-100'])(
  'a normal of known scale %s has one dimension, full and identified',
  (s) => {
    const [density] = readDensities(`
    normal(y | m) = exp(-(y - m)^2 / (2 * ${s}^2)) / (${s} * sqrt(2 * pi))
      y in real
      m in real`);
    const { dimension, curved, identified, certificate } = deriveDensity(density, {
      checked: false,
      brief: true,
    });
    expect([rationalOf(dimension).toNumber(), certificate.lower, certificate.upper]).toEqual([1, 1, 1]);
    expect([curved, identified]).toEqual([false, true]);
  },
);

test('a statistic that vanishes counts for nothing, however few digits of it are left', () => {
  const [density] = readDensities(`
    coin(y | p) = p^y * (1 - p)^(1 - y) * exp((sqrt(2) * sqrt(3) - sqrt(6)) * y / 1e200 * p)
      y in {0, 1}
      p in (0, 1)`);
  const { dimension } = deriveDensity(density, { checked: false, brief: true });
  expect(rationalOf(dimension).toNumber()).toBe(1);
});
