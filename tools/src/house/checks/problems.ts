// Codes of failures: each package lists the ones it throws, with what is needed and what helps, in one table.
import { ownSources, packageNames, type Check, type Fault } from '../check.js';
import type { Tree } from '../tree.js';

const tableOf = (name: string): string => `packages/${name}/src/problems.ts`;

/** The keys of the table `complaints`, which stand two spaces from the margin. */
const listed = (text: string): string[] => {
  const table = /^export const complaints\b[\s\S]*?^\}/m.exec(text)?.[0] ?? '';
  return [...table.matchAll(/^ {2}'?([a-z][a-z0-9-]*)'?:/gm)].map(([, code = '']) => code);
};

const thrown = (text: string): string[] =>
  [...text.matchAll(/\b(?:new Problem|problem)\(\s*'([a-z][a-z0-9-]*)'/g)].map(([, code = '']) => code);

const faultsOf = (tree: Tree, name: string): Fault[] => {
  const table = tableOf(name);
  const codes = new Set(listed(tree.read(table) ?? ''));
  const own = ownSources(tree).filter((path) => path.startsWith(`packages/${name}/src/`) && path !== table);
  const texts = own.map((path) => [path, tree.read(path) ?? ''] as const);
  const unlisted = texts.flatMap(([path, text]) =>
    thrown(text)
      .filter((code) => !codes.has(code))
      .map((code) => ({
        what: `${path} throws '${code}', which no table explains`,
        mend: `add it to ${table}`,
      })),
  );
  const unused = [...codes]
    .filter((code) => !texts.some(([, text]) => text.includes(`'${code}'`)))
    .map((code) => ({
      what: `${table} lists '${code}', which nothing throws`,
      mend: `remove it from ${table}`,
    }));
  return [...unlisted, ...unused];
};

/** The codes that a package throws and those of its table are the same. */
export const problemsListed: Check = {
  name: 'problems-listed',
  law: 'the codes that a package throws are those of its table',
  faults: (tree) => packageNames(tree).flatMap((name) => faultsOf(tree, name)),
};
