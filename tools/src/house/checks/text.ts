// How a source reads: it opens by saying what it is, stays short and spells as the house spells.
import { isGenerated, sources, type Check, type Fault } from '../check.js';
import type { Tree } from '../tree.js';

const limit = 300;

/** Spellings of the other side of the ocean, each with the house's; `.normalize(` is a method of strings. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/(?<!\.)\bnormaliz(?=e|ing|ation)/i, 'normalis'],
  [/\bfactoriz/i, 'factoris'],
  [/\boptimiz/i, 'optimis'],
  [/\bstabiliz/i, 'stabilis'],
  [/\bcanonicaliz/i, 'canonicalis'],
  [/\bgeneraliz/i, 'generalis'],
  [/\bregulariz/i, 'regularis'],
  [/\bsummariz/i, 'summaris'],
  [/\bbehavior/i, 'behaviour'],
];

const overSources =
  (faultOf: (path: string, text: string) => readonly Fault[]) =>
  (tree: Tree): Fault[] =>
    sources(tree).flatMap((path) => faultOf(path, tree.read(path) ?? ''));

/** Lines that are neither blank nor comments. */
const linesOfCode = (text: string): number =>
  text
    .replace(/^\s*\/\*[\s\S]*?\*\//gm, '')
    .split('\n')
    .filter((line) => line.trim() && !line.trim().startsWith('//')).length;

/** A file opens with a comment of what it is and where it stands. */
export const filesIntroduced: Check = {
  name: 'files-introduced',
  law: 'a file opens by saying what it is',
  faults: overSources((path, text) =>
    text.startsWith('//')
      ? []
      : [{ what: `${path} does not say what it is`, mend: 'open it with one to four lines of //' }],
  ),
};

/** No file is long. */
export const filesShort: Check = {
  name: 'files-short',
  law: `a file has at most ${String(limit)} lines of code`,
  faults: overSources((path, text) => {
    const lines = linesOfCode(text);
    if (isGenerated(text) || lines <= limit) return [];
    return [{ what: `${path} has ${String(lines)} lines of code`, mend: 'split it along its headings' }];
  }),
};

/** One spelling. */
export const spellingBritish: Check = {
  name: 'spelling-british',
  law: 'words are spelt as in Britain',
  faults: overSources((path, text) =>
    spellings.flatMap(([pattern, ours]) => {
      const found = pattern.exec(text)?.[0];
      return found ? [{ what: `${path} writes '${found}…'`, mend: `write '${ours}…'` }] : [];
    }),
  ),
};
