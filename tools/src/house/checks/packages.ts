// What every package has: a README, an index, and a tag that places it among the layers.
import { packageNames, type Check, type Fault } from '../check.js';
import type { Tree } from '../tree.js';

interface Manifest {
  readonly nx?: { readonly tags?: readonly string[] };
}

const tagsOf = (text: string | undefined): readonly string[] =>
  (JSON.parse(text ?? '{}') as Manifest).nx?.tags ?? [];

const faultsOf = (tree: Tree, name: string): Fault[] => {
  const folder = `packages/${name}`;
  const missing = ['README.md', 'src/index.ts', 'tsconfig.lib.json', 'vitest.config.ts']
    .filter((file) => tree.read(`${folder}/${file}`) === undefined)
    .map((file) => ({ what: `${folder}/${file} is missing`, mend: `write ${folder}/${file}` }));
  const tagged = tagsOf(tree.read(`${folder}/package.json`)).includes(`layer:${name}`);
  const untagged = {
    what: `${folder} has no layer`,
    mend: `add the nx tag 'layer:${name}' to ${folder}/package.json`,
  };
  return tagged ? missing : [...missing, untagged];
};

/** Every package can be read, imported, tested and placed. */
export const packagesComplete: Check = {
  name: 'packages-complete',
  law: 'a package has a README, an index, its configuration and its layer',
  faults: (tree) => packageNames(tree).flatMap((name) => faultsOf(tree, name)),
};
