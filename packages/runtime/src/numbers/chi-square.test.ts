// Tails of χ² and F and the logarithm of Γ against R 4.2.2: pchisq, pf (lower.tail = FALSE) and lgamma, printed with %.17g.
import { describe, expect, test } from 'vitest';
import { near } from '../near.fixture.js';
import { chiSquareTail, fisherTail } from './chi-square.js';
import { logGamma } from './log-gamma.js';

test.each([
  [3.84, 1, 0.050043521248705224],
  [0.1, 1, 0.75182963404584935],
  [25, 3, 1.5440498291101368e-5],
  [700, 4, 3.4852862290890082e-150],
  [1e-8, 2, 0.99999999500000003],
  [1000, 1000, 0.49405285382923969],
  [52, 50.5, 0.41525841307119526],
])('P(χ² ≥ %d) with %d degrees of freedom', (x, degrees, expected) => {
  near(chiSquareTail(x, degrees), expected, { relative: 1e-12 });
});

test.each([
  [4, 1, 10, 0.073388034770740393],
  [0.2, 3, 7, 0.89316795566248985],
  [55, 2, 40, 3.3065465827947082e-12],
  [1, 100, 100, 0.5],
  [1000, 5, 3, 4.9828815339448231e-5],
  [0.5, 2, 1e6, 0.60653081134521636],
])('P(F ≥ %d) with %d and %d degrees of freedom', (x, first, second, expected) => {
  near(fisherTail(x, first, second), expected, { relative: 1e-9 });
});

test.each([
  [0.1, 2.252712651734206],
  [0.5, 0.57236494292470008],
  [2.5, 0.28468287047291918],
  [14.9, 24.924132002217277],
  [15, 25.191221182738683],
  [1e6, 12815504.569147611],
])('log Γ(%d)', (x, expected) => {
  near(logGamma(x), expected, { relative: 1e-14 });
});

describe('where there is nothing to say', () => {
  test('is NaN', () => {
    expect([chiSquareTail(NaN, 1), chiSquareTail(1, 0), fisherTail(1, 0, 1), logGamma(0)]).toEqual([
      NaN,
      NaN,
      NaN,
      NaN,
    ]);
  });
  test('all of the mass lies above 0', () => {
    expect([chiSquareTail(0, 2), fisherTail(-1, 2, 2), chiSquareTail(Infinity, 3)]).toEqual([1, 1, 0]);
  });
});
