// A folder for the files that the tests of one file write.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A new folder, which is removed once the last test of the file is over. */
export const scratchFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'expfam-test-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
};
