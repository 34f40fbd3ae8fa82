// Symmetries: what is renamed is what would have been derived, entry by entry, and the few entries of a large family are those of the
// whole one.
import * as e from '@expfam/expression';
import { describe, expect, test } from 'vitest';
import { catalogueDensity } from '../catalogue-densities.js';
import { readDensities } from '../text.js';
import type { Derivation } from './derivation.js';
import type { DeriveOptions } from './derive.js';
import { deriveDensity } from './derive.js';
import { derivativesOf, secondDerivative } from './derivatives.js';
import { Symmetries } from './symmetries.js';

const ten = { n: e.Rational.of(10) };
const two = { r: e.Rational.of(2) };
const families: readonly (readonly [string, DeriveOptions])[] = [
  ['dirichlet', {}],
  ['multinomial', { fix: ten }],
  ['negative_multinomial', { fix: two }],
  ['von_mises_fisher', {}],
  ['categorical', {}],
  ['categorical', { form: 'symmetric' }],
];

const derived = (name: string, options: DeriveOptions): Derivation =>
  deriveDensity(catalogueDensity(name)!, { brief: true, ...options });

const symmetriesOf = (derivation: Derivation): Symmetries | null =>
  Symmetries.of({ ...derivation, form: derivation, logPartition: derivation.logPartitionNatural! });

/** Every derivative for itself. */
const directly = (derivation: Derivation) => {
  const { natural, logPartitionNatural: logPartition, response } = derivation;
  const subject = { ...derivation, form: derivation, logPartition: logPartition!, symmetries: null };
  const { mean, covariance } = derivativesOf(
    subject,
    natural.map((_, i) => i),
  )!;
  const jacobian = response!.map((each) => natural.map((by, j) => secondDerivative(each, by, [0, j])));
  return { mean, covariance, jacobian };
};

const expectRenamed = (derivation: Derivation): void => {
  const { mean, covariance, jacobian } = directly(derivation);
  const ids = (matrix: readonly (readonly e.Expression[])[] | null) =>
    matrix?.map((row) => row.map(({ id }) => id));
  expect(ids([derivation.meanStatistics!])).toEqual(ids([mean]));
  expect(ids(derivation.covariance)).toEqual(ids(covariance));
  expect(ids(derivation.jacobian)).toEqual(ids(jacobian));
};

describe.each(families)('%s %o', (name, options) => {
  test.each([4, 7])('what is renamed is what is derived, entry by entry, at K = %i', (classes) => {
    const derivation = derived(name, { ...options, classes });
    const { length } = derivation.natural;
    expect(symmetriesOf(derivation)!.blocks).toEqual([Array.from({ length }, (_, i) => i + 1)]);
    expectRenamed(derivation);
  });

  test('few entries are those of the whole at their places', () => {
    const whole = derived(name, { ...options, classes: 7 });
    const few = derived(name, { ...options, classes: 7, representatives: true });
    const [last, parameters] = [whole.response!.length - 1, whole.natural.length];
    expect(few.representatives).toEqual({ parameters: [0, 1, parameters - 1], columns: [0, 1, last] });
    const at = <T>(all: readonly T[], places: readonly number[]): T[] => places.map((i) => all[i]);
    const { parameters: rows, columns } = few.representatives!;
    expect(few.loss).toBe(whole.loss);
    expect(few.response).toEqual(at(whole.response!, columns));
    expect(few.gradient).toEqual(at(whole.gradient!, rows));
    expect(few.hessian).toEqual(at(whole.hessian!, rows).map((row) => at(row, rows)));
    expect(few.jacobian).toEqual(at(whole.jacobian!, columns).map((row) => at(row, rows)));
  });
});

test.each([
  ['multivariate_normal', 3],
  ['wishart', 3],
])('entries of the matrices of %s are renamed with their rows and columns', (name, classes) => {
  const derivation = derived(name, { classes });
  expect(symmetriesOf(derivation)!.blocks).toEqual([[1, 2, 3]]);
  expectRenamed(derivation);
});

describe('an entry that is unlike the others', () => {
  const [density] = readDensities(`
    odd(y | a) = exp(sum(a[k] * y[k], k, 1, 4) - y[2]^2 - sum(y[k]^2, k, 1, 4))
      y in real^4
      a in real^4`);

  test('stays where it is', () => {
    const derivation = deriveDensity(density, { brief: true, normalise: true });
    expect(symmetriesOf(derivation)!.blocks).toEqual([[3, 4]]);
    expectRenamed(derivation);
    expect(derivation.covariance![1][1]).not.toBe(derivation.covariance![0][0]);
  });

  test('is not left out', () => {
    const { representatives, hessian } = deriveDensity(density, {
      brief: true,
      normalise: true,
      representatives: true,
    });
    expect(representatives).toBeNull();
    expect(hessian).toHaveLength(4);
  });
});

test('a derivative that is a renaming of another one is told with the check of that', () => {
  const { steps } = deriveDensity(catalogueDensity('dirichlet')!, { classes: 4 });
  const slopes = steps.filter(({ rule }) => rule === 'mean-is-gradient-of-log-partition');
  expect(slopes).toHaveLength(4);
  const [first, ...others] = slopes.map(({ check }) => check);
  expect(first!.points).toBeGreaterThan(3);
  for (const each of others) expect(each).toBe(first);
  expect(new Set(slopes.map(({ to }) => to)).size).toBe(4);
});
