// Relations by orbits: what two small tables tell is what one with a column for each function tells.
import * as e from '@expfam/expression';
import { arithmetic } from '@expfam/precise';
import { expect, test } from 'vitest';
import { catalogueDensity } from '../catalogue-densities.js';
import { fix } from '../density/density.js';
import { outcomeValues } from '../density/points.js';
import type { Quantity } from '../derivation/derivation.js';
import { deriveDensity } from '../derivation/derive.js';
import { readDensities } from '../text.js';
import type { Relation } from './linear.js';
import { relationsOf } from './linear.js';
import { orbitsOf, relationsByOrbit } from './orbits.js';

const size = 10;
const m = arithmetic(60);
const outcomeOf = (domain: string): Quantity =>
  readDensities(`f(y | a) = a\n  y in ${domain}\n  a in (0, inf)`)[0].outcome;

/** Relations among 1 and functions of the outcome, from a table with a column for each. */
const tabled =
  (outcome: Quantity) =>
  (functions: readonly e.Expression[]): readonly Relation[] => {
    const [random, constants] = [e.randomFrom(3), new Map<string, never>()];
    const draws = outcomeValues(m, outcome, { count: 2 * size + 6, random, constants, of: functions });
    const rows = draws.map((y) => {
      const at = e.evaluator(m, new Map([[e.text(outcome.symbol), y]]));
      return [e.one, ...functions].map(at);
    });
    const threshold = m.fromRational(1n, 10n ** 30n);
    return relationsOf(m, rows, threshold).filter(({ column }) => column > 0);
  };

const told = (relations: readonly Relation[]) =>
  relations.map(({ column, combination }) => [
    column,
    [...combination].map(([from, by]) => `${from}: ${by.toString()}`),
  ]);

type Functions = (at: (k: number) => e.Expression, all: readonly number[]) => e.Expression[];
const cases: readonly (readonly [string, string, Functions, number])[] = [
  ['counts that add up', 'counts(7, 10)', (y, all) => all.map(y), 1],
  ['shares that add up', 'simplex(10)', (y, all) => all.map(y), 1],
  ['logarithms of shares', 'simplex(10)', (y, all) => all.map((k) => e.log(y(k))), 0],
  ['free components and their sum', 'real^10', (y, all) => [...all.map(y), e.add(...all.map(y))], 1],
  [
    'free components and their squares',
    'real^10',
    (y, all) => all.flatMap((k) => [y(k), e.power(y(k), e.two)]),
    0,
  ],
  [
    'signs and their squares, which are all 1',
    '{-1, 1}^10',
    (y, all) => all.flatMap((k) => [y(k), e.power(y(k), e.two)]),
    10,
  ],
];

test.each(cases)('%s: relations by orbit are those of the whole table', (_, domain, functionsOf, count) => {
  const outcome = outcomeOf(domain);
  const all = Array.from({ length: size }, (__, k) => k + 1);
  const functions = functionsOf((k) => e.element(outcome.symbol, e.number(k)), all);
  const orbits = orbitsOf(functions, [outcome]);
  expect(orbits).not.toBeNull();
  const among = tabled(outcome);
  const found = relationsByOrbit(functions, { first: 1, orbits, among });
  expect(found).toHaveLength(count);
  expect(told(found)).toEqual(told(among(functions)));
});

test('functions with an unlike one among them are no orbit of their own', () => {
  const outcome = outcomeOf('real^10');
  const at = (k: number): e.Expression => e.element(outcome.symbol, e.number(k));
  const functions = Array.from({ length: size }, (_, k) => (k === 3 ? e.exp(at(4)) : at(k + 1)));
  expect(orbitsOf(functions, [outcome])).toBeNull();
});

test.each([
  ['dirichlet', size, size],
  ['multinomial', size, size - 1],
  ['negative_multinomial', size, size - 1],
  ['von_mises_fisher', size, size],
])('%s of size %i is full and identified, with dimension %i', (name, classes, dimension) => {
  const density = catalogueDensity(name)!;
  const constants = new Map(['n', 'r'].map((each) => [each, e.Rational.of(6)]));
  const known = density.constants.flatMap(({ symbol }) => {
    const value = constants.get(e.text(symbol));
    return value ? [[e.text(symbol), value] as const] : [];
  });
  const { certificate, curved, identified } = deriveDensity(fix(density, new Map(known)), {
    classes,
    brief: true,
  });
  expect(certificate).toMatchObject({ lower: dimension, upper: dimension });
  expect({ curved, identified }).toEqual({ curved: false, identified: true });
});

test('a vector of shares under one power is curved', () => {
  const [density] = readDensities(`
    f(y | a) = exp(-sum((y[k] - a[k])^2, k, 1, 10) / 2) / (2 * pi)^5
      y in real^10
      a in sphere(10)`);
  const { certificate, curved } = deriveDensity(density, { brief: true });
  expect(certificate.lower).toBe(10);
  expect(curved).toBe(true);
});
