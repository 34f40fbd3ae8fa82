// The second road to the softmax: it starts from scores made into probabilities and goes through the Jacobian by cases, the
// cross entropy and the chain rule to "expected minus observed", where it meets the first.
import type { Definition, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Derivation, Step } from '../derivation/derivation.js';
import { tidy } from '../derivation/sum-over.js';
import type { Trail } from '../derivation/trail.js';
import { freeName, takenBy } from './names.js';

/** What the second road speaks of: K scores S, their probabilities P, and the observed shares y. */
export interface Scores {
  readonly size: Expression;
  readonly i: Expression;
  readonly j: Expression;
  readonly k: Expression;
  readonly score: (index: Expression) => Expression;
  readonly chance: (index: Expression) => Expression;
  readonly observed: (index: Expression) => Expression;
  /** Σ over the classes but one. */
  readonly others: (index: Expression) => Expression;
  /** The scores' own formula of a probability. */
  readonly softmax: (index: Expression) => Expression;
  readonly total: Expression;
  readonly definitions: readonly Definition[];
  readonly sum: (body: (index: Expression) => Expression) => Expression;
}

export const scoresOf = (derivation: Derivation): Scores => {
  const { domain, symbol } = derivation.outcome;
  const size = domain.kind === 'range' ? domain.upper : e.one;
  const taken = takenBy(derivation);
  const [i, j, k] = [['i', 'a'], ['j', 'b'], ['k', 'c']].map((names) =>
    e.indexSymbol(freeName(taken, names), e.one, size),
  ) as [Expression, Expression, Expression]; // prettier-ignore
  const [scores, others] = [['S', 'Z'], ['C', 'R']].map((names) =>
    e.symbol(freeName(taken, names), { kind: 'vector', size }),
  ) as [Expression, Expression]; // prettier-ignore
  const chances = e.symbol(freeName(taken, ['P', 'Q']), { kind: 'simplex', size });
  const observed = e.symbol(e.text(symbol), { kind: 'simplex', size });
  const at = (vector: Expression) => (index: Expression) => e.element(vector, index);
  const sum = (body: (index: Expression) => Expression): Expression => e.sum(body(k), k, e.one, size);
  const total = sum((index) => e.exp(at(scores)(index)));
  const softmax = (index: Expression): Expression => e.divide(e.exp(at(scores)(index)), total);
  const running = (index: Expression) => ({ symbol: index, from: e.one, to: size });
  return {
    size, i, j, k, softmax, total, sum,
    score: at(scores), chance: at(chances), observed: at(observed), others: at(others),
    definitions: [
      { symbol: at(chances)(i), value: softmax(i), index: running(i) },
      { symbol: at(others)(j), value: e.subtract(total, e.exp(at(scores)(j))), index: running(j) },
    ],
  }; // prettier-ignore
};

const delta = ({ i, j }: Scores): Expression => e.equal(i, j);

/** From the scores to the Jacobian, by cases. */
const jacobian = (trail: Trail, scores: Scores): void => {
  const { i, j, score, chance, others, softmax, total, definitions } = scores;
  const growth = (index: Expression): Expression => e.exp(score(index));
  const apart = e.add(others(j), growth(j));
  trail.line({
    rule: 'scores-to-probabilities',
    because:
      'the other road: the exponential makes every score positive, and dividing by their total makes the results add up to one',
    from: chance(i),
    to: softmax(i),
    definitions,
  });
  trail.line({
    rule: 'set-own-term-apart',
    because: `${e.text(others(j))} is the total without the term ${e.text(j)}; it does not move when ${e.text(score(j))} does`,
    from: total,
    to: apart,
    definitions,
  });
  byCases(trail, scores, apart);
};

/** ∂P_i/∂S_j for i = j, for i ≠ j, and both in one formula. */
const byCases = (trail: Trail, scores: Scores, apart: Expression): void => {
  const { i, j, score, chance, others, softmax, definitions } = scores;
  const growth = (index: Expression): Expression => e.exp(score(index));
  const [p, q, s, c] = [chance(i), chance(j), score(j), others(j)].map((each) => e.tex(each)) as [
    string,
    string,
    string,
    string,
  ];
  const own = e.divide(growth(j), apart);
  trail.derivative({
    rule: 'quotient-rule-for-own-score',
    because:
      'the case i = j: numerator and denominator both move, and what is left is the probability times what it lacks of one',
    of: softmax(j),
    by: score(j),
    claimed: e.multiply(softmax(j), e.subtract(e.one, softmax(j))),
    from: tidy(e.differentiate(own, score(j))),
    to: e.multiply(chance(j), e.subtract(e.one, chance(j))),
    latex: `i = j: \\quad \\frac{\\partial ${q}}{\\partial ${s}} = \\frac{\\partial}{\\partial ${s}} \\frac{e^{${s}}}{${c} + e^{${s}}} = \\frac{${c}\\,e^{${s}}}{\\left(${c} + e^{${s}}\\right)^{2}} = ${q}\\,(1 - ${q})`,
    left: `d ${e.text(chance(j))} / d ${e.text(score(j))}`,
    definitions,
  });
  const unlike = e.subtract(e.one, delta(scores));
  const other = e.multiply(growth(i), tidy(e.differentiate(e.reciprocal(apart), score(j))));
  trail.derivative({
    rule: 'quotient-rule-for-other-score',
    because: 'the case i ≠ j: only the denominator moves, so the probability falls',
    of: e.multiply(unlike, softmax(i)),
    by: score(j),
    claimed: e.negate(e.multiply(unlike, softmax(i), softmax(j))),
    from: e.multiply(unlike, other),
    to: e.negate(e.multiply(unlike, chance(i), chance(j))),
    latex: `i \\ne j: \\quad \\frac{\\partial ${p}}{\\partial ${s}} = \\frac{\\partial}{\\partial ${s}} \\frac{${e.tex(growth(i))}}{${c} + e^{${s}}} = -\\frac{${e.tex(growth(i))}\\,e^{${s}}}{\\left(${c} + e^{${s}}\\right)^{2}} = -${p}\\,${q}`,
    definitions,
  });
  trail.line({
    rule: 'join-cases',
    because: 'the Kronecker delta tells the two cases apart in one formula',
    from: e.subtract(
      e.multiply(delta(scores), chance(j), e.subtract(e.one, chance(j))),
      e.multiply(unlike, chance(i), chance(j)),
    ),
    to: e.multiply(chance(i), e.subtract(delta(scores), chance(j))),
    left: `d ${e.text(chance(i))} / d ${e.text(score(j))}`,
    latex: `\\frac{\\partial ${p}}{\\partial ${s}} = ${p}\\left(${e.tex(delta(scores))} - ${q}\\right)`,
    definitions,
  });
};

/** From the likelihood of the data through the chain rule to expected minus observed. */
const crossEntropy = (trail: Trail, scores: Scores, rows: readonly Step[]): void => {
  const { j, k, chance, observed, sum, definitions } = scores;
  const [y, p] = [e.tex(observed(k)), e.tex(chance(k))];
  const [yn, pn] = [observed(k), chance(k)].map((each) => e.tex(each).replace(/_\{(.*)\}$/, '_{n$1}'));
  const likelihood = e.product(e.power(chance(k), observed(k)), k, e.one, scores.size);
  const logLikelihood = sum((index) => e.multiply(observed(index), e.log(chance(index))));
  trail.line({
    rule: 'log-likelihood-of-the-data',
    because:
      'the shares y of a row are one for its class and zero elsewhere; rows are independent, so their logarithms add up, and what comes out is minus the cross entropy of the data',
    from: e.log(likelihood),
    to: logLikelihood,
    latex: `\\log \\prod_{n=1}^{N} \\prod_{k=1}^{${e.tex(scores.size)}} ${pn}^{${yn}} = \\sum_{n=1}^{N} \\sum_{k=1}^{${e.tex(scores.size)}} ${yn} \\log ${pn}`,
    definitions,
    steps: rows,
  });
  trail.derivative({
    rule: 'derivative-by-probability',
    because: 'a probability that was observed more often weighs more, the smaller it is',
    of: logLikelihood,
    by: chance(j),
    from: e.rewrite(e.differentiate(logLikelihood, chance(j)), e.indexed).result,
    to: e.divide(observed(j), chance(j)),
    left: `d log L / d ${e.text(chance(j))}`,
    latex: `\\frac{\\partial}{\\partial ${e.tex(chance(j))}} \\sum_{k} ${y} \\log ${p} = \\frac{${e.tex(observed(j))}}{${e.tex(chance(j))}}`,
    definitions: [],
  });
  backToScores(trail, scores);
};

/** The chain rule from the probabilities to the scores, and the sign of the loss. */
const backToScores = (trail: Trail, scores: Scores): void => {
  const { j, k, chance, observed, score, softmax, sum, total, definitions } = scores;
  const [y, p] = [e.tex(observed(k)), e.tex(chance(k))];
  const chained = sum((index) =>
    e.multiply(
      e.divide(observed(index), chance(index)),
      chance(index),
      e.subtract(e.equal(index, j), chance(j)),
    ),
  );
  const rise = e.subtract(observed(j), chance(j));
  trail.derivative({
    rule: 'chain-rule',
    because: 'the log-likelihood moves with a score through every probability; the shares y add up to one',
    of: sum((index) => e.multiply(observed(index), e.subtract(score(index), e.log(total)))),
    by: score(j),
    claimed: e.subtract(observed(j), softmax(j)),
    from: chained,
    to: rise,
    left: `d log L / d ${e.text(score(j))}`,
    latex: `\\sum_{k} \\frac{${y}}{${p}}\\, ${p}\\left(\\delta_{${e.tex(k)}${e.tex(j)}} - ${e.tex(chance(j))}\\right) = ${e.tex(observed(j))} - ${e.tex(chance(j))} \\sum_{k} ${y} = ${e.tex(rise)}`,
    definitions,
  });
  const loss = e.subtract(
    e.log(total),
    sum((index) => e.multiply(observed(index), score(index))),
  );
  trail.derivative({
    rule: 'sign-of-the-loss',
    because:
      'a loss falls where the likelihood rises: its gradient is expected minus observed, as on the first road',
    of: loss,
    by: score(j),
    claimed: e.subtract(softmax(j), observed(j)),
    from: e.negate(rise),
    to: e.subtract(chance(j), observed(j)),
    left: `d J / d ${e.text(score(j))}`,
    latex: `J = -\\log L: \\quad \\frac{\\partial J}{\\partial ${e.tex(score(j))}} = ${e.tex(chance(j))} - ${e.tex(observed(j))}`,
    definitions,
  });
};

/** log Π p = Σ log p over the rows. */
const overRows = (trail: Trail, derivation: Derivation): Step => {
  const taken = takenBy(derivation);
  const rows = e.symbol(freeName(taken, ['N', 'M']), e.range(e.one, e.infinity));
  const n = e.indexSymbol(freeName(taken, ['n', 'r']), e.one, rows);
  const p = e.element(e.symbol(freeName(taken, ['p', 'q']), { kind: 'simplex', size: rows }), n);
  return trail.step({
    rule: 'log-of-product-over-rows',
    because: 'the probability of independent rows is the product of those of each',
    from: e.log(e.product(p, n, e.one, rows)),
    to: e.sum(e.log(p), n, e.one, rows),
  });
};

/** Walks the second road. */
export const fromScores = (trail: Trail, derivation: Derivation): void => {
  const scores = scoresOf(derivation);
  jacobian(trail, scores);
  crossEntropy(trail, scores, [overRows(trail, derivation)]);
};
