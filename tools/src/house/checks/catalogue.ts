// The naming law of the catalogue: the file, the constant it exports and the family's name are one name.
import {
  camelCase,
  catalogueFolder,
  catalogueIndex,
  catalogueNames,
  indexCommand,
  indexPath,
} from '../catalogue-index.js';
import type { Check, Fault } from '../check.js';

const faultsOf = (name: string, text: string): Fault[] => {
  const path = `${catalogueFolder}/${name}.ts`;
  const constant = camelCase(name);
  const family = name.replaceAll('-', '_');
  const exported = new RegExp(`^export const ${constant}\\b`, 'm').test(text);
  const named = /^\s*name: '([^']*)'/m.exec(text)?.[1];
  return [
    ...(exported
      ? []
      : [{ what: `${path} exports no ${constant}`, mend: `export const ${constant} = family({ … })` }]),
    ...(named === family
      ? []
      : [
          {
            what: `${path} names its family '${named ?? ''}'`,
            mend: `name it '${family}', or rename the file`,
          },
        ]),
  ];
};

/** Every file of the catalogue exports the family that it is named after. */
export const catalogueNamed: Check = {
  name: 'catalogue-named',
  law: 'a catalogue file, its constant and its family have one name',
  faults: (tree) =>
    catalogueNames(tree).flatMap((name) => faultsOf(name, tree.read(`${catalogueFolder}/${name}.ts`) ?? '')),
};

/** The generated index lists the files that are there. */
export const catalogueIndexed: Check = {
  name: 'catalogue-indexed',
  law: 'the index of the catalogue lists its files',
  faults: async (tree) =>
    tree.read(indexPath) === (await catalogueIndex(catalogueNames(tree)))
      ? []
      : [{ what: `${indexPath} is not current`, mend: indexCommand }],
};
