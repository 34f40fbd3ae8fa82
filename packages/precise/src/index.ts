// Arbitrary-precision real functions on bigint: what the step checks and the oracle stand on.
export { Real } from './real.js';
export { arithmetic } from './arithmetic.js';
export type { Arithmetic } from './arithmetic.js';
export { integrate } from './quadrature.js';
export { sumSeries } from './series.js';
