// The laws of the house that can be read off its files, in the order in which they are reported. A new law is one
// row here and one planted fault in checks.test.ts.
import type { Check } from './check.js';
import { catalogueIndexed, catalogueNamed } from './checks/catalogue.js';
import { exportsDocumented, exportsTaken } from './checks/exports.js';
import { goldenPaired } from './checks/golden.js';
import { packagesComplete } from './checks/packages.js';
import { problemsListed } from './checks/problems.js';
import { filesIntroduced, filesShort, spellingBritish } from './checks/text.js';

/** Every check over the files. */
export const checks: readonly Check[] = [
  packagesComplete,
  catalogueNamed,
  catalogueIndexed,
  goldenPaired,
  problemsListed,
  exportsDocumented,
  exportsTaken,
  filesIntroduced,
  filesShort,
  spellingBritish,
];
