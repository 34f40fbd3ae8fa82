// What sources say reaches a page as text and code, never as markup.
import { expect, test } from 'vitest';
import { prose } from './prose.js';

test('code is set apart, and all else is shown as it stands', () => {
  expect(prose('one `in` line')).toBe('one <code v-pre>in</code> line');
  expect(prose('`{{ a }}` <b>')).toBe('<code v-pre>&#123;&#123; a &#125;&#125;</code> &#60;b&#62;');
  expect(prose('a lone ` mark')).toBe('a lone &#96; mark');
});
