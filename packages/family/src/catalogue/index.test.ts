// Every family of the catalogue against its own text: the oracle sums and integrates, and has never heard of the engine.
// A new file in this folder is judged without a line here.
import { text } from '@expfam/expression';
import type { Values } from '@expfam/oracle';
import { evaluate } from '@expfam/oracle';
import type { Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import type { FamilyDefinition, Step } from '../index.js';
import { deriveDensity, derivationJson } from '../index.js';
import { digitsOf, Judge, slope } from '../decision/judge.fixture.js';
import { readDensities } from '../text.js';
import { cases, hasClasses } from './cases.fixture.js';
import { catalogue } from './index.js';

const placeCount = 3;

describe.each(cases)('$title', ({ golden, family, options, classes }) => {
  const [density] = readDensities(family.density, family.name);
  const derivation = deriveDensity(density, options);
  const { natural, meanStatistics: mean, covariance, response, jacobian } = derivation;
  const { logPartition, logPartitionNatural: a, loss, gradient, hessian } = derivation;
  const judge = new Judge(derivation, { classes });
  const samples = judge.samples(8);
  const points = samples.map((sample) => {
    const eta = judge.eta(sample);
    const { parameters, constants } = sample;
    const hasMean =
      response !== null &&
      !evaluate(family.known?.meanExists ?? '1', { ...parameters, ...constants }).isZero();
    return { ...sample, eta, hasMean, scope: { ...constants, ...judge.named(eta) } };
  });
  const places = points.slice(0, placeCount);
  const sure = judge.digits(samples[0].constants);
  const agree = (found: readonly Real[], wanted: readonly Real[]): void =>
    expect(digitsOf(found, wanted)).toBeGreaterThanOrEqual(sure);
  /** The first places at which the oracle's sums settle, with what they came to; first those where E[y] is finite. */
  const judged = () => {
    const found = [];
    for (const point of [...points].sort((one, other) => Number(other.hasMean) - Number(one.hasMean))) {
      if (found.length === (sure < 50 ? 1 : placeCount)) break;
      const moments = judge.settled(point.eta, point.constants, point.hasMean);
      if (moments !== null) found.push({ ...point, moments });
    }
    expect(found.length).toBeGreaterThan(0);
    return found;
  };

  test('bears the name under which it is found', () => {
    expect(derivation.name).toBe(family.name);
    expect(derivation.normalised).toBe(false);
  });

  test('the density is exp(η·T(y) − A)·h(y)', () => {
    // a sum inside the density itself may be out of the oracle's reach: both sides are then no number
    const sides = samples.map((sample) => judge.normalForm(sample)).filter(([left]) => !left.isNaN());
    expect(sides.length).toBeGreaterThanOrEqual(2);
    for (const [left, right] of sides) expect(digitsOf([left], [right])).toBe(50);
  });

  test('A is the logarithm of the total, its derivatives are mean and covariance of T', () => {
    for (const { parameters, constants, scope, moments: found } of judged()) {
      if (options.form === undefined)
        agree([judge.value(logPartition, { ...parameters, ...constants })], [found.logPartition]);
      if (a) agree([judge.value(a, scope)], [found.logPartition]);
      if (mean) agree(judge.list(mean, scope, constants), found.meanStatistics);
      if (covariance) agree(judge.table(covariance, scope, constants), found.covariance.flat());
    }
  });

  test('the response is E[y] wherever that is finite, for classes their probabilities', () => {
    if (!response) return;
    const withMean = judged().filter(({ hasMean }) => hasMean);
    expect(withMean.length).toBeGreaterThan(0);
    for (const { constants, scope, moments } of withMean) {
      const { mean: expected } = moments;
      const indexed = natural.some(({ index }) => index);
      const found = indexed
        ? judge.list(response, scope, constants)
        : response.map((each) => judge.value(each, scope));
      const wanted = 'length' in expected ? expected.slice(0, found.length) : [expected];
      agree(found, wanted);
      expect(derivation.categorical).toBe(hasClasses(family));
    }
  });

  test('φ(η(φ)) = φ', () => {
    for (const { parameters, constants, eta } of places) {
      const found = [...derivation.sourceFromNatural].filter(([, value]) => value !== null);
      for (const [name, value] of found)
        for (const { spell } of judge.components(constants)) {
          const at = /\[(\w+)\]/.exec(name)?.[1];
          const scope: Values = { ...constants, ...judge.named(eta) };
          const i = spell(natural[0].symbol).match(/\d+/)![0];
          const wanted = evaluate(
            at === 'i' ? name.replace('[i]', `[${i}]`) : name,
            { ...parameters, ...constants },
            80,
          );
          expect(digitsOf([evaluate(spell(value!), scope, 80)], [wanted])).toBe(50);
        }
    }
  });

  test('the canonical link undoes the mean, and the variance function at the mean is the variance', () => {
    for (const { eta, constants, moments } of judged()) {
      const { meanStatistics, covariance: expected } = moments;
      const indexed = natural.some(({ index }) => index);
      const means = Object.fromEntries(meanStatistics.map((value, i) => [`mu${i + 1}`, value]));
      const scope = { ...constants, ...(indexed ? { mu: meanStatistics } : means) };
      if (derivation.canonicalLink) agree(judge.list(derivation.canonicalLink, scope, constants), eta);
      if (derivation.varianceFunction)
        agree([judge.value(derivation.varianceFunction, scope)], [expected[0][0]]);
    }
  });

  test('gradient, Hessian and Jacobian are derivatives of loss and response', () => {
    for (const { eta, constants, outcome, scope } of places) {
      if (!loss || !gradient || !hessian) continue;
      const full = { ...scope, [text(derivation.outcome.symbol)]: outcome };
      const along = (i: number, f: (scope: Values) => Real): Real =>
        slope((x) => f({ ...full, ...judge.named(eta.with(i, x)) }), eta[i]);
      const slopes = eta.map((_, i) => along(i, (at) => judge.value(loss, at, 160)));
      expect(digitsOf(judge.list(gradient, full, constants), slopes)).toBe(50);
      const components = judge.components(constants);
      const bends = components.flatMap(({ spell, at }) =>
        eta.map((_, j) => along(j, (point) => evaluate(spell(gradient[at]), point, 160))),
      );
      expect(digitsOf(judge.table(hessian, full, constants), bends)).toBe(50);
      if (!response || !jacobian || natural.some(({ index }) => index)) continue; // then it is the Hessian itself
      const turns = response.flatMap((each) =>
        eta.map((_, j) => along(j, (point) => judge.value(each, point, 160))),
      );
      const found = jacobian.flat().map((each) => judge.value(each, scope));
      expect(digitsOf(found, turns)).toBe(50);
    }
  });

  test('its dimension is certified from both sides', () => {
    const { certificate } = derivation;
    expect(certificate.lower).toBe(certificate.upper);
    const redundant = options.form === 'symmetric' ? 1 : 0;
    const counted = natural.some(({ index }) => index) ? judge.components({ K: 4 }).length : natural.length;
    expect(certificate.upper).toBe(counted - redundant);
  });

  test('every line has a rule, a reason, its TeX and a check to fifty digits', () => {
    const all = (steps: readonly Step[]): Step[] => steps.flatMap((step) => [step, ...all(step.steps)]);
    for (const step of all(derivation.steps)) {
      expect(step.rule).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(step.because).toMatch(/ .* /);
      expect(step.because).toMatch(/[^.]$/);
      expect(step.latex).not.toBe('');
      expect(step.check!.digits).toBeGreaterThanOrEqual(50);
      expect(step.check!.points).toBeGreaterThan(0);
    }
    if (natural.length === 1 && !natural[0].index && a !== null) {
      expect(derivation.steps.length).toBeGreaterThanOrEqual(8);
      expect(derivation.steps.length).toBeLessThanOrEqual(13);
    }
  });

  test('reads as in its golden file', async () => {
    const withoutChecks = (key: string, value: unknown): unknown => (key === 'check' ? undefined : value);
    const printed = `${JSON.stringify(derivationJson(derivation), withoutChecks, 2)}\n`;
    await expect(printed).toMatchFileSnapshot(`../../golden/${golden}.json`);
  });
});

test('no two families share a name or an alias', () => {
  const names = catalogue.flatMap((family: FamilyDefinition) => [family.name, ...(family.aliases ?? [])]);
  expect(new Set(names).size).toBe(names.length);
});
