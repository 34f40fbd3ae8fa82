// Golden files are named after their family, their number of classes and the language that they are in. That none
// is missing is seen by the test that compares them: in CI it writes nothing.
import { catalogueNames } from '../catalogue-index.js';
import type { Check, Fault } from '../check.js';

const folder = 'packages/codegen/golden/';
const extensions = ['ts', 'wgsl'];
const shape = new RegExp(`^([a-z][a-z0-9_-]*?)(-K\\d+)?\\.(${extensions.join('|')})$`);

const orphan = (path: string): Fault => ({
  what: `${path} belongs to no family of the catalogue`,
  mend: `git rm ${path}`,
});

const widow = (path: string, other: string): Fault => ({
  what: `${path} has no counterpart ${other}`,
  mend: 'npx vitest run --project codegen --update',
});

/** A golden file belongs to a family, and stands in every language. */
export const goldenPaired: Check = {
  name: 'golden-paired',
  law: 'a golden file belongs to a family and exists for every target',
  faults: ({ files }) => {
    const families = new Set(catalogueNames({ files }));
    const golden = files.filter((path) => path.startsWith(folder) && !path.endsWith('.md'));
    return golden.flatMap((path) => {
      const [, family = ''] = shape.exec(path.slice(folder.length)) ?? [];
      if (!families.has(family.replaceAll('_', '-'))) return [orphan(path)];
      const stem = path.slice(0, path.lastIndexOf('.'));
      const others = extensions.map((extension) => `${stem}.${extension}`);
      return others.filter((other) => !golden.includes(other)).map((other) => widow(path, other));
    });
  },
};
