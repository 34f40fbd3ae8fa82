// Sums of logarithms of (exp(x) − 1)/x, as `restate` leaves them: of what they may be written as, the shortest.
import type { Expression } from '@expfam/expression';
import {
  add, divide, isNumber, isPositive, log, multiply, negate, number, one, rationalOf, splitCoefficient, subtract, termsOf,
} from '@expfam/expression'; // prettier-ignore
import { opaque, opaqueOf } from '../special/opaque.js';
import { geometricSum, uniform, uniformRatio } from './stable-functions.js';

/** c·log((exp(x) − 1)/x). */
interface Uniform {
  readonly term: Expression;
  readonly scale: Expression;
  readonly argument: Expression;
}

const uniformsOf = (node: Expression): readonly Uniform[] =>
  termsOf(node).flatMap((term) => {
    const [coefficient, base] = splitCoefficient(term);
    const call = opaqueOf(base);
    if (call?.stable.function !== uniform.function) return [];
    const scale = number(coefficient.numerator, coefficient.denominator);
    return [{ term, scale, argument: call.args[0] }];
  });

/** log((exp(x) − 1)/x) is x and that of −x: whichever leaves fewer terms. */
const turned = (node: Expression): Expression =>
  uniformsOf(node).reduce((sum, { term, scale, argument }) => {
    const back = multiply(scale, add(argument, opaque(uniform, negate(argument))));
    const other = add(subtract(sum, term), back);
    return termsOf(other).length < termsOf(sum).length ? other : sum;
  }, node);

/** Below it a difference of two has no digits more than its terms. */
const leastRatio = 1.5;

/** c·log((exp(a·x) − 1)/(a·x)) − c·log((exp(x) − 1)/x) for x > 0 as one logarithm. */
const paired = (node: Expression): Expression => {
  const all = uniformsOf(node);
  for (const above of all)
    for (const below of all) {
      const ratio = divide(above.argument, below.argument);
      const isPair =
        below.scale === negate(above.scale) &&
        isNumber(ratio) &&
        rationalOf(ratio).toNumber() >= leastRatio &&
        isPositive(below.argument);
      if (!isPair) continue;
      const whole = multiply(above.scale, opaque(uniformRatio, below.argument, ratio));
      return paired(add(subtract(subtract(node, above.term), below.term), whole));
    }
  return node;
};

/** The sum with its logarithms turned and paired. */
export const uniformTerms = (node: Expression): Expression => paired(turned(node));

/** The sum with what its logarithms grow by apart, so that it meets the outcome times the natural parameter. */
export const withoutGrowth = (node: Expression): Expression =>
  add(
    ...termsOf(node).map((term) => {
      const [coefficient, base] = splitCoefficient(term);
      const call = opaqueOf(base);
      if (call?.stable !== uniformRatio) return term;
      const [x, a] = call.args;
      const rest = subtract(opaque(geometricSum, x, a), log(a));
      return multiply(
        number(coefficient.numerator, coefficient.denominator),
        add(multiply(subtract(a, one), x), rest),
      );
    }),
  );
