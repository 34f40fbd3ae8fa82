// What textbooks say of the families, against what was derived: statistics, natural parameters and A up to affine maps.
import { text } from '@expfam/expression';
import { evaluate } from '@expfam/oracle';
import type { Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { deriveDensity } from '../derivation/derive.js';
import { affineOn, digitsOf, dot, Judge, minus } from '../decision/judge.fixture.js';
import { readDensities } from '../text.js';
import { cases } from './cases.fixture.js';

const m = arithmetic(80);
const spoken = cases.filter(({ family, options }) => family.known && Object.keys(options).length === 0);

describe.each(spoken)('$title as in $family.known.source', ({ family, classes }) => {
  const known = family.known!;
  const [density] = readDensities(family.density, family.name);
  const derivation = deriveDensity(density, { checked: false });
  const judge = new Judge(derivation, { classes });
  const name = text(derivation.outcome.symbol);
  const [{ constants }] = judge.samples(1);
  const samples = judge.samples(10).map((sample) => {
    const at = { ...sample, constants };
    const source = { ...sample.parameters, ...constants };
    const own = judge.eta(at);
    const eta = known.natural?.map((each) => evaluate(each, source, 80)) ?? own;
    return { ...at, source, own, eta, scope: { ...constants, ...judge.named(eta) } };
  });
  const [first, ...others] = samples;
  const ownStatistics = ({ outcome }: (typeof samples)[number]): Real[] =>
    judge
      .components(constants)
      .map(({ spell, statistic }) => evaluate(spell(statistic), { ...constants, [name]: outcome }, 80));
  const statistics = ({ outcome }: (typeof samples)[number]): Real[] =>
    known.statistics!.map((each) => evaluate(each, { ...constants, [name]: outcome }, 80));

  const facts: Readonly<Record<string, readonly [applies: unknown, check: () => void]>> = {
    'statistics and natural parameters': [
      known.statistics && known.natural,
      () => {
        expect(judge.components(constants)).toHaveLength(known.statistics!.length);
        for (const one of others)
          for (const another of others) {
            const [own, book] = [minus(one.own, first.own), minus(one.eta, first.eta)];
            const ownRise = minus(ownStatistics(another), ownStatistics(first));
            const rise = minus(statistics(another), statistics(first));
            expect(digitsOf([dot(own, ownRise)], [dot(book, rise)])).toBe(50);
          }
      },
    ],
    'log partition': [
      known.logPartition,
      () => {
        const rows = samples.map(({ own, scope, source }) => {
          const found = judge.value(derivation.logPartition, source);
          return { from: own, to: minus([evaluate(known.logPartition!, scope, 80)], [found]) };
        });
        expect(affineOn(rows.filter(({ to: [value] }) => !value.isNaN()))).toBe(true);
      },
    ],
    'mean of the statistics': [
      known.mean && derivation.meanStatistics,
      () => {
        const outcomes = samples.map((sample) => ({ from: ownStatistics(sample), to: statistics(sample) }));
        expect(affineOn(outcomes)).toBe(true);
        for (const { own, source } of samples) {
          const from = judge.list(
            derivation.meanStatistics!,
            { ...constants, ...judge.named(own) },
            constants,
          );
          const to = known.mean!.map((each) => evaluate(each, source, 80));
          expect(affineOn([...outcomes, { from, to }])).toBe(true);
        }
      },
    ],
    'variance function': [
      known.variance && derivation.covariance,
      () => {
        const [before, after] = [first, others.find(({ outcome }) => outcome !== first.outcome)!];
        const rise = (of: typeof statistics): Real => minus(of(after), of(before))[0];
        const stretch = m.divide(rise(statistics), rise(ownStatistics));
        for (const { own, source } of samples) {
          const found = judge.value(derivation.covariance![0][0], { ...constants, ...judge.named(own) });
          const mu1 = evaluate(known.mean![0], source, 80);
          const wanted = evaluate(known.variance!, { ...constants, mu1 }, 80);
          expect(digitsOf([m.multiply(m.multiply(stretch, stretch), found)], [wanted])).toBe(50);
        }
      },
    ],
    'mean of the outcome': [
      known.meanOfOutcome && derivation.response,
      () => {
        for (const { own, source } of samples) {
          if (evaluate(known.meanExists ?? '1', source).isZero()) continue;
          const found = judge.value(derivation.response![0], { ...constants, ...judge.named(own) });
          expect(digitsOf([evaluate(known.meanOfOutcome!, source, 80)], [found])).toBe(50);
        }
      },
    ],
    'response function': [
      known.response && derivation.response,
      () => {
        for (const { own, scope } of samples)
          for (const { spell } of judge.components(constants)) {
            const component = /\[\d+\]/.exec(spell(derivation.natural[0].symbol))?.[0] ?? '';
            const book = evaluate(known.response!.replaceAll('[i]', component), scope, 80);
            const at = { ...constants, ...judge.named(own) };
            expect(digitsOf([book], [evaluate(spell(derivation.response![0]), at, 80)])).toBe(50);
          }
      },
    ],
  };

  test.each(Object.entries(facts).filter(([, [applies]]) => applies))('%s', (_, [, check]) => {
    check();
  });
});
