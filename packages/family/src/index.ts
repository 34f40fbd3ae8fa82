// The public door of the package: densities, the decision whether they are exponential families, derivations, the catalogue.
export { catalogue } from './catalogue/index.js';
export { catalogueDensity, catalogueEntries } from './catalogue-densities.js';
export type { DensityData } from './density-data.js';
export { densityFromData } from './density-data.js';
export type { FamilyDefinition } from './family.js';
export type { Density } from './density.js';
export { fix, sizeOfDensity } from './density.js';
export type * from './derivation.js';
export { deriveDensity } from './derive.js';
export type { DeriveOptions } from './derive.js';
export { consequencesOf } from './consequences.js';
export type { Consequences } from './consequences.js';
export { derivationJson, domainText, naturalSpaceText, refusalJson } from './formats/json.js';
export { derivationLatex, derivationMarkdown } from './formats/latex.js';
export { derivationText } from './formats/text.js';
export { Refusal } from './refusal.js';
export type { RefusalCode } from './refusal.js';
