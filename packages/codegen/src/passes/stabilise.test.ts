// Stabilisation is exact rewriting: every formula of every family keeps its value, to 50 digits, at random points.
import type { Expression } from '@expfam/expression';
import {
  apply,
  divide,
  evaluator,
  multiply,
  negate,
  one,
  substitute,
  subtract,
  symbolsOf,
  text,
  variableOf,
} from '@expfam/expression';
import { arithmetic, Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import * as derivations from '../tests/derivations.fixture.js';
import { hullOf } from '../float/domain.js';
import { meaningOf, primitives } from '../stable/primitive.js';
import { Stabiliser } from '../stable/stabiliser.js';
import { stabilise } from './stabilise.js';
import type { Stabilised } from './stabilise.js';
import { unroll } from './unroll.js';

const { symmetricCategorical, baselineCategorical, ...families } = derivations;
const all = [
  ...Object.values(families),
  ...[2, 3, 5].flatMap((classes) => [symmetricCategorical(classes), baselineCategorical(classes)]),
];
const m = arithmetic(60);

const formulas = ({ sheet }: Pick<Stabilised, 'sheet'>): Expression[] =>
  [sheet.response, [sheet.loss], sheet.gradient, sheet.hessian, sheet.jacobian].flat(2);

/** Primitives written out as what they are on the reals. */
const meant = (node: Expression, { primitives }: Stabilised): Expression => {
  const found = [...symbolsOf(node)].flatMap((symbol) => {
    const primitive = primitives.find(symbol);
    return primitive === undefined ? [] : [[symbol, meaningOf(primitive)] as const];
  });
  return substitute(node, new Map(found));
};

describe.each(
  all.map(
    (derivation) => [`${derivation.name} ${derivation.form} ${derivation.classes}`, derivation] as const,
  ),
)('%s', (_, derivation) => {
  test('keeps the value of every formula', () => {
    const before = unroll(derivation);
    const after = stabilise(before);
    const pairs = formulas(before).map((formula, i) => [formula, meant(formulas(after)[i], after)] as const);
    for (let point = 1; point <= 5; point++) {
      const values = new Map<string, Real>([['y', Real.fromNumber(point % 2)]]);
      before.eta.forEach((symbol, i) => {
        const wave = 2 * Math.sin(7 * point + 3 * i);
        const value = hullOf(before.etaDomains[i]).upper === 0 ? -Math.abs(wave) - 0.01 : wave;
        values.set(variableOf(symbol).name, Real.fromNumber(value));
      });
      const value = evaluator(m, values);
      for (const [original, stable] of pairs) {
        const [wanted, found] = [value(original), value(stable)];
        const error = m.subtract(found, wanted).abs();
        const scale = m.add(wanted.abs(), Real.fromNumber(1e-6));
        expect(m.divide(error, scale).toNumber(), text(original)).toBeLessThan(1e-50);
      }
    }
  });
});

const stable = (
  derivation: (typeof all)[number],
  part: 'loss' | 'gradient' | 'hessian' | 'response',
): string[] => [stabilise(unroll(derivation)).sheet[part]].flat(2).map(text);

describe('what is found', () => {
  test('the loss of a label is its surprise', () => {
    expect(stable(symmetricCategorical(3), 'loss')).toEqual([
      'surprise(0; 0)',
      'surprise(0; 1)',
      'surprise(0; 2)',
    ]);
  });
  test('p − 1 is the share of the others, never a difference', () => {
    expect(stable(symmetricCategorical(3), 'gradient').slice(0, 3)).toEqual([
      '-share(0; 1,2)',
      'share(0; 0)',
      'share(0; 0)',
    ]);
  });
  test('p·(1 − p) is a product of shares', () => {
    expect(stable(symmetricCategorical(3), 'hessian')[0]).toBe('share(0; 0) * share(0; 1,2)');
    expect(stable(families.bernoulli, 'hessian')).toEqual(['share(0; 0) * share(0; 1)']);
  });
  test('the loss of n trials weighs the surprises of both ends', () => {
    expect(stable(families.binomial, 'loss')).toEqual(['surprise(0; 0) * (10 - y) + surprise(0; 1) * y']);
  });
  test('1 − exp(x) never stands under a bar or a logarithm', () => {
    expect(stable(families.geometric, 'response')).toEqual(['share(0; 1)']);
    expect(stable(families.geometric, 'loss')[0]).toBe('-eta1 * y - excess(0; 0)');
  });
  test('a common factor is taken out', () => {
    expect(stable(families.gaussian, 'loss')).toEqual(['eta1 * (eta1 / 2 - y)']);
  });
  test('a quotient of a sum is a sum of quotients', () => {
    const { eta } = unroll(families.normal);
    const used: string[] = [];
    const stabiliser = new Stabiliser({ eta }, primitives(), (rule) => used.push(rule));
    const [x, z] = eta as [Expression, Expression];
    const quotient = divide(subtract(multiply(x, x), z), multiply(z, z));
    expect(text(stabiliser.rewrite(quotient))).toBe('eta1^2 / eta2^2 - 1 / eta2');
    expect(used).toEqual(['quotient-of-sum']);
  });
  test('every spelling of a stable function is found', () => {
    const table = primitives();
    const used = new Set<string>();
    const { eta, outcomes } = unroll(families.bernoulli);
    const stabiliser = new Stabiliser({ eta }, table, (rule) => used.add(rule));
    const x = eta[0];
    const softplus = apply('softplus', [x]);
    const sigmoid = apply('sigmoid', [x]);
    expect(text(stabiliser.rewrite(softplus))).toBe('surprise(0; 0)');
    expect(text(stabiliser.rewrite(subtract(softplus, multiply(x, outcomes[0]))))).toBe(
      'surprise(0; 0) * (1 - y) + surprise(0; 1) * y',
    );
    expect(text(stabiliser.rewrite(sigmoid))).toBe('share(0; 1)');
    expect(text(stabiliser.rewrite(apply('sigmoid', [negate(x)])))).toBe('share(0; 0)');
    expect(text(stabiliser.rewrite(multiply(sigmoid, subtract(one, sigmoid))))).toBe(
      'share(0; 0) * share(0; 1)',
    );
    expect(used).toContain('open-stable-functions');
  });
});
