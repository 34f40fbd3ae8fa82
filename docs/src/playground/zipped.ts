// Files as one that holds them all. What packs them is loaded when it is asked for.
import type { KernelFile } from './view.js';

// the first day that the format knows: the same files give the same bytes
const mtime = '1980-01-01T00:00:00';

export const zipped = async (files: readonly KernelFile[]): Promise<Uint8Array> => {
  const { strToU8, zipSync } = await import('fflate');
  const entries = files.map(({ path, contents }): [string, Uint8Array] => [
    path,
    typeof contents === 'string' ? strToU8(contents) : contents,
  ]);
  return zipSync(Object.fromEntries(entries), { mtime });
};
