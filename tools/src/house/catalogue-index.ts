// The index of the catalogue: one import and one entry for each file of its folder, so that a new distribution
// is one new file. `generate-index` writes it, the house check compares it.
import { format, resolveConfig } from 'prettier';
import type { Tree } from './tree.js';

/** The folder of the catalogue, from the root of the workspace. */
export const catalogueFolder = 'packages/family/src/catalogue';

/** The generated index of that folder. */
export const indexPath = `${catalogueFolder}/index.ts`;

/** The command that writes it. */
export const indexCommand = 'npm run tool -- generate-index';

const entryPattern = new RegExp(`^${catalogueFolder}/([a-z][a-z0-9-]*)\\.ts$`);

/** The names of the catalogue's files in kebab-case, without the index, tests and fixtures, sorted. */
export const catalogueNames = ({ files }: Pick<Tree, 'files'>): string[] =>
  files.flatMap((path) => entryPattern.exec(path)?.[1] ?? []).filter((name) => name !== 'index');

/** `gamma-shape-rate` becomes `gammaShapeRate`, the name under which that file exports its family. */
export const camelCase = (kebab: string): string =>
  kebab.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** The text of the index for the files `names`, formatted as the house formats. */
export const catalogueIndex = async (names: readonly string[]): Promise<string> => {
  const imports = names.map((name) => `import { ${camelCase(name)} } from './${name}.js';`);
  const text = [
    `// Generated from the files of this folder by: ${indexCommand}`,
    ...imports,
    '',
    '/** Every distribution of the catalogue, by name. */',
    `export const catalogue = [${names.map(camelCase).join(', ')}] as const;`,
  ].join('\n');
  return format(text, { ...(await resolveConfig(indexPath)), parser: 'typescript' });
};
