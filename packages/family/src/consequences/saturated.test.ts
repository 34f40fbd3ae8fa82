// The least loss of a multinomial outcome is that of its own shares, however many classes there are for however few trials.
import { evaluator, Rational } from '@expfam/expression';
import { arithmetic, Real } from '@expfam/precise';
import { expect, test } from 'vitest';
import { catalogueDensity } from '../catalogue-densities.js';
import { deriveDensity } from '../index.js';
import { saturatedLoss } from './saturated.js';

test.each([
  [3, 5],
  [7, 5],
  [12, 3],
])('the least loss of %i classes and %i trials is that of the shares themselves', (classes, trials) => {
  const density = catalogueDensity('multinomial');
  if (density === null) throw new Error('no density');
  const derivation = deriveDensity(density, { classes, fix: { n: Rational.of(trials) }, checked: false });
  const least = saturatedLoss(derivation);
  if (least === null) throw new Error('no least loss');
  const counts = Array.from({ length: classes }, (_, k) =>
    k === 0 ? trials - 1 : k === classes - 1 ? 1 : 0,
  );
  const found = evaluator(
    arithmetic(40),
    new Map([['y', counts.map((count) => Real.fromNumber(count))]]),
  )(least);
  const wanted = counts.reduce((sum, y) => sum - (y === 0 ? 0 : y * Math.log(y / trials)), 0);
  expect(found.toNumber()).toBeCloseTo(wanted, 13);
});
