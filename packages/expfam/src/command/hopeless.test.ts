// What `fit` refuses of data, by the command: each complaint with its code, and with row, column and value where there are
// such.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fit, run } from './run.fixture.js';
import { scratchFolder } from '../scratch.fixture.js';

const folder = scratchFolder();

describe('refused with status 2', () => {
  test.each<[string, string, readonly string[], RegExp]>([
    // cells
    [
      'infinity',
      'y,x\n1,1\n2,-inf\n',
      fit('poisson', 'y ~ x'),
      /non-finite-value: `x` is -Infinity in row 2/,
    ],
    ['nan', 'y,x\n1,1\n2,nan\n', fit('poisson', 'y ~ x'), /non-finite-value: `x` is NaN in row 2/],
    [
      'a number too large',
      'y,x\n1,1\n2,1e999\n',
      fit('poisson', 'y ~ x'),
      /non-finite-value: `x` is Infinity/,
    ],
    ['a unit in a cell', 'y,x\n1,1kg\n2,2\n3,3\n', fit('poisson', 'y ~ x'), /mixed-column: .*`1kg` in row 1/],
    [
      'a thousands separator',
      'y,x\n1,1_000\n2,2\n3,3\n',
      fit('poisson', 'y ~ x'),
      /mixed-column: .*`1_000` in row 1/,
    ],
    ['a decimal comma', 'y;x\n1;1,5\n2;2\n3;3\n', fit('poisson', 'y ~ x'), /mixed-column: .*`1,5` in row 1/],
    [
      'a word among counts',
      'y,x\nnone,1\n2,2\n3,3\n',
      fit('poisson', 'y ~ x'),
      /(mixed-column|unsuitable-outcome).*`(y|none)`/,
    ],
    ['log of a negative', 'y,x\n1,1\n2,-1\n', fit('poisson', 'y ~ log(x)'), /`log\(x\)` is NaN in row 2/],
    [
      'a division by zero',
      'y,x\n1,1\n2,0\n',
      fit('poisson', 'y ~ I(1 / x)'),
      /`I\(1\/x\)` is Infinity in row 2/,
    ],
    [
      'log(0) in an offset',
      'y,n\n1,10\n2,0\n',
      fit('poisson', 'y ~ offset(log(n))'),
      /`log\(n\)` is -Infinity in row 2/,
    ],
    ['an empty outcome', 'y,x\n,1\n,2\n', fit('poisson', 'y ~ x'), /no-complete-row/],
    [
      'nothing but missing cells',
      'y,x\n1,NA\n2,\n',
      fit('poisson', 'y ~ x'),
      /no-complete-row: none of 2 rows/,
    ],
    [
      'text times a number',
      'y,x,f\n1,1,a\n2,2,b\n',
      fit('poisson', 'y ~ I(x * f)'),
      /wrong-type: column `f` holds text/,
    ],
    // outcomes
    [
      'a count below zero',
      'y\n1\n-1\n',
      fit('poisson', 'y ~ 1'),
      /outcome-outside-support: `y` is -1 in row 2/,
    ],
    [
      'a waiting time of zero',
      'y\n1\n0\n',
      fit('exponential', 'y ~ 1'),
      /outcome-outside-support: `y` is 0 in row 2/,
    ],
    [
      'a gamma outcome below zero',
      'y\n1\n-3\n',
      fit('gamma', 'y ~ 1'),
      /outcome-outside-support: `y` is -3 in row 2/,
    ],
    [
      'an inverse gaussian outcome of zero',
      'y\n0\n1\n',
      fit('inverse_gaussian', 'y ~ 1'),
      /`y` is 0 in row 1/,
    ],
    [
      'a share above one',
      'y\n1\n1.5\n',
      fit('bernoulli', 'y ~ 1'),
      /outcome-outside-support: `y` is 1.5 in row 2/,
    ],
    [
      'half a success',
      'y\n0\n0.5\n',
      fit('bernoulli', 'y ~ 1'),
      /outcome-outside-support: `y` is 0.5 in row 2/,
    ],
    [
      'a proportion of one',
      'y\n0.5\n1\n',
      fit('beta', 'y ~ 1'),
      /outcome-outside-support: `y` is 1 in row 2/,
    ],
    [
      'successes above trials',
      'k,n\n3,2\n1,2\n',
      fit('binomial', 'cbind(k, n - k) ~ 1'),
      /fractional-trials: `n - k` is -1 in row 1/,
    ],
    [
      'negative failures',
      'k,m\n1,-1\n1,2\n',
      fit('binomial', 'cbind(k, m) ~ 1'),
      /fractional-trials: `m` is -1 in row 1/,
    ],
    ['cbind of one', 'k,m\n1,1\n', fit('binomial', 'cbind(k) ~ 1'), /unsuitable-outcome: `cbind` takes two/],
    ['cbind for counts', 'k,m\n1,1\n', fit('poisson', 'cbind(k, m) ~ 1'), /unsuitable-outcome: .*cbind/],
    [
      'fractions as classes',
      'y\n0.5\n1\n',
      fit('categorical', 'y ~ 1'),
      /unsuitable-outcome: `y` is 0.5 in row 1/,
    ],
    [
      'a class of which --levels knows more',
      'y\na\nb\n',
      fit('categorical', 'y ~ 1', '--levels', 'y=a,b,c'),
      /class-without-rows: no row has the class c/,
    ],
    ['one class after dropping', 'y,x\na,1\nb,\na,2\n', fit('categorical', 'y ~ x'), /single-class/],
    // predictors
    ['one level', 'y,f\n1,a\n2,a\n', fit('poisson', 'y ~ f'), /single-level: `f` has one level only, `a`/],
    [
      'the outcome transformed among predictors',
      'y,x\n1,1\n2,2\n',
      fit('poisson', 'y ~ x + y'),
      /outcome-among-predictors: `y`/,
    ],
    [
      'a level twice',
      'y,f\n1,a\n2,b\n',
      fit('poisson', 'y ~ f', '--levels', 'f=a,b,a'),
      /repeated-level: level `a`/,
    ],
    // weights
    [
      'weights that are all zero',
      'y,w\n1,0\n2,0\n',
      fit('poisson', 'y ~ 1', '--weights', 'w'),
      /no-rows: every weight is 0/,
    ],
    [
      'a negative weight',
      'y,w\n1,1\n2,-3\n',
      fit('poisson', 'y ~ 1', '--weights', 'w'),
      /unsuitable-weight: .*`w` is -3 in row 2/,
    ],
    [
      'weights of text',
      'y,w\n1,a\n2,b\n',
      fit('poisson', 'y ~ 1', '--weights', 'w'),
      /wrong-type: column `w`/,
    ],
    ['weights of no column', 'y\n1\n2\n', fit('poisson', 'y ~ 1', '--weights', 'w'), /unknown-column: .*`w`/],
  ])('%s', async (_, csv, argv, message) => {
    const { status, out, err } = await run(argv, csv);
    expect(err).toMatch(message);
    expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(6);
    expect({ status, out }).toEqual({ status: 2, out: '' });
  });

  test.each<[string, Uint8Array, RegExp]>([
    ['UTF-16', Buffer.from('\ufeffy,x\n1,1\n', 'utf16le'), /wrong-encoding: .* is UTF-16/],
    ['UTF-16 unmarked', Buffer.from('y,x\n1,1\n', 'utf16le'), /wrong-encoding: .* looks like UTF-16/],
    ['a truncated Arrow file', Buffer.from('ARROW1\0\0 and no more'), /malformed-arrow/],
    ['Latin-1', Buffer.from('y,f\n1,caf\u00e9\n2,b\n', 'latin1'), /wrong-encoding/],
    ['a truncated Parquet file', Buffer.from('PAR1 and no more'), /malformed-parquet/],
  ])('%s', async (_, bytes, message) => {
    const path = join(folder, 'data');
    writeFileSync(path, bytes);
    const { status, err } = await run(['fit', path, '-F', 'poisson', '-f', 'y ~ 1']);
    expect(err).toMatch(message);
    expect(status).toBe(2);
  });
});
