// Data that a command writes must be what the command writes today. The check runs it, compares the folder before
// and after, and leaves the new files in place: they are the mend.
import { isDeepStrictEqual } from 'node:util';
import type { Fault } from '../check.js';
import type { Tree } from '../tree.js';

/** A tool and the folder that it owns. */
export interface Generator {
  readonly tool: string;
  readonly folder: string;
}

/** What is generated: add a row for every tool that writes into the sources. */
export const generators: readonly Generator[] = [
  { tool: 'derive-catalogue', folder: 'packages/family/src/derived/' },
  { tool: 'print-kernels', folder: 'packages/runtime/src/shipped/' },
];

/** The world that the check acts on: the tree as it is at the moment of the call, and the means to run a tool. */
export interface Workshop {
  readonly tree: () => Tree;
  readonly run: (tool: string) => boolean;
}

const contents = (tree: Tree, folder: string): Record<string, string | undefined> =>
  Object.fromEntries(
    tree.files.filter((path) => path.startsWith(folder)).map((path) => [path, tree.read(path)]),
  );

const hasTool = (tree: Tree, tool: string): boolean => tree.read(`tools/src/${tool}.ts`) !== undefined;

/** The faults of one generator: it fails, or its folder was not current. */
export const staleness = ({ tool, folder }: Generator, { tree, run }: Workshop): Fault[] => {
  const mend = `npm run tool -- ${tool}`;
  const first = tree();
  if (!hasTool(first, tool))
    return [{ what: `tools/src/${tool}.ts is missing`, mend: `write the tool ${tool}` }];
  const before = contents(first, folder);
  if (!run(tool)) return [{ what: `the tool ${tool} fails`, mend }];
  const after = contents(tree(), folder);
  return isDeepStrictEqual(before, after)
    ? []
    : [{ what: `${folder} was not current and has been rewritten`, mend }];
};
