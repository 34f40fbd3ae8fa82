// The door for density texts. It stands apart from the index because reading a text needs mathjs, and a family of the
// catalogue does not.
export { readDensities } from './language/read-density.js';
export { densityData } from './density/density-data.js';
export { deriveDensity } from './derivation/derive.js';
export { proveRelation } from './relations/prove.js';
export type { RelationProof } from './relations/prove.js';
