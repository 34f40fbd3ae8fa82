// What brings other systems of algebra to a halt: nesting, sums that simplify in circles, and texts made to break a reader.
import { describe, expect, test } from 'vitest';
import { simplify } from './algebra/fraction.js';
import { add, number, one, power, sqrt, symbol } from './build.js';
import { differentiate, sizeOf } from './differentiate.js';
import { real } from './domains.js';
import type { Expression } from './node.js';
import { parseFormula } from './parse.js';
import { Problem } from './problem.js';
import { rewrite } from './rewrite.js';
import { logarithm } from './rules/logarithm.js';
import { text } from './text.js';

const x = symbol('x', real.positive);
const names = new Map([['x', x], ['y', symbol('y', real.all)]]); // prettier-ignore
const place = (offset: number, length: number) => ({
  source: '',
  text: '',
  line: 1,
  column: offset + 1,
  length,
});
const read = (formula: string): Expression => parseFormula(formula, { names, place });

test('the second derivative of an eight-deep nested radical has fewer than 100 nodes', () => {
  let node: Expression = x;
  for (let depth = 0; depth < 8; depth++) node = sqrt(add(one, node));
  expect(sizeOf(differentiate(differentiate(node, x), x))).toBeLessThan(100);
});

test.each(['-x * (x - 1) / 2', '(x - 1) * x / -2', 'x / (x - 1) + x / (1 - x)', '(-x + 1)^2 * -(x - 1)'])(
  '%s comes to rest: what is simplified is not simplified again',
  (formula) => {
    const once = simplify(rewrite(read(formula), logarithm).result);
    expect(simplify(rewrite(once, logarithm).result)).toBe(once);
    expect(read(text(once))).toBe(once);
  },
);

describe('a text that is far too much is refused, and quickly', () => {
  test.each<[string, string]>([
    ['brackets', '('.repeat(15_000)],
    ['closed brackets', `${'('.repeat(900)}x${')'.repeat(900)}`],
    ['square brackets', `x${'[1'.repeat(900)}`],
    ['a megabyte', 'x + '.repeat(250_000)],
    ['minus signs', `${'-'.repeat(5000)}x`],
    ['powers', `x${'^x'.repeat(3000)}`],
    ['calls', `${'exp('.repeat(1000)}x${')'.repeat(1000)}`],
    ['a number', `1e${'9'.repeat(400)}`],
    ['a tower', '9^9^9^9^x[1]'],
  ])('%s', (_, formula) => {
    expect(() => read(formula)).toThrow(Problem);
  });

  test('long sums and products are no depth, and large powers are left as they are', () => {
    expect(read(`${'x + '.repeat(2000)}x`)).toBe(read('2001 * x'));
    expect(read(`${'x * '.repeat(2000)}x`)).toBe(power(x, number(2001)));
    expect(text(read('9^9^9'))).toBe('9^387420489');
  });
});
