// Sums and integrals over weights with several peaks, against mpmath 1.3 at 45 digits: who finds one of them is wrong by half.
import { arithmetic, Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { oracle } from './oracle.js';
import { integerGrid, tops, valleys } from './peaks.js';

const a = arithmetic(60);

/** Values to thirty digits. */
const rows: readonly (readonly [
  what: string,
  text: string,
  tilt: { readonly statistics: string[]; readonly logBaseMeasure: string; readonly eta: number[] },
  logPartition: string,
  first: string,
])[] = [
  [
    'a sum whose peaks are at both ends',
    'f(y) = maxent(y, y^2)\n  y in 0..1000',
    { statistics: ['y', 'y^2'], logBaseMeasure: '0', eta: [-3.23, 0.00881] },
    '5580.00000056797441761706917530562453750518',
    '999.999999432025555794223856523702186187',
  ],
  [
    'two wells on the line',
    'f(y) = maxent(y, y^2, y^4)\n  y in real',
    { statistics: ['y', 'y^2', 'y^4'], logBaseMeasure: '0', eta: [-0.001119, 15.95, -0.01975] },
    '3219.81933025672061048167770980613384780247',
    '-0.451738159068297266225155590285427726153',
  ],
  [
    'two opposite directions',
    'f(y) = maxent(sin(y), cos(2 * y))\n  y in (0, 2 * pi)',
    { statistics: ['sin(y)', 'cos(2 * y)'], logBaseMeasure: '0', eta: [0.01, -300] },
    '298.067514616878147968064492674156544979',
    '0.00999132693493885299989522301600102113533',
  ],
  [
    'a value far below all others',
    'f(y) = maxent(y, (y == 0))\n  y in 0..inf\n  h = 1 / factorial(y)',
    { statistics: ['y', '(y == 0)'], logBaseMeasure: '-lgamma(y + 1)', eta: [6, 4000] },
    '4000',
    '4.31258961937712187828665529615056001385e-1560',
  ],
];

const expectClose = (found: Real | undefined, expected: string): void => {
  const truth = a.fromString(expected);
  const error = a.divide(a.subtract(found ?? Real.NaN, truth), truth).abs();
  expect(error.lessThan(a.fromString('1e-30')), `${found?.toString(35) ?? ''} is not ${expected}`).toBe(true);
};

describe('the oracle sees every peak', () => {
  test.each(rows)('%s', (...[, text, tilt, logPartition, first]) => {
    const found = oracle(text).tilted(tilt);
    expectClose(found.logPartition, logPartition);
    expectClose(found.meanStatistics[0], first);
  });
  test('an integral that is largest at both of its ends', () => {
    const bowl = oracle('f(y) = maxent(y, y^2)\n  y in (0, 1)');
    const { logPartition, mean } = bowl.tilted({ statistics: ['y', 'y^2'], logBaseMeasure: '0', eta: [-1000, 1000] }); // prettier-ignore
    expectClose(logPartition, '-6.21259799831680170995981214235846897758');
    expectClose(mean instanceof Real ? mean : undefined, '0.5');
  });
});

describe('peaks of a list', () => {
  const reals = (values: readonly number[]): Real[] => values.map((x) => Real.fromNumber(x));
  test('plateaus count once, and what is no number is no peak', () => {
    expect(tops(reals([1, 3, 3, 2, 5]))).toEqual([1, 4]);
    expect(tops(reals([Number.NaN, 2, Infinity, 1, 1]))).toEqual([1, 3]);
  });
  test('a valley lies between peaks that stand out, and shallow ones are none', () => {
    const grid = reals([-3, -2, -1, 0, 1, 2, 3]);
    const well = (u: Real): Real =>
      a.subtract(a.multiply(u, u), a.divide(a.powerInteger(u, 4n), Real.fromInteger(8)));
    expect(
      valleys(grid, (u) => a.multiply(well(u), Real.fromInteger(4)), a).map((u) => u.toNumber()),
    ).toEqual([0]);
    expect(valleys(grid, well, a)).toEqual([]);
  });
  test('a grid of integers reaches from both ends of a range to its middle', () => {
    const grid = integerGrid({ from: 5, to: 40 });
    expect([grid[0], grid.at(-1)]).toEqual([5, 40]);
    expect(grid).toEqual(expect.arrayContaining([6, 7, 9, 13, 24, 32, 38]));
  });
});
