// The hard points of the gate: inside the natural space, and as far out as they say in every direction.
import { deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { expect, test } from 'vitest';
import { cornersOf } from './corners.js';

const etasOf = (density: string, sizes: readonly number[], most = 100): readonly (readonly number[])[] => {
  const [first] = readDensities(density);
  if (first === undefined) throw new TypeError('no density');
  const derivation = deriveDensity(first, { checked: false, brief: true });
  return cornersOf(derivation, { format: 'f64', sizes, most }).map(({ eta }) => [...eta]);
};

test('free parameters go out alone, together and against each other, both ways', () => {
  const found = etasOf('pair(y) = maxent(cos(y), cos(2 * y))\n  y in (-pi, pi]', [36]);
  const wanted = [[36, 36], [-36, -36], [36, -36], [-36, 36], [36, 0], [-36, 0], [0, 36], [0, -36]]; // prettier-ignore
  expect(found).toHaveLength(wanted.length);
  expect(found).toEqual(expect.arrayContaining(wanted));
});

test('a parameter that ends somewhere comes as near to its end as others go far', () => {
  const found = etasOf('wait(y | rate) = rate * exp(-rate * y)\n  y in (0, inf)\n  rate in (0, inf)', [32]);
  expect(found).toEqual([[-1 / 32], [-32]]);
});

test('there are no more than were asked for', () => {
  expect(etasOf('many(y) = maxent(y, y^2, y^3, y^4)\n  y in [0, 1]', [1, 32], 6).length).toBeLessThanOrEqual(
    6,
  );
});
