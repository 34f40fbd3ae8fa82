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
  const { readFile, writeFile } = await import('node:fs/promises');
  const { join } = await import('node:path');
  const files = await joined(generated, directory, force);
  for (const { path, contents } of files) {
    const place = join(directory, path);
    const existing = await readFile(place).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && isAbsent.has(String(error.code))) return null;
      throw codegenError('folder-not-writable', directory, reasonOf(error));
    });
    if (
      existing !== null &&
      !force &&
      !existing.equals(Buffer.from(contents)) &&
      !(await isOurs(path, existing))
    )
      throw codegenError('edited-by-hand', place, place);
  }
  await verifier.verify(files.filter(isTypeScript));
  const { rename, rm } = await import('node:fs/promises');
  const aside = (path: string): string => join(directory, `.${path}.new`);
  try {
    await makeFolder(directory);
    for (const { path, contents } of files) await writeFile(aside(path), contents);
    for (const { path } of files) await rename(aside(path), join(directory, path));
  } catch (error) {
    for (const { path } of files) await rm(aside(path), { force: true }).catch(() => undefined);
    throw codegenError('folder-not-writable', directory, reasonOf(error));
  }
  return files.map(({ path }) => join(directory, path));
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
const makeFolder = async (folder: string): Promise<void> => {
  const { mkdir, stat } = await import('node:fs/promises');
  const { dirname } = await import('node:path');
  const isThere = await stat(folder).then((found) => found.isDirectory(), () => false); // prettier-ignore
  if (isThere) return;
  if (dirname(folder) !== folder) await makeFolder(dirname(folder));
  await mkdir(folder);
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What a system says of a path that nothing stands at. */
const isAbsent: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

const isTypeScript = (file: GeneratedFile): file is TextFile => file.path.endsWith('.ts');

const isOurs = (path: string, existing: Buffer<ArrayBuffer>): Promise<boolean> =>
  path.endsWith('.wasm')
    ? isSealedModule(new Uint8Array(existing))
    : isSealed(path, existing.toString('utf8'));
