// Every family of the catalogue against its own text: the oracle sums and integrates, and has never heard of the engine.
// A new file in this folder is judged without a line here.
import { text } from '@expfam/expression';
import type { Values } from '@expfam/oracle';
import { evaluate } from '@expfam/oracle';
import type { Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import type { DeriveOptions, Derivation, FamilyDefinition, Step } from '../index.js';
import { deriveDensity, derivationJson } from '../index.js';
import { digitsOf, Judge, slope } from '../judge.fixture.js';
import { readDensities } from '../text.js';
import { catalogue } from './index.js';

interface Case {
  readonly title: string;
  readonly golden: string;
  readonly family: FamilyDefinition;
  readonly options: DeriveOptions;
  /** The sizes at which a symbolic K is looked at. */
  readonly classes: number;
}

const cases = catalogue.flatMap((family): Case[] => {
  const plain = { title: family.name, golden: family.name, family, options: {}, classes: 3 };
  if (!family.density.includes('simplex(K)')) return [plain];
  return [
    plain,
    { ...plain, title: `${family.name} for any K, at K = 4`, classes: 4 },
    {
      ...plain,
      title: `${family.name} for any K, symmetric`,
      golden: `${family.name}-symmetric`,
      options: { form: 'symmetric' },
    },
    { ...plain, title: `${family.name} of 3 classes`, golden: `${family.name}-K3`, options: { classes: 3 } },
    {
      ...plain,
      title: `${family.name} of 3 classes, symmetric`,
      golden: `${family.name}-K3-symmetric`,
      options: { classes: 3, form: 'symmetric' },
    },
  ];
});

const etaCount = 3;

describe.each(cases)('$title', ({ golden, family, options, classes }) => {
  const [density] = readDensities(family.density, family.name);
  const derivation = deriveDensity(density, options);
  const { natural, meanStatistics: mean, covariance, response, loss, gradient, hessian } = derivation;
  const judge = new Judge(derivation, { classes });
  const samples = judge.samples(12);
  const places = samples.slice(0, etaCount).map((sample) => {
    const eta = judge.eta(sample);
    return { ...sample, eta, scope: { ...sample.constants, ...judge.named(eta) } };
  });

  test('bears the name under which it is found', () => {
    expect(derivation.name).toBe(family.name);
    expect(derivation.normalised).toBe(false);
  });

  test('the density is exp(η·T(y) − A)·h(y)', () => {
    for (const sample of samples) {
      const [left, right] = judge.normalForm(sample);
      expect(digitsOf([left], [right])).toBe(50);
    }
  });

  test('A is the logarithm of the total, its derivatives are mean and covariance of T', () => {
    for (const { eta, constants, scope } of places) {
      const found = judge.moments(eta, constants);
      expect(digitsOf([judge.value(derivation.logPartitionNatural!, scope)], [found.logPartition])).toBe(50);
      expect(digitsOf(judge.list(mean!, scope, constants), found.meanStatistics)).toBe(50);
      expect(digitsOf(judge.table(covariance!, scope, constants), found.covariance.flat())).toBe(50);
    }
  });

  test('the response is E[y], for classes their probabilities', () => {
    for (const { eta, constants, scope } of places) {
      const { mean: expected } = judge.moments(eta, constants);
      const indexed = natural.some(({ index }) => index);
      const found = indexed
        ? judge.list(response!, scope, constants)
        : response!.map((each) => judge.value(each, scope));
      const wanted = 'length' in expected ? expected.slice(0, found.length) : [expected];
      expect(digitsOf(found, wanted)).toBe(50);
      expect(derivation.categorical).toBe('length' in expected);
    }
  });

  test('φ(η(φ)) = φ', () => {
    for (const { parameters, constants, eta } of places) {
      const found = [...derivation.sourceFromNatural].filter(([, value]) => value !== null);
      if (options.form !== 'symmetric') expect(found.length).toBeGreaterThan(0);
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
    for (const { eta, constants } of places) {
      const { meanStatistics, covariance: expected } = judge.moments(eta, constants);
      const indexed = natural.some(({ index }) => index);
      const means = Object.fromEntries(meanStatistics.map((value, i) => [`mu${i + 1}`, value]));
      const scope = { ...constants, ...(indexed ? { mu: meanStatistics } : means) };
      if (derivation.canonicalLink)
        expect(digitsOf(judge.list(derivation.canonicalLink, scope, constants), eta)).toBe(50);
      if (derivation.varianceFunction)
        expect(digitsOf([judge.value(derivation.varianceFunction, scope)], [expected[0][0]])).toBe(50);
    }
  });

  test('gradient, Hessian and Jacobian are derivatives of loss and response', () => {
    for (const { eta, constants, outcome, scope } of places) {
      const full = { ...scope, [text(derivation.outcome.symbol)]: outcome };
      const along = (i: number, f: (scope: Values) => Real): Real =>
        slope((x) => f({ ...full, ...judge.named(eta.with(i, x)) }), eta[i]);
      const slopes = eta.map((_, i) => along(i, (at) => judge.value(loss!, at, 160)));
      expect(digitsOf(judge.list(gradient!, full, constants), slopes)).toBe(50);
      const components = judge.components(constants);
      const bends = components.flatMap(({ spell, at }) =>
        eta.map((_, j) => along(j, (point) => evaluate(spell(gradient![at]), point, 160))),
      );
      expect(digitsOf(judge.table(hessian!, full, constants), bends)).toBe(50);
      if (natural.some(({ index }) => index)) continue; // the response's Jacobian is then the Hessian itself
      const turns = response!.flatMap((each) =>
        eta.map((_, j) => along(j, (point) => judge.value(each, point, 160))),
      );
      expect(
        digitsOf(
          derivation.jacobian!.flat().map((each) => judge.value(each, scope)),
          turns,
        ),
      ).toBe(50);
    }
  });

  test('its dimension is certified from both sides', () => {
    const { certificate } = derivation;
    expect(certificate.lower).toBe(certificate.upper);
    const redundant = options.form === 'symmetric' ? 1 : 0;
    const counted = natural.some(({ index }) => index) ? 4 - 1 : natural.length - redundant;
    expect(certificate.upper).toBe(counted);
  });

  test('what the textbooks say is so', () => {
    if (options.form !== undefined || options.classes !== undefined) return;
    for (const place of places)
      for (const [fact, formula] of Object.entries(family.known ?? {}))
        if (fact !== 'source')
          expect([fact, agreement(judge, derivation, { ...place, fact, formula })]).toEqual([fact, 50]);
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
    if (natural.length === 1 && !derivation.categorical) {
      expect(derivation.steps.length).toBeGreaterThanOrEqual(8);
      expect(derivation.steps.length).toBeLessThanOrEqual(12);
    }
  });

  test('reads as in its golden file', async () => {
    const withoutChecks = (key: string, value: unknown): unknown => (key === 'check' ? undefined : value);
    const printed = `${JSON.stringify(derivationJson(derivation), withoutChecks, 2)}\n`;
    await expect(printed).toMatchFileSnapshot(`../../golden/${golden}.json`);
  });
});

interface Fact {
  readonly fact: string;
  readonly formula: string;
  readonly parameters: Values;
  readonly constants: Values;
  readonly eta: readonly Real[];
  readonly scope: Values;
}

/** The digits to which a fact of `known` agrees with what was derived. */
const agreement = (judge: Judge, derivation: Derivation, given: Fact): number => {
  const { fact, formula, parameters, constants, eta, scope } = given;
  const source = { ...parameters, ...constants };
  const components = judge.components(constants);
  switch (fact) {
    case 'response':
      return Math.min(
        ...(derivation.natural[0].index ? components : components.slice(0, 1)).map(({ spell }) =>
          digitsOf(
            [evaluate(withIndex(formula, spell(derivation.natural[0].symbol)), scope, 80)],
            [evaluate(spell(derivation.response![0]), scope, 80)],
          ),
        ),
      );
    case 'logPartition':
      return digitsOf([evaluate(formula, scope, 80)], [judge.value(derivation.logPartitionNatural!, scope)]);
    case 'varianceFunction': {
      const mu1 = judge.value(derivation.meanStatistics![0], scope);
      const at = { ...constants, mu1 };
      return digitsOf([evaluate(formula, at, 80)], [judge.value(derivation.varianceFunction!, at)]);
    }
    case 'meanOfOutcome':
      return digitsOf([evaluate(formula, source, 80)], [judge.value(derivation.response![0], scope)]);
    case 'meanOfLogarithm': {
      const at = derivation.statistics.findIndex(
        (each) => text(each) === `log(${text(derivation.outcome.symbol)})`,
      );
      return digitsOf(
        [evaluate(formula, source, 80)],
        [judge.list(derivation.meanStatistics!, { ...scope, ...judge.named(eta) }, constants)[at]],
      );
    }
    default:
      throw new Error(`a test does not know what ${fact} means`);
  }
};

/** The formula of one component: `eta[i]` at its own number. */
const withIndex = (formula: string, component: string): string =>
  formula.replaceAll('[i]', /\[\d+\]/.exec(component)?.[0] ?? '[i]');

test('no two families share a name or an alias', () => {
  const names = catalogue.flatMap((family: FamilyDefinition) => [family.name, ...(family.aliases ?? [])]);
  expect(new Set(names).size).toBe(names.length);
});
