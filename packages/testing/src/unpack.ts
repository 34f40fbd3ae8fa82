// Unpacks what npm packages carry compressed (a software GPU, a browser) into the cache folder of the house.
// Each thing is written beside its place and then renamed into it, so that two processes may do it at once.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { readTar } from './tar.js';

const here = dirname(fileURLToPath(import.meta.url));

/** The folder of unpacked things: `.cache` at the root of the workspace. */
export const cacheFolder = resolve(here, '../../../.cache');

/** The version of `@sparticuz/chromium` and the folder of its archives. */
export const chromiumPackage = (): { version: string; bin: string } => {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const root = resolve(dirname(entry), '../..');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return { version, bin: join(root, 'bin') };
};

/** Renames what was made into its place, unless another process was faster. */
export const putInPlace = (made: string, place: string): void => {
  try {
    renameSync(made, place);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    if (!existsSync(place)) throw error; // otherwise another process was faster, with the same content
  }
};

/** The folder with the files of `<name>.tar.br` of `@sparticuz/chromium`, unpacked once into `cache`. */
export const unpacked = (name: string, cache: string = cacheFolder): string => {
  const { version, bin } = chromiumPackage();
  const place = join(cache, `${name}-${version}`);
  if (existsSync(place)) return place;
  mkdirSync(cache, { recursive: true });
  const made = mkdtempSync(join(cache, `${name}-`));
  for (const { path, mode, bytes } of readTar(
    brotliDecompressSync(readFileSync(join(bin, `${name}.tar.br`))),
  )) {
    const file = join(made, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes, { mode });
  }
  putInPlace(made, place);
  return place;
};
