// Writes generated files: TypeScript only once the compiler has accepted it, nothing over a file that was edited by hand, and
// either all of them or none.
import { codegenError } from './errors.js';
import type { GeneratedFile, TextFile } from './generate.js';
import { manifestOf, manifestText, readManifest } from './manifest.js';
import type { ManifestFile } from './manifest.js';
import { isSealed, isSealedModule, seal } from './seal.js';
import type { Verifier } from './verifier.js';
import { verifyTypeScript } from './verify.js';

/** How files are written. */
export interface WriteOptions {
  /** Overwrite files that were edited by hand. */
  readonly force?: boolean;
  /** Who reads TypeScript before it is written; the compiler in this thread unless told otherwise. */
  readonly verifier?: Pick<Verifier, 'verify'>;
}

/**
 * Writes files into a folder, which is made if it is missing. Returns the paths of what was written.
 *
 * @throws CodegenError `edited-by-hand` or `invalid-typescript`, before anything is written.
 * @example
 * ```ts
 * await writeFiles(await generate(derivation), 'src/kernels');
 * ```
 */
export const writeFiles = async (
  generated: readonly GeneratedFile[],
  directory: string,
  { force = false, verifier = { verify: verifyTypeScript } }: WriteOptions = {},
): Promise<string[]> => {
  for (const { path, contents } of generated) {
    const existing = await existingAt(path, directory);
    if (existing === null || force || existing.equals(Buffer.from(contents))) continue;
    const { join } = await import('node:path');
    const place = join(directory, path);
    if (!(await isOurs(path, existing))) throw codegenError('edited-by-hand', place, place);
  }
  await verifier.verify(generated.filter(isTypeScript));
  const files = await joined(generated, directory, force);
  const made: string[] = [];
  try {
    await makeFolder(directory, made);
    return await writeTogether(files, directory);
  } catch (error) {
    const { rmdir } = await import('node:fs/promises');
    for (const folder of made.reverse()) await rmdir(folder).catch(() => undefined);
    throw codegenError('folder-not-writable', directory, reasonOf(error, directory));
  }
};

/** What stands where a file is to be written; null where nothing does. */
const existingAt = async (path: string, directory: string): Promise<Buffer<ArrayBuffer> | null> => {
  const { readFile } = await import('node:fs/promises');
  const { join } = await import('node:path');
  return readFile(join(directory, path)).catch((error: unknown) => {
    if (isAbsent.has(codeOf(error))) return null;
    throw codegenError('folder-not-writable', directory, reasonOf(error, path));
  });
};

/** Writes all files, each beside its place first. Nothing is awaited, so that Ctrl-C finds all of them or none. */
const writeTogether = async (files: readonly GeneratedFile[], directory: string): Promise<string[]> => {
  const { realpathSync, renameSync, rmSync, writeFileSync } = await import('node:fs');
  const { basename, dirname, join } = await import('node:path');
  // a link stays one: what it leads to is written
  const real = (place: string): string => {
    try {
      return realpathSync(place);
    } catch {
      return place;
    }
  };
  const moves = files.map(({ path, contents }) => {
    const place = join(directory, path);
    const to = real(place);
    const aside = join(dirname(to), `.${basename(to)}.${String(process.pid)}.new`);
    return { place, to, aside, contents };
  });
  try {
    for (const { aside, contents } of moves) writeFileSync(aside, contents);
    for (const { aside, to } of moves) renameSync(aside, to);
  } catch (error) {
    for (const { aside } of moves) rmSync(aside, { force: true });
    throw error;
  }
  return moves.map(({ place }) => place);
};

/** The files with the manifest of the folder in theirs: what other kernels wrote there stays described. */
const joined = async (
  files: readonly GeneratedFile[],
  directory: string,
  force: boolean,
): Promise<readonly GeneratedFile[]> => {
  const path = 'manifest.json';
  const own = files.find((file): file is TextFile => file.path === path);
  const existing = await textOf(directory, path);
  if (own === undefined || existing === null || (!force && !(await isSealed(path, existing)))) return files;
  const [older, newer] = [readManifest(existing), readManifest(own.contents)];
  if (older === null || newer === null) return files;
  const { access } = await import('node:fs/promises');
  const { join } = await import('node:path');
  const isThere = ({ path: file }: ManifestFile) => access(join(directory, file)).then(() => true, () => false); // prettier-ignore
  const still = older.map(async (kernel) => {
    if (newer.every(({ name }) => name !== kernel.name)) return kernel;
    // what was printed before and is gone is not described any longer
    const there = await Promise.all(kernel.files.map(isThere));
    return { ...kernel, files: kernel.files.filter((_, i) => there[i]) };
  });
  const contents = await seal(path, manifestText(manifestOf(newer, await Promise.all(still))));
  return [...files.filter((file) => file !== own), { path, contents }];
};

const textOf = async (directory: string, path: string): Promise<string | null> => {
  const { readFile } = await import('node:fs/promises');
  const { join } = await import('node:path');
  return readFile(join(directory, path), 'utf8').catch(() => null);
};

/** Makes a folder and those above it, one by one: asked for all of them in a place like /proc, Node tries without end. */
const makeFolder = async (folder: string, made: string[]): Promise<void> => {
  const { mkdir, stat } = await import('node:fs/promises');
  const { dirname } = await import('node:path');
  const isThere = await stat(folder).then((found) => found.isDirectory(), () => false); // prettier-ignore
  if (isThere) return;
  if (dirname(folder) !== folder) await makeFolder(dirname(folder), made);
  await mkdir(folder);
  made.push(folder);
};

/** Why a system does not let write. */
const reasons: { readonly [code: string]: string } = {
  EACCES: 'that is not permitted',
  EPERM: 'that is not permitted',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EFBIG: 'a file would be larger than is allowed',
  EEXIST: 'a file stands in its way',
  ENOTDIR: 'a file stands in its way',
};

const reasonOf = (error: unknown, what: string): string => {
  const code = codeOf(error);
  if (code === 'EISDIR') return `${what} is a folder there`;
  const known = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  return known ?? (error instanceof Error ? error.message : String(error));
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** What a system says of a path that nothing stands at. */
const isAbsent: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

const isTypeScript = (file: GeneratedFile): file is TextFile => file.path.endsWith('.ts');

const isOurs = (path: string, existing: Buffer<ArrayBuffer>): Promise<boolean> =>
  path.endsWith('.wasm')
    ? isSealedModule(new Uint8Array(existing))
    : isSealed(path, existing.toString('utf8'));
