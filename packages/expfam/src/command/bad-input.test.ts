// How `fit` refuses bad data and formulas: each with its code, its column, its row and its value.
import { describe, expect, test } from 'vitest';
import { run } from './run.fixture.js';

describe('bad input ends with status 2 and names what is wrong', () => {
  test.each<[string, string, readonly string[], RegExp]>([
    [
      'a letter among numbers',
      'y,x\n1,12\n2,12O\n3,4\n',
      ['poisson', 'y ~ x'],
      /mixed-column: .*`x`.*`12O` in row 2/,
    ],
    [
      'a negative count',
      'y,x\n1,1\n-2,2\n3,3\n',
      ['poisson', 'y ~ x'],
      /outcome-outside-support: `y` is -2 in row 2/,
    ],
    [
      'a fractional count after a dropped row',
      'y,x\n1,1\n1,\n2.5,2\n',
      ['poisson', 'y ~ x'],
      /`y` is 2.5 in row 3/,
    ],
    ['a number above one', 'y,x\n0,1\n2,2\n', ['bernoulli', 'y ~ x'], /`y` is 2 in row 2/],
    ['three levels for two', 'y\na\nb\nc\n', ['bernoulli', 'y ~ 1'], /too-many-classes/],
    ['one class', 'y,x\na,1\na,2\n', ['categorical', 'y ~ x'], /single-class/],
    ['text for a number', 'y,x\na,1\nb,2\n', ['poisson', 'y ~ x'], /unsuitable-outcome/],
    ['an unknown column', 'y,x\n1,1\n2,2\n', ['poisson', 'y ~ z'], /unknown-column: there is no column `z`/],
    [
      'an unknown family',
      'y,x\n1,1\n2,2\n',
      ['poison', 'y ~ x'],
      /unknown-family: .*`poison`; did you mean `poisson`/,
    ],
    [
      'an infinite value',
      'y,x\n1,1\n2,inf\n',
      ['poisson', 'y ~ x'],
      /non-finite-value: `x` is Infinity in row 2/,
    ],
    [
      'the logarithm of zero',
      'y,x\n1,1\n2,0\n',
      ['poisson', 'y ~ log(x)'],
      /non-finite-value: `log\(x\)` is -Infinity in row 2/,
    ],
    [
      'the outcome among its predictors',
      'y,x\n1,1\n2,0\n',
      ['poisson', 'y ~ x + y'],
      /outcome-among-predictors/,
    ],
    ['a duplicate column', 'y,x,x\n1,1,2\n', ['poisson', 'y ~ x'], /duplicate-column/],
    ['no rows', 'y,x\n', ['poisson', 'y ~ x'], /no-complete-row/],
    ['nothing at all', '', ['poisson', 'y ~ x'], /empty-file/],
    [
      'a level that is not listed',
      'y,f\n1,a\n2,b\n',
      ['poisson', 'y ~ f', '--levels', 'f=a,c'],
      /unlisted-level: `b` in row 2/,
    ],
    [
      'levels of no column',
      'y,f\n1,a\n2,b\n',
      ['poisson', 'y ~ f', '--levels', 'g=a,b'],
      /unknown-column: .*`g`/,
    ],
    [
      'a negative weight',
      'y,w\n1,1\n2,-1\n',
      ['poisson', 'y ~ 1', '--weights', 'w'],
      /unsuitable-weight: .*`w` is -1 in row 2/,
    ],
    [
      'a missing cell where none may be',
      'y,x\n1,1\n2,\n',
      ['poisson', 'y ~ x', '--missing', 'error'],
      /missing-cell: .*`x`.*row 2/,
    ],
    [
      'a link that nobody knows',
      'y,x\n1,1\n2,2\n',
      ['poisson', 'y ~ x', '--link', 'loglog'],
      /unknown-link: there is no link `loglog`/,
    ],
    [
      'fractional successes',
      'k,m\n1.5,1\n2,2\n',
      ['binomial', 'cbind(k, m) ~ 1'],
      /fractional-trials: `k` is 1.5 in row 1/,
    ],
  ])('%s', async (_, csv, [family = '', formula = '', ...rest], message) => {
    const { status, out, err } = await run(['fit', '-', '-F', family, '-f', formula, ...rest], csv);
    expect(err).toMatch(message);
    expect({ status, out }).toEqual({ status: 2, out: '' });
  });
});
