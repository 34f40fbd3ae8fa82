// What is renamed is what would have been derived, through special functions too.
import { catalogueDensity, deriveDensity } from '@expfam/family';
import { expect, test } from 'vitest';
import { derivativesOf } from './mixtures.js';
import { restate } from './restate.js';

test.each([
  ['dirichlet', 4],
  ['dirichlet', 7],
  ['von_mises_fisher', 4],
  ['von_mises_fisher', 7],
])('%s of size %i has the Hessian that each derivative for itself gives', (name, classes) => {
  const derivation = restate(deriveDensity(catalogueDensity(name)!, { classes, brief: true }));
  const eta = derivation.natural.map(({ symbol }) => symbol);
  const { means, covariance } = derivativesOf(derivation.logPartitionNatural!, eta);
  const ids = (rows: readonly (readonly { readonly id: number }[])[] | null) =>
    rows?.map((row) => row.map(({ id }) => id));
  expect(ids([derivation.meanStatistics!])).toEqual(ids([means]));
  expect(ids(derivation.hessian)).toEqual(ids(covariance));
});
