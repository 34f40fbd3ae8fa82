// What `fit` refuses of formulas, files and options, by the command: each complaint with its code and its place.
import { describe, expect, test } from 'vitest';
import { fit, run } from './run.fixture.js';

describe('refused with status 2', () => {
  test.each<[string, string, readonly string[], RegExp]>([
    // formulas
    ['two tildes', 'y,x\n1,1\n', fit('poisson', 'y ~ x ~ x'), /unreadable-formula: a formula has one `~`/],
    ['no tilde', 'y,x\n1,1\n', fit('poisson', 'y + x'), /unreadable-formula/],
    [
      'an open bracket',
      'y,x\n1,1\n',
      fit('poisson', 'y ~ log(x'),
      /unreadable-formula: a bracket is never closed/,
    ],
    ['no outcome', 'y,x\n1,1\n', fit('poisson', '~ x'), /missing-outcome/],
    ['no predictors', 'y,x\n1,1\n', fit('poisson', 'y ~ 0'), /no-predictors/],
    ['a strange sign', 'y,x\n1,1\n', fit('poisson', 'y ~ x $ 2'), /unreadable-formula: `\$` is no part/],
    ['an unknown function', 'y,x\n1,1\n', fit('poisson', 'y ~ spline(x)'), /unknown-function: `spline`/],
    [
      'a function of the language',
      'y,x\n1,1\n',
      fit('poisson', 'y ~ constructor(x)'),
      /unknown-function: `constructor`/,
    ],
    [
      'a misspelt column',
      'y,dose\n1,1\n',
      fit('poisson', 'y ~ doze'),
      /unknown-column: .*did you mean `dose`/,
    ],
    ['a power of half', 'y,x\n1,1\n', fit('poisson', 'y ~ x^0.5'), /unreadable-formula/],
    // files
    ['a ragged row', 'y,x\n1,1\n2\n', fit('poisson', 'y ~ x'), /ragged-row: 1 cell instead of 2 in row 2/],
    [
      'too many cells',
      'y,x\n1,1\n2,2,2\n',
      fit('poisson', 'y ~ x'),
      /ragged-row: 3 cells instead of 2 in row 2/,
    ],
    ['an open quote', 'y,x\n1,"1\n2,2\n', fit('poisson', 'y ~ x'), /unclosed-quote/],
    ['a file of blanks', '\n\n', fit('poisson', 'y ~ x'), /empty-file/],
    ['broken JSON', '{"y":1,"x":1}\n{"y":2,"x"\n', fit('poisson', 'y ~ x'), /malformed-json/],
    [
      'a list in JSON',
      '{"y":1,"x":[1,2]}\n{"y":2,"x":[1]}\n',
      fit('poisson', 'y ~ x'),
      /unsupported-column: column `x`/,
    ],
    [
      'a name twice',
      'y,x,y\n1,1,1\n',
      fit('poisson', 'y ~ x'),
      /duplicate-column: columns 1 and 3 are both called `y`/,
    ],
    ['a byte 0', 'y,x\n1,1\n2,\0\n3,3\n', fit('poisson', 'y ~ x'), /malformed-csv: a byte 0 in row 2/],
    [
      'text behind a closed quote',
      'y,x\n1,"a"b\n2,2\n',
      fit('poisson', 'y ~ x'),
      /unclosed-quote: .*text follows a closed one in row 1/,
    ],
    ['a last row cut short', 'y,x\n1,1\n2,2\n3', fit('poisson', 'y ~ x'), /ragged-row: 1 cell .* row 3/],
    ['a header alone', 'y,x\n', fit('poisson', 'y ~ x'), /no-complete-row: the data have no rows/],
    // options
    [
      'an option twice',
      'y\n1\n',
      fit('poisson', 'y ~ 1', '--l2', '1', '--l2', '2'),
      /wrong-usage: --l2 is given twice: 1 and 2/,
    ],
    [
      'two families',
      'y\n1\n',
      fit('poisson', 'y ~ 1', '-F', 'gamma'),
      /--family is given twice: poisson and gamma/,
    ],
    [
      'a constant without a value',
      'y\n1\n2\n',
      fit('negative_binomial', 'y ~ 1'),
      /constant-without-value: the constant r of negative_binomial/,
    ],
    [
      'a constant outside of its domain',
      'y\n1\n2\n',
      fit('negative_binomial', 'y ~ 1', '--fix', 'r=-2'),
      /option-out-of-range: r = -2 lies outside/,
    ],
    [
      'a constant of another family',
      'y\n1\n2\n',
      fit('poisson', 'y ~ 1', '--fix', 'r=2'),
      /unknown-name: .* r\b/,
    ],
    [
      'several families with a penalty',
      'y\n1\n2\n',
      fit('poisson,geometric', 'y ~ 1', '--l2', '1'),
      /wrong-usage: families are compared by AIC/,
    ],
    [
      'several families and one checkpoint',
      'y\n1\n2\n',
      fit('poisson,geometric', 'y ~ 1', '--checkpoint', 'c.json'),
      /wrong-usage: --checkpoint belongs to one fit/,
    ],
    [
      'several families, one of no name',
      'y\n1\n',
      fit('poisson,nosuch', 'y ~ 1'),
      /unknown-family: .*`nosuch`/,
    ],
    ['an unknown link', 'y,x\n1,1\n', fit('poisson', 'y ~ x', '--link', 'logg'), /unknown-link/],
    [
      'a link of no parameter',
      'y,x\n1,1\n2,2\n',
      fit('normal', 'y ~ x', '--link', 'eta3=log'),
      /unknown-link: normal has no parameter eta3/,
    ],
    ['a fraction of rows above one', 'y\n1\n2\n', fit('poisson', 'y ~ 1', '--holdout', '1.5'), /--holdout/],
    [
      'one fold',
      'y\n1\n2\n',
      fit('poisson', 'y ~ 1', '--cross-validate', '1'),
      /option-out-of-range: crossValidate is 1/,
    ],
    [
      'corners for Newton',
      'y,x\n1,1\n2,2\n',
      fit('poisson', 'y ~ x', '--l1', '1', '--solver', 'newton'),
      /penalty-needs-coordinate/,
    ],
    [
      'two penalties that exclude each other',
      'y,x\n1,1\n2,2\n',
      fit('poisson', 'y ~ x', '--l2', '1', '--bias-reduction'),
      /options-conflict/,
    ],
  ])('%s', async (_, csv, argv, message) => {
    const { status, out, err } = await run(argv, csv);
    expect(err).toMatch(message);
    expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(6);
    expect({ status, out }).toEqual({ status: 2, out: '' });
  });
});
