// The roads to the softmax and the lines that every family has after its derivation: that they are there, in their order, and that
// a step that does not hold is stopped. What the steps say is checked by themselves; here their end points are known from outside.
import { one, real, subtract, symbol, text, zero } from '@expfam/expression';
import { evaluate } from '@expfam/oracle';
import { describe, expect, test } from 'vitest';
import type { Derivation, Step } from '../index.js';
import { deriveDensity, readDensities } from '../text.js';
import { Trail } from '../derivation/trail.js';

const derive = (density: string, options = {}): Derivation =>
  deriveDensity(readDensities(density)[0], options);

const die = 'die(y | phi) = prod(phi[k]^(y == k), k, 1, K)\n  y in 1..K\n  phi in simplex(K)';
const decay = 'decay(y | rate) = rate * exp(-rate * y)\n  y in (0, inf)\n  rate in (0, inf)';
const rules = ({ steps }: Derivation): string[] => steps.map(({ rule }) => rule);
const find = ({ steps }: Derivation, rule: string): Step => steps.find((step) => step.rule === rule)!;

const secondRoad = [
  'scores-to-probabilities', 'set-own-term-apart', 'quotient-rule-for-own-score', 'quotient-rule-for-other-score', 'join-cases',
  'log-likelihood-of-the-data', 'derivative-by-probability', 'chain-rule', 'sign-of-the-loss', 'maximise-conditional-entropy',
  'softmax-is-monotone', 'softmax-sums-to-one', 'softmax-forgets-a-shift',
]; // prettier-ignore

describe.each([
  ['any K', {}, true],
  ['any K, symmetric', { form: 'symmetric' }, true],
  ['two classes', { classes: 2 }, true],
  ['three classes', { classes: 3 }, false],
])('a die of %s', (_, options, hasSigmoid) => {
  const derivation = derive(die, options);

  test('takes both roads, and the sigmoid where there may be two classes', () => {
    const found = rules(derivation);
    expect(found.slice(found.indexOf('scores-to-probabilities'))).toEqual([
      ...secondRoad,
      ...(hasSigmoid ? ['softmax-of-two-is-sigmoid'] : []),
    ]);
    for (const rule of ['linear-predictor', 'expected-equals-observed', 'same-by-maximum-entropy'])
      expect(found.indexOf(rule)).toBeLessThan(found.indexOf('scores-to-probabilities'));
  });
});

describe('the second road', () => {
  const derivation = derive(die);

  test.each([
    ['join-cases', 'P[i] * ((i == j) - P[j])'],
    ['derivative-by-probability', 'y[j] / P[j]'],
    ['chain-rule', 'y[j] - P[j]'],
    ['sign-of-the-loss', 'P[j] - y[j]'],
    ['softmax-sums-to-one', '1'],
    ['softmax-of-two-is-sigmoid', 'sigmoid(S[1] - S[2])'],
  ])('%s comes to %s', (rule, formula) => {
    expect(text(find(derivation, rule).to)).toBe(formula);
  });

  test('the cases are those of the Jacobian, by differences of the softmax', () => {
    const scores = [0.3, -1.2, 0.7];
    const softmax = (at: readonly number[]): number[] => {
      const total = at.map(Math.exp).reduce((a, b) => a + b);
      return at.map((score) => Math.exp(score) / total);
    };
    const h = 1e-6;
    const chances = softmax(scores);
    for (const i of [1, 2, 3])
      for (const j of [1, 2, 3]) {
        const moved = (by: number): number => softmax(scores.with(j - 1, scores[j - 1] + by))[i - 1];
        const claimed = evaluate(text(find(derivation, 'join-cases').to), { P: chances, i, j, K: 3 });
        expect(claimed.toNumber()).toBeCloseTo((moved(h) - moved(-h)) / (2 * h), 9);
      }
  });

  test('the weights are the multipliers of conditional maximum entropy', () => {
    const line = find(derivation, 'maximise-conditional-entropy');
    expect(text(line.to)).toBe('exp(x * w[k]) / sum(exp(x * w[j]), j, 1, K)');
    expect(line.steps.map(({ rule }) => rule)).toContain('stationary-at-softmax');
  });
});

describe('what every family has', () => {
  test('names of the text are left alone', () => {
    const derivation = derive('f(x | p, nu) = nu / p * exp(-nu * x / p)\n  x in (0, inf)\n  p in (0, inf)\n  nu in (0, inf)');
    expect(rules(derivation)).toContain('same-by-maximum-entropy');
    expect(text(find(derivation, 'linear-predictor').to)).not.toContain('x');
  }); // prettier-ignore

  test('the theorems stand under the lines from which they follow', () => {
    const derivation = derive(decay);
    const under = (rule: string): string[] => find(derivation, rule).steps.map((step) => step.rule);
    expect(under('mean-is-gradient-of-log-partition')).toEqual(['mean-stays-in-range']);
    expect(under('second-derivative')).toEqual(['mean-is-monotone']);
  });

  test('a density from maximum entropy is not derived from it twice', () => {
    const derivation = derive('loaded(y) = maxent(y)\n  y in 1..6');
    expect(rules(derivation)).toContain('maximise-entropy');
    expect(rules(derivation)).not.toContain('same-by-maximum-entropy');
  });
});

describe('a line', () => {
  const x = symbol('x', real.all);
  const line = (relation: 'less' | 'less-or-equal', difference: typeof x) => () =>
    new Trail().line({ rule: 'a-rule', because: 'of a test', from: zero, to: difference, relation });

  test('that does not hold stops the program', () => {
    expect(() => new Trail().line({ rule: 'a-rule', because: 'of a test', from: x, to: one })).toThrow('step-does-not-hold');
    expect(line('less', x)).toThrow('step-does-not-hold');
    expect(line('less-or-equal', subtract(one, x))).toThrow('step-does-not-hold');
  }); // prettier-ignore

  test('of an inequality is seen at as many points as one of an equality', () => {
    const square = subtract(symbol('u', real.positive), zero);
    expect(line('less', square)().check).toEqual({ points: 64, digits: 50, maxRelativeError: '0' });
  });
});
