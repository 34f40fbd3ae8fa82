// Failures point to their pages and stay short.
import { expect, test } from 'vitest';
import { pageOf, pointed } from './pointer.js';
import { complaints, Problem } from './problems.js';

test('a page is a path on the site, or an address where the site is known', () => {
  expect(pageOf('no-rows')).toBe('errors/no-rows');
  expect(pageOf('no-rows', 'https://example.org/expfam/')).toBe(
    'https://example.org/expfam/errors/no-rows.html',
  );
});

test('the pointer joins the line that helps, or is the last line', () => {
  expect(pointed({ code: 'a-b', what: 'w', help: 'try c' })).toBe(
    'a-b: w\n  help:   try c (docs: errors/a-b)',
  );
  expect(pointed({ code: 'a-b', what: 'w', needed: 'c' })).toBe('a-b: w\n  needed: c\n  docs:   errors/a-b');
});

test('without an excerpt there are three lines at most', () => {
  for (const code of Object.keys(complaints) as (keyof typeof complaints)[]) {
    const lines = pointed(new Problem(code, 'something', { column: 'x', row: 3 })).split('\n');
    expect(lines.length).toBeLessThanOrEqual(3);
    expect(lines.at(-1)).toContain(`errors/${code}`);
  }
});
