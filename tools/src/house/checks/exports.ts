// What the files of a package give to others: an index says of everything what it is, and nothing is given that nobody takes.
import { isGenerated, ownSources, packageNames, type Check, type Fault } from '../check.js';
import type { Tree } from '../tree.js';

/** What an index names: `export { a, type b as c } from './x.js'`, or all of a file. */
const passedOn = /export (?:type )?(?:\{([^}]*)\}|\*) from '\.\/([^']+)\.js'/g;

const namesIn = (list: string): string[] =>
  [...list.matchAll(/(?:^|,)\s*(?:type )?(\w+)/g)].map(([, name = '']) => name);

/** Where each name is declared first: of the overloads of a function the first one speaks for all. */
const declaredIn = (text: string): Map<string, number> => {
  const all = text.matchAll(
    /^export (?:abstract |async )*(?:const|function\*?|class|interface|type) (\w+)/gm,
  );
  return new Map([...all].reverse().map(({ 1: name = '', index }) => [name, index]));
};

/** What of the wanted names, all of them where there is null, has no comment: in this file, and in those that it passes on. */
const undocumented = (tree: Tree, path: string, wanted: readonly string[] | null): string[] => {
  const text = tree.read(path) ?? '';
  const isWanted = (name: string): boolean => wanted?.includes(name) ?? true;
  const bare = [...declaredIn(text)].filter(
    ([name, at]) => isWanted(name) && !text.slice(0, at).trimEnd().endsWith('*/'),
  );
  const others = [...text.matchAll(passedOn)].flatMap(([, list, file = '']) => {
    const names = list === undefined ? wanted : namesIn(list).filter(isWanted);
    return undocumented(tree, `${path.replace(/[^/]*$/, '')}${file}.ts`, names);
  });
  return [...bare.map(([name]) => `${path}: ${name}`), ...others];
};

/** Everything that a package gives says what it is. */
export const exportsDocumented: Check = {
  name: 'exports-documented',
  law: 'everything that an index exports says what it is',
  faults: (tree) =>
    packageNames(tree)
      .flatMap((name) => undocumented(tree, `packages/${name}/src/index.ts`, null))
      .map((what): Fault => ({ what: `${what} has no comment`, mend: 'write one of /** … */ above it' })),
};

/** Files that may take something. */
const isReader = (path: string): boolean => /\.(?:ts|mts|js|mjs|vue)$/.test(path) && !path.endsWith('.d.ts');

const values = /^export (?:async )?(?:const|function\*?|class) (\w+)/gm;

/** What is given is taken: a function or a constant that no other file names is no export. */
export const exportsTaken: Check = {
  name: 'exports-taken',
  law: 'a value that is exported is named in another file',
  faults: (tree) => {
    const takers = new Map<string, Set<string>>();
    for (const path of tree.files.filter(isReader))
      for (const [word] of (tree.read(path) ?? '').matchAll(/[A-Za-z_$][\w$]*/g)) {
        const files = takers.get(word) ?? new Set();
        takers.set(word, files.add(path));
      }
    return ownSources(tree).flatMap((path) => {
      const text = tree.read(path) ?? '';
      if (isGenerated(text)) return [];
      return [...text.matchAll(values)]
        .filter(([, name = '']) => (takers.get(name)?.size ?? 0) < 2)
        .map(([, name = '']): Fault => ({ what: `${path} exports ${name}, which nobody imports`, mend: 'leave out the word export' })); // prettier-ignore
    });
  },
};
