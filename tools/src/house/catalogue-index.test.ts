// The names of the catalogue: files in kebab-case, constants in camelCase.
import { expect, test } from 'vitest';
import { camelCase, catalogueFolder, catalogueIndex, catalogueNames } from './catalogue-index.js';

test.each([
  ['bernoulli', 'bernoulli'],
  ['gamma-shape-rate', 'gammaShapeRate'],
  ['chi-2', 'chi2'],
])('%s exports %s', (kebab, camel) => {
  expect(camelCase(kebab)).toBe(camel);
});

test('tests, fixtures, sections in folders and the index itself are no entries', () => {
  const files = ['a.ts', 'a.test.ts', 'b.fixture.ts', 'index.ts', 'part/c.ts', 'd-e.ts'];
  expect(catalogueNames({ files: files.map((file) => `${catalogueFolder}/${file}`) })).toEqual(['a', 'd-e']);
});

test('the index imports and lists every file once', async () => {
  const text = await catalogueIndex(['bernoulli', 'gamma-shape-rate']);
  expect(text).toContain(`import { gammaShapeRate } from './gamma-shape-rate.js';`);
  expect(text).toContain('export const catalogue = [bernoulli, gammaShapeRate] as const;');
});
