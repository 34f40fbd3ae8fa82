// Codes of failures: a package that words its complaints in a table (`complaints`) throws the codes of that table,
// all of them and no others. Where every complaint is worded at its spot there is no table.
import { ownSources, packageNames, type Check, type Fault } from '../check.js';
import type { Tree } from '../tree.js';

/** A table of complaints, and the keys in it, which stand two spaces from the margin. */
const tablePattern = /^(?:export )?const complaints\b[\s\S]*?^\}/m;
const keyPattern = /^ {2}'?([a-z][a-z0-9-]*)'?:/gm;

/** `new Problem('code'`, `new CodegenError('code'`, `codegenError('code'` and their kin. */
const throwPattern =
  /\b(?:new \w+|\w*[pP]roblem|\w*Error|complain)\(\s*(?:\{\s*code: )?'([a-z]+(?:-[a-z0-9]+)+)'/g;

const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, code = '']) => code);

const faultsOf = (tree: Tree, name: string): Fault[] => {
  const own = ownSources(tree).filter((path) => path.startsWith(`packages/${name}/src/`));
  const texts = own.map((path) => ({ path, text: tree.read(path) ?? '' }));
  const table = texts.find(({ text }) => tablePattern.test(text));
  if (!table) return [];
  const codes = matches(tablePattern.exec(table.text)?.[0] ?? '', keyPattern);
  const others = texts.filter(({ path }) => path !== table.path);
  const unlisted = others.flatMap(({ path, text }) =>
    matches(text, throwPattern)
      .filter((code) => !codes.includes(code))
      .map((code) => ({
        what: `${path} throws '${code}', which no table explains`,
        mend: `add it to ${table.path}`,
      })),
  );
  const unused = codes
    .filter((code) => !others.some(({ text }) => text.includes(`'${code}'`)))
    .map((code) => ({
      what: `${table.path} lists '${code}', which nothing throws`,
      mend: `remove '${code}' from it`,
    }));
  return [...unlisted, ...unused];
};

/** The table of a package and what it throws agree. */
export const problemsListed: Check = {
  name: 'problems-listed',
  law: 'a table of complaints lists the codes that are thrown',
  faults: (tree) => packageNames(tree).flatMap((name) => faultsOf(tree, name)),
};
