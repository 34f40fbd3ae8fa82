// Writes the index of the catalogue from the files of its folder: npm run tool -- generate-index
import { mkdirSync, writeFileSync } from 'node:fs';
import { catalogueFolder, catalogueIndex, catalogueNames, indexPath } from './house/catalogue-index.js';
import { diskTree } from './house/tree.js';

const tree = diskTree('.');
const text = await catalogueIndex(catalogueNames(tree));
mkdirSync(catalogueFolder, { recursive: true });
if (tree.read(indexPath) !== text) writeFileSync(indexPath, text);
