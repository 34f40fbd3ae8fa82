// Every relation that the catalogue states is proven; relations that look right and are wrong are refused.
import { describe, expect, test } from 'vitest';
import { catalogue } from '../catalogue/index.js';
import type { FamilyDefinition } from '../density/family.js';
import { proveRelation } from './prove.js';
import type { Relation } from './relation.js';

const families: readonly FamilyDefinition[] = catalogue;
const find = (name: string): FamilyDefinition | undefined => families.find((family) => family.name === name);
const named = (name: string): FamilyDefinition => find(name)!;

const stated = families.flatMap((family) =>
  (family.relations ?? []).map((relation) => ({
    title: `${family.name}: ${relation.kind} of ${relation.of}`,
    family,
    relation,
  })),
);

describe('what the catalogue states is proven', () => {
  test.each(stated)('$title', ({ family, relation }) => {
    const proof = proveRelation(family, relation, find);
    expect(proof).toMatchObject({ kind: relation.kind, from: family.name, to: relation.of });
    expect(proof.check.points).toBeGreaterThanOrEqual(4);
    expect(proof.check.digits).toBeGreaterThanOrEqual(50);
    if (relation.kind === 'limit') expect(Number(proof.check.maxRelativeError)).toBeLessThan(0.02);
  });

  test('no family is alone that the literature puts on its map', () => {
    expect(stated.length).toBeGreaterThanOrEqual(60);
    expect(new Set(stated.map(({ relation }) => relation.kind)).size).toBe(8);
  });
});

const wrong: readonly { readonly why: string; readonly of: string; readonly relation: Relation }[] = [
  {
    why: 'a gamma of shape 2 is no exponential',
    of: 'exponential',
    relation: { kind: 'special-case', of: 'gamma_shape_rate', with: { shape: '2' } },
  },
  {
    why: 'a parameter leaves its domain',
    of: 'exponential',
    relation: { kind: 'special-case', of: 'gamma_shape_rate', with: { shape: '1', rate: '-rate' } },
  },
  {
    why: 'the other family has no such name',
    of: 'exponential',
    relation: { kind: 'special-case', of: 'gamma_shape_rate', with: { form: '1' } },
  },
  {
    why: 'the slope of the change of variable is not 1',
    of: 'log_normal',
    relation: { kind: 'transform', of: 'normal', outcome: 'log(2 * y) / 2' },
  },
  {
    why: 'half of the outcomes of the other are left out',
    of: 'half_normal',
    relation: { kind: 'transform', of: 'normal_known_mean', outcome: 'y', with: { mu: '0' } },
  },
  {
    why: 'the mean of the limit is another',
    of: 'poisson',
    relation: { kind: 'limit', of: 'binomial', order: 1, with: { n: 't', p: '2 * rate / t' } },
  },
  {
    why: 'the difference falls as 1/t, not as 1/t²',
    of: 'poisson',
    relation: { kind: 'limit', of: 'binomial', order: 2, with: { n: 't', p: 'rate / t' } },
  },
  {
    why: 'the difference falls as 1/t, not faster than any power',
    of: 'exponential',
    relation: {
      kind: 'limit',
      of: 'geometric',
      order: Infinity,
      outcome: 'y * t',
      with: { p: 'rate / t' },
    },
  },
  {
    why: 'the number of terms has another mean',
    of: 'negative_binomial',
    relation: {
      kind: 'compound',
      of: 'logarithmic',
      count: 'poisson',
      with: { p: '1 - p' },
      counts: { rate: 'r * p' },
    },
  },
  {
    why: 'the classes are the other way round',
    of: 'bernoulli',
    relation: { kind: 'many-valued', of: 'categorical', outcome: '1 + y', with: { phi: ['p', '1 - p'] } },
  },
  {
    why: 'rates of a sum add up, their logarithms do not',
    of: 'poisson',
    relation: { kind: 'repeated', of: 'poisson', here: { rate: 'rate^n' } },
  },
  {
    why: 'a sum of normals has the root of n, not n, times their deviation',
    of: 'normal',
    relation: { kind: 'repeated', of: 'normal', here: { mu: 'n * mu', sigma: 'n * sigma' } },
  },
  {
    why: 'a failure counts for the other shape',
    of: 'bernoulli',
    relation: {
      kind: 'conjugate-prior',
      of: 'beta',
      parameter: 'p',
      update: { alpha: 'alpha + 1 - y', beta: 'beta + y' },
    },
  },
  {
    why: 'the prior is of another kind',
    of: 'bernoulli',
    relation: {
      kind: 'conjugate-prior',
      of: 'kumaraswamy',
      parameter: 'p',
      update: { b: 'b + 1 - y' },
    },
  },
  {
    why: 'the mixture has another probability',
    of: 'negative_binomial',
    relation: {
      kind: 'mixture',
      of: 'poisson',
      parameter: 'rate',
      over: 'gamma_shape_rate',
      update: { shape: 'shape + y', rate: 'rate + 1' },
      with: { r: 'shape', p: '1 / (rate + 1)' },
    },
  },
  { why: 'there is no such family', of: 'poisson', relation: { kind: 'special-case', of: 'cauchy' } },
];

describe('what looks right and is wrong is refused', () => {
  test.each(wrong)('$why', ({ of, relation }) => {
    expect(() => proveRelation(named(of), relation, find)).toThrow(
      /^(step-does-not-hold|relation-does-not-hold|unknown-family)/,
    );
  });
});
