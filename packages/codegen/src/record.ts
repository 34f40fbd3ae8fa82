// A manifest with what was measured on an adapter: the largest error of each function of a WGSL module, beside its bounds.
import { manifestOf, manifestText, readManifest } from './manifest.js';
import type { Measured } from './manifest.js';
import { isSealed, seal } from './seal.js';

const path = 'manifest.json';

/**
 * The text of a manifest with what was measured of its files, by their paths; null where it is no manifest as it was generated.
 *
 * @example
 * ```ts
 * const generated = await generate(derivation, { target: ['wgsl'] });
 * const manifest = generated.find(({ path }) => path === 'manifest.json')!.contents;
 * await withMeasured(manifest as string, new Map([['poisson.wgsl', { adapter: 'apple m2', worst: { response: 1.2 } }]]));
 * ```
 */
export const withMeasured = async (
  text: string,
  measured: ReadonlyMap<string, Measured>,
): Promise<string | null> => {
  const kernels = readManifest(text);
  if (kernels === null || !(await isSealed(path, text))) return null;
  const recorded = kernels.map((kernel) => ({
    ...kernel,
    files: kernel.files.map((file) => {
      const found = measured.get(file.path);
      return found === undefined ? file : { ...file, measured: found };
    }),
  }));
  return seal(path, manifestText(manifestOf(recorded)));
};
