// Derives the whole catalogue into data: npm run tool -- derive-catalogue
// What is kept: what the file of each family says, its density as read, so that no parser is needed to use it, and its
// response for the list of families.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { text } from '@expfam/expression';
import type { FamilyDefinition } from '@expfam/family';
import { catalogue } from '@expfam/family/catalogue';
import { densityData, deriveDensity, readDensities } from '@expfam/family/text';

const folder = 'packages/family/src/derived';
const path = `${folder}/catalogue.ts`;

const entries = catalogue.map((family: FamilyDefinition) => {
  const [density] = readDensities(family.density, family.name);
  if (density?.name !== family.name)
    throw new Error(`${family.name}: the density is called ${density?.name ?? 'nothing'}`);
  const sized = family.size === undefined ? density : { ...density, usualSize: family.size };
  const response = deriveDensity(sized).response;
  const { name: _, density: __, known: ___, ...said } = family;
  return { ...said, response: response?.map(text) ?? null, density: densityData(sized) };
});

// Relations hold limits at infinity, which JSON does not know.
const literal = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part === Infinity ? '+∞' : part === -Infinity ? '-∞' : part,
  ).replaceAll(/"([+-])∞"/g, (__, sign: string) => (sign === '-' ? '-Infinity' : 'Infinity'));

const contents = `// Generated from the catalogue by: npm run tool -- derive-catalogue
import type { CatalogueEntry } from '../density/density-data.js';

export const derivedCatalogue: readonly CatalogueEntry[] = [
${entries.map((entry) => `  ${literal(entry)},\n`).join('')}];
`;
mkdirSync(folder, { recursive: true });
const current = ((): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
})();
if (current !== contents) writeFileSync(path, contents);
