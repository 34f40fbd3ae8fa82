// The house check: what is missing or does not agree, each with the command that mends it. npm run house
import { spawnSync } from 'node:child_process';
import type { Fault } from './house/check.js';
import { checks } from './house/checks.js';
import { generators, staleness } from './house/checks/generated.js';
import { diskTree } from './house/tree.js';

const run = (tool: string): boolean =>
  spawnSync(process.execPath, ['tools/run.mjs', tool], { stdio: 'inherit' }).status === 0;

const report = (name: string, faults: readonly Fault[]): number => {
  for (const { what, mend } of faults) console.error(`${name}: ${what}\n  help:   ${mend}`);
  return faults.length;
};

const tree = diskTree('.');
let found = 0;
for (const { name, faults } of checks) found += report(name, await faults(tree));
for (const generator of generators)
  found += report('generated-current', staleness(generator, { tree: () => diskTree('.'), run }));

console.log(found === 0 ? 'the house is in order' : `${String(found)} faults in the house`);
process.exitCode = found === 0 ? 0 : 1;
