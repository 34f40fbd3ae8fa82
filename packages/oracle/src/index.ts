// The oracle: density texts and formulas at 60 digits, seeded samples, and errors in units of the last place.
export { oracle } from './oracle.js';
export type { Oracle, OracleOptions, Tilted, TiltedMoments, Values } from './oracle.js';
export { evaluate } from './evaluate.js';
export { OracleError } from './complaint.js';
export type { Complaint } from './complaint.js';
export type { Value } from './exact.js';
export * from './measure.js';
export { matchers } from './matchers.js';
export type { UlpBudget, UlpMatcher, Verdict } from './matchers.js';
export { randomDensity } from './random-density/random-density.js';
export type { RandomDensity } from './random-density/random-density.js';
export type { Truth } from './random-density/truth.js';
