// The third door to softmax regression: maximum entropy of the classes given the features. The multipliers of the statistics
// x·1{y = k} are the weights.
import type { Definition, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Derivation, Step } from '../derivation/derivation.js';
import { replaceNode, solveSystem } from '../derivation/invert.js';
import { shortest } from '../derivation/sum-over.js';
import type { Trail } from '../derivation/trail.js';
import { freeName, takenBy } from './names.js';
import type { Scores } from './scores.js';
import { scoresOf } from './scores.js';

/** Lagrange for each row: P_k = exp(w_k·x + ν − 1), and ν from the total. */
export const byConditionalEntropy = (trail: Trail, derivation: Derivation): void => {
  const scores = scoresOf(derivation);
  const { k, size, sum } = scores;
  const taken = takenBy(derivation);
  const weights = e.symbol(freeName(taken, ['w', 'b']), { kind: 'vector', size });
  const x = e.symbol(freeName(taken, ['x', 'z', 'u']), e.real.all);
  const nu = e.symbol(freeName(taken, ['nu', 'kappa']), e.real.all);
  const score = (index: Expression): Expression => e.multiply(e.element(weights, index), x);
  const { stationary, solved, slope } = byLagrange(trail, scores, { nu, score });
  if (solved === null) return;
  const total = sum((index) => e.exp(score(index)));
  // the factor of the multiplier stands in every term of the sum
  const apart = e.multiply(e.exp(e.subtract(nu, e.one)), total);
  const constraint = solveSystem(
    [{ left: apart, right: e.one }],
    [nu],
    [{ symbol: nu, value: e.subtract(e.one, e.log(total)) }],
  )?.values.get(nu);
  if (constraint === undefined) return;
  const softmax = e.divide(e.exp(score(k)), total);
  const definitions = [
    { symbol: scores.chance(k), value: softmax, index: { symbol: k, from: e.one, to: size } },
    { symbol: nu, value: e.subtract(e.one, e.log(total)) },
  ];
  const p = e.tex(scores.chance(k));
  const steps = stepsOf(trail, scores, { solved, apart, constraint, stationary, nu, definitions });
  trail.line({
    rule: 'maximise-conditional-entropy',
    because:
      'softmax regression by maximum entropy: among all ways to give each row its probabilities with Σₙ xₙᵢ·P(k | xₙ) = Σₙ xₙᵢ·1{yₙ = k}, the one of largest entropy has the weights W for multipliers',
    from: scores.chance(k),
    to: softmax,
    latex: `\\max_{P}\\, -\\sum_{n,k} P_{nk} \\log P_{nk} \\ \\text{ with }\\ X^{\\top} P = X^{\\top} Y, \\ \\sum_{k} P_{nk} = 1 \\quad\\Longrightarrow\\quad ${p} = ${e.tex(softmax, { [e.variableOf(weights).name]: `${e.texName(e.variableOf(weights).name)}_{#}^{\\top}` })}`,
    definitions,
    steps: [slope, ...steps],
  });
};

interface Found {
  readonly solved: Expression;
  readonly apart: Expression;
  readonly constraint: Expression;
  readonly stationary: Expression;
  readonly nu: Expression;
  readonly definitions: readonly Definition[];
}

/** From the zero of the derivative to the softmax. */
const stepsOf = (
  trail: Trail,
  { k, size, chance }: Scores,
  { solved, apart, constraint, stationary, nu, definitions }: Found,
): Step[] => [
  trail.step({
    rule: 'solve-for-probability',
    because: 'the derivative is zero where log P is linear in the features, with the multipliers for weights',
    from: chance(k),
    to: solved,
    definitions,
  }),
  trail.step({
    rule: 'factor-out-of-sum',
    because: 'the multiplier of the total stands in every term alike',
    from: e.sum(solved, k, e.one, size),
    to: apart,
    definitions,
  }),
  trail.step({
    rule: 'use-constraint',
    because: 'the probabilities of a row sum to one, which gives the multiplier ν of the total',
    from: nu,
    to: shortest(constraint),
    definitions,
  }),
  trail.step({
    rule: 'stationary-at-softmax',
    because: 'put back, the derivative of the Lagrangian is zero for every class',
    from: stationary,
    to: e.zero,
    definitions,
  }),
];

const byLagrange = (
  trail: Trail,
  { chance, k }: Scores,
  { nu, score }: { readonly nu: Expression; readonly score: (index: Expression) => Expression },
) => {
  const p = e.symbol('p', e.real.positive);
  const lagrangian = e.add(e.negate(e.multiply(p, e.log(p))), e.multiply(p, score(k)), e.multiply(p, nu));
  const derivative = e.expand(e.differentiate(lagrangian, p));
  const root = e.exp(e.add(score(k), nu, e.minusOne));
  const known = [{ symbol: p, value: root }];
  const solved = solveSystem([{ left: derivative, right: e.zero }], [p], known)?.values.get(p) ?? null;
  const slope = trail.slope({
    rule: 'derivative-of-lagrangian',
    because: 'each probability stands in one term of the entropy, of the known means and of the total',
    of: lagrangian,
    by: p,
    from: e.differentiate(lagrangian, p),
    to: derivative,
  });
  return { stationary: replaceNode(derivative, p, chance(k)), solved, slope };
};
