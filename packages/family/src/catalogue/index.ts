// Generated from the files of this folder by: npm run tool -- generate-index
import { bernoulli } from './bernoulli.js';
import { binomial } from './binomial.js';
import { categorical } from './categorical.js';
import { exponential } from './exponential.js';
import { gammaShapeRate } from './gamma-shape-rate.js';
import { gaussian } from './gaussian.js';
import { geometric } from './geometric.js';
import { normal } from './normal.js';
import { poisson } from './poisson.js';

/** Every distribution of the catalogue, by name. */
export const catalogue = [
  bernoulli,
  binomial,
  categorical,
  exponential,
  gammaShapeRate,
  gaussian,
  geometric,
  normal,
  poisson,
] as const;
