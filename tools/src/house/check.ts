// What a check of the house is: a law over the tree of files, and the faults that it finds.
import type { Tree } from './tree.js';

/** What is wrong, and the command or the edit that mends it. */
export interface Fault {
  readonly what: string;
  readonly mend: string;
}

/** One law of the house. */
export interface Check {
  readonly name: string;
  /** The law in one sentence, as a test title states it. */
  readonly law: string;
  readonly faults: (tree: Tree) => readonly Fault[] | Promise<readonly Fault[]>;
}

/** The source files of the packages and the tools: TypeScript, without declarations. */
export const sources = ({ files }: Tree): string[] =>
  files.filter((path) => /^(packages\/[^/]+|tools)\/src\/.*\.ts$/.test(path) && !path.endsWith('.d.ts'));

/** The sources that are neither tests nor fixtures. */
export const ownSources = (tree: Tree): string[] =>
  sources(tree).filter((path) => !/\.(test|fixture)\.ts$/.test(path));

/** The names of the folders under `packages`. */
export const packageNames = ({ files }: Tree): string[] => [
  ...new Set(files.flatMap((path) => /^packages\/([^/]+)\/package\.json$/.exec(path)?.[1] ?? [])),
];

/** Files that a command writes say so in one of their first two lines. */
export const isGenerated = (text: string): boolean => /^(?:\/\/.*\n)?\/\/ Generated/.test(text);
