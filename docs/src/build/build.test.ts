// What the build of the site stands on: words of a command line, many things a few at a time, formulas counted.
import { expect, test } from 'vitest';
import { formulasIn } from '../pages/page.js';
import { escape } from '../pages/markdown.js';
import { atMost } from './at-most.js';
import { splitWords } from './split-words.js';

test('blanks part words, quotes hold them together', () => {
  expect(splitWords("expfam fit iris.csv --formula 'Species ~ .' --levels 'size=Low,High'")).toEqual([
    'expfam',
    'fit',
    'iris.csv',
    '--formula',
    'Species ~ .',
    '--levels',
    'size=Low,High',
  ]);
  expect(splitWords(`a "b c"d ''`)).toEqual(['a', 'b cd', '']);
});

test('a quote that is not closed is refused', () => {
  expect(() => splitWords("expfam 'derive")).toThrow('not closed');
});

test('results keep the order of their items, and no more than a few are at work', async () => {
  let working = 0;
  let most = 0;
  const results = await atMost(2, [3, 1, 2, 0], async (item) => {
    most = Math.max(most, ++working);
    await new Promise((resolve) => setTimeout(resolve, item));
    working -= 1;
    return item * 10;
  });
  expect(results).toEqual([30, 10, 20, 0]);
  expect(most).toBe(2);
});

test('formulas are counted, dollars of code and of text are not', () => {
  const text = `It costs ${escape('$5')}: $x$ and $y^2$\n\n$$\n\\frac{a}{b}\n$$\n\n\`\`\`ts\nconst a = \`$\{b}\` + '$';\n\`\`\`\n`;
  expect(formulasIn(text)).toBe(3);
});
