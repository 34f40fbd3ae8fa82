// The files of the repository as the house check and the generators see them: an interface small enough
// for a test to build a tree with one planted fault.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Files by their path from the root of the workspace, with `/` on every platform. */
export interface Tree {
  /** Every file, sorted. */
  readonly files: readonly string[];
  /** The text of a file, `undefined` where there is none. */
  readonly read: (path: string) => string | undefined;
}

/** Folders that no check looks into: what is installed, built or cached. */
const skipped = new Set(['node_modules', 'dist', '.git', '.nx', '.cache', 'coverage']);

const walk = (root: string, folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : walk(root, path);
    return entry.isFile() ? [path] : [];
  });

/** The tree on disk under `root`. */
export const diskTree = (root: string): Tree => ({
  files: walk(root, '').sort(),
  read: (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined),
});

/** A tree in memory: path to text. */
export const treeOf = (texts: Readonly<Record<string, string>>): Tree => ({
  files: Object.keys(texts).sort(),
  read: (path) => (Object.hasOwn(texts, path) ? texts[path] : undefined),
});
