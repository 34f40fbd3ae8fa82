// The grammar of formulas: precedence and spelling as in R, and the spot of every complaint.
import { expect, test } from 'vitest';
import { Problem } from '../problems.js';
import { parseExpression, parseFormula } from './parse.js';
import { namesIn, textOf } from './syntax.js';
import type { Formula } from './syntax.js';

// R: deparse(quote(…))
test.each([
  ['log( x )', 'log(x)'],
  ['I(x^2)', 'I(x^2)'],
  ['I(x*2)', 'I(x * 2)'],
  ['I(x/2+1)', 'I(x/2 + 1)'],
  ['log(x,10)', 'log(x, 10)'],
  ['I(-x)', 'I(-x)'],
  ['I((a+b)*c)', 'I((a + b) * c)'],
  ['I(x>=3)', 'I(x >= 3)'],
  ['`my var`', '`my var`'],
  ['`ok`', 'ok'],
  ['I(x*100000)', 'I(x * 1e+05)'],
  ['log(x,base=2)', 'log(x, base = 2)'],
  ['I(x %% 2)', 'I(x%%2)'],
  ['I(! yes&x<2)', 'I(!yes & x < 2)'],
])('an expression is written back as R writes it: %s', (text, written) => {
  expect(textOf(parseExpression(text))).toBe(written);
});

const shape = (node: Formula): string =>
  node.kind === 'binary'
    ? `(${shape(node.left)} ${node.operator} ${shape(node.right)})`
    : node.kind === 'negative'
      ? `(-${shape(node.of)})`
      : node.kind === 'group'
        ? shape(node.of)
        : textOf(node);

test.each([
  ['a + b:c', '(a + (b : c))'],
  ['a*b:c', '(a * (b : c))'],
  ['a:b^2', '(a : (b ^ 2))'],
  ['-x^2', '(-(x ^ 2))'],
  ['a - b + c', '((a - b) + c)'],
  ['a/b/c', '((a / b) / c)'],
  ['2^3^2', '(2 ^ (3 ^ 2))'],
  ['2^-1', '(2 ^ (-1))'],
  ['a * b %in% c:d', '(a * (b %in% (c : d)))'],
  ['a ** 2', '(a ^ 2)'],
  ['a | b & c < 2', '(a | (b & (c < 2)))'],
  ['-1 + x', '((-1) + x)'],
])('operators bind as tightly as in R: %s', (text, tree) => {
  expect(shape(parseExpression(text))).toBe(tree);
});

test('the columns that an expression reads are listed once, in order', () => {
  expect(namesIn(parseExpression('log(b) + I(a * b) - `c d`'))).toEqual(['b', 'a', 'c d']);
});

test.each([
  ['y ~ x +', 7, 'the formula ends'],
  ['y ~ x ) z', 6, '`)`'],
  ['y ~ (x', 6, 'never closed'],
  ['y x', 2, '`~`'],
  ['y ~ a ~ b', 6, 'one `~`'],
  ['y ~ a $ b', 6, '`$`'],
  ['y ~ a b = 2', 6, '`b`'],
  ['y ~ a b', 6, '`b`'],
  ['y ~ f(a', 7, 'never closed'],
  ['', 0, 'the formula ends'],
  [`y ~ ${'('.repeat(300)}x${')'.repeat(300)}`, 205, 'more than 200 levels'],
  [`y ~ ${'-'.repeat(300)}x`, 205, 'more than 200 levels'],
  [`y ~ x${'^2'.repeat(300)}`, 406, 'more than 200 levels'],
])('a formula that cannot be read is refused at the spot: %s', (text, start, what) => {
  const found = (() => {
    try {
      return parseFormula(text);
    } catch (error) {
      return error;
    }
  })();
  expect(found).toBeInstanceOf(Problem);
  expect(found).toMatchObject({ code: 'unreadable-formula', where: { text, start } });
  expect((found as Problem).what).toContain(what);
});
