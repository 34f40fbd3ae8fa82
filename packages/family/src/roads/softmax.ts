// What holds of the softmax: stated as theorems, each checked.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Derivation } from '../derivation/derivation.js';
import { tidy } from '../derivation/sum-over.js';
import type { Trail } from '../derivation/trail.js';
import { freeName, takenBy } from './names.js';
import { scoresOf } from './scores.js';

/** Monotone, sums to one, unchanged by a shift, the sigmoid for two classes. */
export const softmaxTheorems = (trail: Trail, derivation: Derivation): void => {
  const { i, score, chance, softmax, sum, size, definitions } = scoresOf(derivation);
  const [p, s] = [e.tex(chance(i)), e.tex(score(i))];
  const slope = e.multiply(chance(i), e.subtract(e.one, chance(i)));
  trail.line({
    rule: 'softmax-is-monotone',
    because:
      'a probability lies between zero and one, so P(1 − P) is positive: raising a score raises its probability',
    from: e.zero,
    to: slope,
    relation: 'less',
    latex: `\\frac{\\partial ${p}}{\\partial ${s}} = ${p}\\,(1 - ${p}) > 0`,
    definitions,
  });
  trail.line({
    rule: 'softmax-sums-to-one',
    because: 'the denominator is the sum of all numerators',
    from: sum(chance),
    to: e.one,
    definitions,
  });
  const shift = e.symbol(freeName(takenBy(derivation), ['c', 'd']), e.real.all);
  const shifted = e.divide(
    e.exp(e.add(score(i), shift)),
    sum((index) => e.exp(e.add(score(index), shift))),
  );
  trail.line({
    rule: 'softmax-forgets-a-shift',
    because:
      'the factor exp(c) stands above and below, so only differences of scores matter; taking the largest score for c keeps every exponential below one',
    from: shifted,
    to: softmax(i),
  });
  if (e.isNumber(size) && e.rationalOf(size).compare(e.Rational.of(2)) !== 0) return;
  const [first, second] = [e.one, e.two].map(score) as [Expression, Expression];
  const two = e.divide(e.exp(first), e.add(e.exp(first), e.exp(second)));
  trail.line({
    rule: 'softmax-of-two-is-sigmoid',
    because:
      'for two classes, divide above and below by the first exponential: the sigmoid of the difference of the scores',
    from: tidy(two),
    to: e.apply('sigmoid', [e.subtract(first, second)]),
    latex: `K = 2: \\quad \\frac{${e.tex(e.exp(first))}}{${e.tex(e.add(e.exp(first), e.exp(second)))}} = \\frac{1}{1 + ${e.tex(e.exp(e.subtract(second, first)))}} = \\sigma(${e.tex(e.subtract(first, second))})`,
  });
};
