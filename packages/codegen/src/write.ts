// Writes generated files: TypeScript only once the compiler has accepted it, nothing over a file that was edited by hand, and
// either all of them or none.
import { codegenError } from './errors.js';
import type { GeneratedFile, TextFile } from './generate.js';
import { isSealed, isSealedModule } from './seal.js';
import { verifyTypeScript } from './verify.js';

/** How files are written. */
export interface WriteOptions {
  /** Overwrite files that were edited by hand. */
  readonly force?: boolean;
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
  files: readonly GeneratedFile[],
  directory: string,
  { force = false }: WriteOptions = {},
): Promise<string[]> => {
  const { mkdir, readFile, writeFile } = await import('node:fs/promises');
  const { join } = await import('node:path');
  for (const { path, contents } of files) {
    const place = join(directory, path);
    const existing = await readFile(place).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    });
    if (
      existing !== null &&
      !force &&
      !existing.equals(Buffer.from(contents)) &&
      !(await isOurs(path, existing))
    )
      throw codegenError('edited-by-hand', place, place);
  }
  const verified = await verifyTypeScript(files.filter(isTypeScript));
  await mkdir(directory, { recursive: true });
  const accepted = new Map([...files, ...verified].map(({ path, contents }) => [path, contents] as const));
  for (const [path, contents] of accepted) await writeFile(join(directory, path), contents);
  return [...accepted.keys()].map((path) => join(directory, path));
};

const isTypeScript = (file: GeneratedFile): file is TextFile => file.path.endsWith('.ts');

const isOurs = (path: string, existing: Buffer<ArrayBuffer>): Promise<boolean> =>
  path.endsWith('.wasm')
    ? isSealedModule(new Uint8Array(existing))
    : isSealed(path, existing.toString('utf8'));
