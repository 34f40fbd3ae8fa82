// Points of many parameters lie inside the natural space, though hardly any vector that is drawn does.
import { Rational } from '@expfam/expression';
import { deriveDensity } from '@expfam/family';
import { expect, test } from 'vitest';
import { densityOf } from '../densities.js';
import { isInside, pointsOf } from './points.js';

test.each([
  ['dirichlet', {}],
  ['negative_multinomial', { r: Rational.of(2) }],
  ['multinomial', { n: Rational.of(10) }],
] as const)('of %s with forty entries there are some, of all sizes', async (name, fix) => {
  const density = await densityOf({ name, text: null });
  const options = { classes: 40, fix, checked: false, brief: true, representatives: true };
  const derivation = deriveDensity(density, options);
  const sampling = { format: 'f64', count: 8, seed: 1, finite: false, limit: 1e40 } as const;
  const points = pointsOf(derivation, sampling);
  expect(points.length).toBeGreaterThan(20);
  expect(points.every(isInside(derivation, 'f64'))).toBe(true);
  expect(points.every(({ y }) => y.length > 0)).toBe(true);
  const sizes = points.flatMap(({ eta }) => eta.map(Math.abs));
  expect(Math.max(...sizes)).toBeGreaterThan(100);
});
