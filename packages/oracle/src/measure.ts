// The half of the oracle that measures without reading any density: points to ask at, and distances in units of the last
// place. It stands apart from the index because reading a text needs mathjs, and measuring a kernel does not.
export { logitSamples, midway, neighbour, randomBits, samples } from './samples.js';
export type { Format, LogitOptions, SampleOptions } from './samples.js';
export { ulpsBetween } from './ulps.js';
