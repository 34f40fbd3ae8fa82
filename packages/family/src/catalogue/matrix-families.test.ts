// The families of vectors and matrices, written out at small sizes: their normal forms against the density texts, by an
// oracle that integrates over vectors, spheres and matrices, to the digits that this affords; and against what textbooks say.
import { number, randomFrom, samplePoint, text } from '@expfam/expression';
import { evaluate, oracle, type Value, type Values } from '@expfam/oracle';
import { arithmetic, type Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import type { Derivation, FamilyDefinition } from '../index.js';
import { deriveDensity } from '../index.js';
import { readDensities } from '../text.js';
import { catalogue } from './index.js';

const m = arithmetic(40);
const families: readonly FamilyDefinition[] = catalogue;
const known = new Map<string, Derivation>();

/** The derivation of a family at a size, or at its usual one; each is made once. */
const derived = (name: string, classes?: number): Derivation => {
  const key = `${name} ${String(classes)}`;
  const { density, size } = families.find((family) => family.name === name)!;
  const derivation =
    known.get(key) ??
    deriveDensity({ ...readDensities(density)[0], usualSize: size! }, classes ? { classes } : {});
  known.set(key, derivation);
  return derivation;
};

/** A vector or matrix of fixed size as the oracle takes it: a list, or a list of rows. */
const nested = (values: Real | readonly Real[], isMatrix: boolean): Value => {
  if (!('length' in values) || !isMatrix) return values;
  const size = Math.sqrt(values.length);
  return Array.from({ length: size }, (_, i) => values.slice(i * size, (i + 1) * size));
};

/** Random values of the outcome and the parameters, by name. */
const draw = ({ outcome, parameters }: Derivation, seed: number): Record<string, Value> => {
  const quantities = [outcome, ...parameters];
  const point = samplePoint(m, quantities.map(({ symbol }) => symbol), randomFrom(seed)); // prettier-ignore
  return Object.fromEntries(
    quantities.map(({ symbol, domain }) => [text(symbol), nested(point.get(text(symbol))!, domain.kind === 'positive-definite')]),
  ); // prettier-ignore
};

/** η at values of the parameters. */
const etaAt = ({ natural }: Derivation, values: Values): Record<string, Real> =>
  Object.fromEntries(
    natural.map(({ symbol, expression }) => [text(symbol), evaluate(text(expression), values, 40)]),
  );

const digitsOf = (actual: Real, expected: Real): number =>
  -Math.log10(evaluate('abs(x - y) / max(1, abs(y)) + 1e-60', { x: actual, y: expected }, 40).toNumber());

describe.each<[string, number, number, readonly string[]]>([
  ['multivariate_normal', 2, 5, ['y[1]', 'y[2]', 'y[1]^2', 'y[1] * y[2]', 'y[2]^2']],
  ['multivariate_normal', 3, 9, ['y[1]', 'y[2]', 'y[3]', 'y[1]^2', 'y[1] * y[2]', 'y[1] * y[3]', 'y[2]^2', 'y[2] * y[3]', 'y[3]^2']],
  ['wishart', 2, 4, ['log(X[1, 1] * X[2, 2] - X[1, 2]^2)', 'X[1, 1]', 'X[1, 2]', 'X[2, 2]']],
  ['von_mises_fisher', 2, 2, ['y[1]', 'y[2]']],
  ['von_mises_fisher', 3, 3, ['y[1]', 'y[2]', 'y[3]']],
])('%s at size %i', (name, size, dimension, statistics) => {
  const derivation = derived(name, size);
  const family = families.find((each) => each.name === name)!;
  const law = oracle(family.density, { constants: { [name === 'wishart' ? 'p' : 'K']: size }, digits: 40 });

  test('has its dimension and statistics, and is full', () => {
    expect(text(derivation.dimension)).toBe(String(dimension));
    expect([derivation.certificate.lower, derivation.certificate.upper]).toEqual([dimension, dimension]);
    expect([derivation.curved, derivation.identified]).toEqual([false, true]);
    expect(derivation.statistics.map(text)).toEqual(statistics);
  });

  test('is log h + ηᵀT − A(η) at random points', () => {
    for (const seed of [1, 2, 3]) {
      const values = draw(derivation, seed);
      const scope = { ...values, ...etaAt(derivation, values) };
      const { natural, loss, logBaseMeasure, logPartitionNatural, logPartition } = derivation;
      expect(natural).toHaveLength(dimension);
      const outcome = values[text(derivation.outcome.symbol)];
      const { [text(derivation.outcome.symbol)]: _, ...given } = values;
      const log = evaluate(`${text(logBaseMeasure)} - (${text(loss!)})`, scope, 40);
      expect(digitsOf(log, law.logDensity(outcome, given))).toBeGreaterThan(30);
      expect(digitsOf(evaluate(text(logPartitionNatural!), scope, 40), evaluate(text(logPartition), scope, 40))).toBeGreaterThan(30); // prettier-ignore
    }
  });

  test('gives every parameter back from η', () => {
    const values = draw(derivation, 5);
    const scope = { ...values, ...etaAt(derivation, values) };
    for (const [part, inverse] of derivation.sourceFromNatural)
      expect(digitsOf(evaluate(text(inverse!), scope, 40), evaluate(part, scope, 40)), part).toBeGreaterThan(30);
  });

  test('every step was checked', () => {
    const checked = derivation.steps.filter(({ check }) => check !== null && check.points > 0 && check.digits >= 50);
    expect(checked.length).toBeGreaterThan(derivation.steps.length * 0.8);
  });
}); // prettier-ignore

describe('means and covariances are those of the density text', () => {
  test.each<[string, number, Values, number]>([
    ['multivariate_normal', 2, { mu: [1, -2], Sigma: [[2, 0.5], [0.5, 1]] }, 11],
    ['von_mises_fisher', 2, { mu: ['0.6', '0.8'], kappa: 2 }, 11],
    ['von_mises_fisher', 3, { mu: ['0.6', 0, '-0.8'], kappa: 1.5 }, 11],
    ['wishart', 2, { V: [[1, 0.25], [0.25, 2]], n: 5 }, 5],
  ])('of %s at size %i', (name, size, values, digits) => {
    const derivation = derived(name, size);
    const { density } = families.find((each) => each.name === name)!;
    const law = oracle(density, { constants: { [name === 'wishart' ? 'p' : 'K']: size } });
    const eta = etaAt(derivation, values);
    const statistics = derivation.statistics.map(text);
    const squares = statistics.map((each) => `(${each})^2`);
    const found = law.expectation([...statistics, ...squares], values);
    derivation.meanStatistics!.forEach((mean, i) => {
      const expected = evaluate(text(mean), eta, 40);
      const variance = evaluate(`${text(derivation.covariance![i][i])} + (${text(mean)})^2`, eta, 40);
      expect(digitsOf(found[i], expected), statistics[i]).toBeGreaterThan(digits);
      expect(digitsOf(found[i + statistics.length], variance), squares[i]).toBeGreaterThan(digits - 1);
    });
  });
}); // prettier-ignore

test('A and E[y] are what the textbooks have (Wainwright & Jordan 2008, table 1; Mardia & Jupp 2000, 9.3)', () => {
  const normal = derived('multivariate_normal');
  expect(text(normal.logPartitionNatural!)).toBe(
    '(eta1 * eta2 * eta4 - eta3 * eta2^2 - eta5 * eta1^2) / (4 * eta3 * eta5 - eta4^2) - log(4 * eta3 * eta5 - eta4^2) / 2',
  );
  const { natural, response } = derived('von_mises_fisher');
  const kappa = 'sqrt(eta1^2 + eta2^2 + eta3^2)';
  const scope = { eta1: 0.5, eta2: -1, eta3: 2 };
  response!.forEach((mean, i) => {
    const known = `(1 / tanh(${kappa}) - 1 / ${kappa}) * ${text(natural[i].symbol)} / ${kappa}`;
    expect(digitsOf(evaluate(text(mean), scope, 40), evaluate(known, scope, 40))).toBeGreaterThan(30);
  });
});

test('a size that was not given is said, and one that was is taken', () => {
  const [first] = derived('multivariate_normal').steps;
  expect([first.rule, first.to]).toEqual(['fix-size', number(2)]);
  expect(first.because).toContain('K = 2');
  expect(derived('multivariate_normal', 3).steps[0].rule).not.toBe('fix-size');
});
