// Failures as text, to the letter, and the exit statuses that they mean.
import { describe, expect, test } from 'vitest';
import { parseFormula } from './formula/parse.js';
import { Problem, complaints } from './problems.js';
import { failureOf, fault, renderFailure, statusOf } from './render.js';

const thrown = (body: () => unknown): unknown => {
  try {
    return body();
  } catch (error) {
    return error;
  }
};

const rendered = (error: unknown): string => {
  const failure = failureOf(error);
  return failure === null ? 'no failure' : renderFailure(failure);
};

describe('a failure as text', () => {
  test('the caret stands under the spot of a formula', () => {
    expect(rendered(thrown(() => parseFormula('y ~ x1 + )')))).toBe(
      [
        'unreadable-formula: `)` stands where a term was expected',
        '    y ~ x1 + )',
        '             ^',
        '  help:   an example: y ~ x1 + log(x2) + wool:tension',
      ].join('\n'),
    );
  });
  test('what a cell holds neither breaks the line nor moves the cursor', () => {
    const what = 'column `x` holds numbers, and `\u001b[2J\r\n\u0000` in row 2';
    expect(rendered(new Problem('mixed-column', what)).split('\n')[0]).toBe(
      String.raw`mixed-column: column \`x\` holds numbers, and \`\u001b[2J\u000d\u000a\u0000\` in row 2`.replaceAll(
        '\\`',
        '`',
      ),
    );
  });
  test('a spot in a text of several lines is shown with its line and column', () => {
    const where = { source: 'cauchy.density', text: 'first\n\tsecond line', line: 2, column: 9, length: 4 };
    expect(rendered({ code: 'not-separable', what: 'y and m', where, needed: 'a sum', help: 'none' })).toBe(
      [
        'not-separable: y and m',
        '  cauchy.density:2:9',
        '    \tsecond line',
        '    \t       ^^^^',
        '  needed: a sum',
        '  help:   none',
      ].join('\n'),
    );
  });
  test('a caret never runs past the end of its line', () => {
    expect(rendered({ code: 'c', what: 'w', where: { text: 'ab', start: 1, length: 99 } })).toBe(
      'c: w\n    ab\n     ^',
    );
    expect(rendered({ code: 'c', what: 'w', where: { text: 'ab', start: 2, length: 1 } })).toBe(
      'c: w\n    ab\n      ^',
    );
  });
  test('without an excerpt there are three lines at most', () => {
    for (const code of Object.keys(complaints) as (keyof typeof complaints)[])
      expect(
        rendered(new Problem(code, 'something', { column: 'x', row: 3 })).split('\n').length,
      ).toBeLessThanOrEqual(3);
  });
  test('every complaint is in the style of the house', () => {
    for (const [code, row] of Object.entries(complaints)) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      for (const line of Object.values(row)) if (typeof line === 'string') expect(line).not.toMatch(/\.$/);
    }
  });
});

describe('exit statuses', () => {
  test.each([
    [new Problem('wrong-usage', 'x'), 2],
    [{ code: 'non-finite-value', what: 'x' }, 2],
    [{ code: 'not-separable', what: 'x' }, 3],
    [{ code: 'undecided', what: 'x' }, 5],
    [{ code: 'pass-broke-its-law', what: 'x' }, 1],
    [new TypeError('x is not a function'), 1],
    ['text', 1],
  ])('%o ends with status %i', (error, status) => {
    expect(statusOf(error)).toBe(status);
  });
  test('a fault of the program is shown without its stack', () => {
    expect(renderFailure(fault(new Error('deep\n at a')))).toBe(
      'internal-fault: deep\n  help:   this is a fault of the program; --debug shows where',
    );
  });
});
