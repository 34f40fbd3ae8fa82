// What `check` measured of shaders, written into the manifest of the folder: the largest error of each function and the adapter,
// beside the bounds that follow from the specification.
import type { Measured } from '@expfam/codegen';
import { Problem } from '../problems.js';
import type { CheckReport, FileReport } from './check-folder.js';

/**
 * Writes the manifest of a folder anew, with what a report says of its shaders.
 *
 * @throws Problem `no-manifest` where the folder holds none that is as it was generated.
 */
export const recordMeasured = async (folder: string, { kernels }: CheckReport): Promise<void> => {
  const found = new Map(kernels.flatMap(({ files }) => files.flatMap(measuredOf)));
  if (found.size === 0) return;
  const [{ readFile, writeFile }, { join }, { withMeasured }] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
    import('@expfam/codegen'),
  ]);
  const path = join(folder, 'manifest.json');
  const text = await withMeasured(await readFile(path, 'utf8'), found);
  if (text === null)
    throw new Problem('no-manifest', 'the manifest was edited by hand: nothing is recorded there', {
      file: path,
    });
  await writeFile(path, text);
};

const measuredOf = ({ path, adapter, functions }: FileReport): (readonly [string, Measured])[] => {
  if (adapter === null || functions.length === 0) return [];
  const worst = functions.map(({ name, worst: ulps }) => [name, Number(ulps.toPrecision(3))] as const);
  return [[path, { adapter, worst: Object.fromEntries(worst) }]];
};
