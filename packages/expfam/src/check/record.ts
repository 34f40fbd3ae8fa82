// What `check` measured of shaders, written into the manifest of the folder: the largest error of each function and the adapter,
// beside the bounds that follow from the specification.
import type { Measured } from '@expfam/codegen';
import { Problem } from '../problems.js';
import type { CheckReport, FileReport } from './check-folder.js';

/**
 * Writes the manifest of a folder anew, with what a report says of its shaders.
 *
 * @throws Problem `no-manifest` where the folder holds none that is as it was generated, `file-not-writable`
 */
export const recordMeasured = async (folder: string, { kernels }: CheckReport): Promise<void> => {
  const found = new Map(kernels.flatMap(({ files }) => files.flatMap(measuredOf)));
  if (found.size === 0) return;
  const [{ readFile }, { withMeasured }, { writeFileOf }] = await Promise.all([
    import('node:fs/promises'),
    import('@expfam/codegen'),
    import('../command/write.js'),
  ]);
  const path = await manifestIn(folder);
  const text = await withMeasured(await readFile(path, 'utf8'), found);
  if (text === null)
    throw new Problem('no-manifest', 'the manifest was edited by hand: nothing is recorded there', {
      file: path,
    });
  await writeFileOf(path, text);
};

const manifestIn = async (folder: string): Promise<string> =>
  (await import('node:path')).join(folder, 'manifest.json');

/** Refuses a manifest that cannot be written, before anything is measured for it. @throws Problem `file-not-writable` */
export const checkRecordable = async (folder: string): Promise<void> => {
  const { checkWritable } = await import('../command/write.js');
  await checkWritable(await manifestIn(folder));
};

const measuredOf = ({ path, adapter, functions }: FileReport): (readonly [string, Measured])[] => {
  if (adapter === null || functions.length === 0) return [];
  const worst = functions.map(({ name, worst: ulps }) => [name, Number(ulps.toPrecision(3))] as const);
  return [[path, { adapter, worst: Object.fromEntries(worst) }]];
};
