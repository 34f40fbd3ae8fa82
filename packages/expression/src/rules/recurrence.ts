// Γ and its logarithmic derivatives at arguments a whole number apart: what they differ by is elementary. And what else
// becomes shorter by a law of its function.
import { isZeroFraction } from '../algebra/fraction.js';
import { apply } from '../apply.js';
import {
  add,
  divide,
  exp,
  factorsOf,
  log,
  multiply,
  negate,
  number,
  one,
  power,
  splitCoefficient,
  subtract,
  symbol,
  termsOf,
  two,
} from '../build.js';
import { real } from '../domains.js';
import type { Expression } from '../node.js';
import { isNumber, rationalOf } from '../node.js';
import { isNonNegative, isPositive } from '../range.js';
import { rules } from '../rule.js';

const furthest = 12; // steps of the recurrence that are written out

interface Call {
  readonly term: Expression;
  readonly outside: Expression;
  readonly call: Expression;
}

/** The terms c·f(…) with one call of f. */
const callsOf = (node: Expression, wanted: (call: Expression) => boolean): Call[] =>
  termsOf(node).flatMap((term) => {
    const call = factorsOf(term).find(wanted);
    if (call === undefined) return [];
    return [{ term, call, outside: multiply(...factorsOf(term).filter((factor) => factor !== call)) }];
  });

/** How far apart two arguments are, if that is a small whole number from 1. */
const stepsBetween = (low: Expression, high: Expression): number | null => {
  const difference = subtract(high, low);
  if (!isNumber(difference) || !rationalOf(difference).isInteger) return null;
  const steps = Number(rationalOf(difference).numerator);
  return steps > 0 && steps <= furthest ? steps : null;
};

const argumentOf = (call: Expression): Expression => call.args[call.args.length - 1];

/** c·f(x + n) − c·f(x) as c times a sum over the steps. */
const apart = (
  node: Expression,
  wanted: (call: Expression) => boolean,
  step: (at: Expression, call: Expression) => Expression,
): Expression | null => {
  if (node.op !== 'add') return null;
  const calls = callsOf(node, wanted);
  for (const high of calls)
    for (const low of calls) {
      if (
        high.outside !== negate(low.outside) ||
        (high.call.args.length > 1 && high.call.args[0] !== low.call.args[0])
      )
        continue;
      const steps = stepsBetween(argumentOf(low.call), argumentOf(high.call));
      if (steps === null || !isPositive(argumentOf(low.call))) continue;
      const between = Array.from({ length: steps }, (_, i) =>
        step(add(argumentOf(low.call), number(i)), low.call),
      );
      const others = termsOf(node).filter((term) => term !== high.term && term !== low.term);
      return add(...others, multiply(high.outside, add(...between)));
    }
  return null;
};

const factorial = (n: number): bigint => (n < 2 ? 1n : BigInt(n) * factorial(n - 1));

const isPolygamma = (call: Expression): boolean =>
  call.op === 'polygamma' && isNumber(call.args[0]) && rationalOf(call.args[0]).numerator < 12n;

/** What ψₙ gains by one step. */
const polygammaStep = (at: Expression, call: Expression): Expression => {
  const order = Number(rationalOf(call.args[0]).numerator);
  return multiply(number((order % 2 === 0 ? 1n : -1n) * factorial(order)), power(at, number(-order - 1)));
};

/** W(x·exp(x)) is x for x ≥ −1, however the x before the exponential is written. */
const undoneLambert = (node: Expression): Expression | null => {
  if (node.op !== 'lambertW') return null;
  const growth = factorsOf(node.args[0]).find((factor) => factor.op === 'exp');
  const inside = growth?.args[0];
  if (!growth || !inside || !isNonNegative(add(inside, one))) return null;
  return isZeroFraction(subtract(divide(node.args[0], growth), inside)) ? inside : null;
};

/** sin x/cos x of the same x, to any power that both have. */
const tangent = (node: Expression): Expression | null => {
  if (node.op !== 'multiply') return null;
  const cosine = node.args.find((each) => each.op === 'power' && each.args[0].op === 'cos');
  const times = cosine && isNumber(cosine.args[1]) ? rationalOf(cosine.args[1]) : null;
  if (!cosine || times === null || times.sign >= 0) return null;
  const angle = cosine.args[0].args[0];
  const sine = node.args.find((each) => each === power(apply('sin', [angle]), negate(cosine.args[1])));
  if (sine === undefined) return null;
  const rest = node.args.filter((each) => each !== cosine && each !== sine);
  return multiply(...rest, power(apply('tan', [angle]), negate(cosine.args[1])));
};

const x = symbol('x', real.positive);
const gamma = (at: Expression): Expression => apply('lgamma', [at]);
const psi = (order: number, at: Expression): Expression => apply('polygamma', [number(order), at]);

/** The rules of Γ and its kin at arguments a whole number apart. */
export const recurrence = rules('recurrence', {
  'gamma-recurrence': () => ({
    apply: (node) => apart(node, ({ op }) => op === 'lgamma', log),
    examples: () => [
      subtract(gamma(add(x, one)), gamma(x)),
      subtract(multiply(two, gamma(x)), multiply(two, gamma(add(x, two)))),
    ],
    because: 'Γ(x + 1) is x·Γ(x)',
  }),
  'polygamma-recurrence': () => ({
    apply: (node) => apart(node, isPolygamma, polygammaStep),
    examples: () => [subtract(psi(0, add(x, one)), psi(0, x)), subtract(psi(1, x), psi(1, add(x, two)))],
    because: 'Γ(x + 1) is x·Γ(x), and so on for the derivatives of its logarithm',
  }),
  'lambert-of-product': () => ({
    apply: undoneLambert,
    examples: () => [
      apply('lambertW', [
        multiply(subtract(one, x), power(x, number(-1)), exp(subtract(power(x, number(-1)), one))),
      ]),
    ],
    because: 'the function W of Lambert undoes x·exp(x)',
  }),
  'sine-over-cosine': () => ({
    apply: tangent,
    examples: () => [
      divide(apply('sin', [x]), apply('cos', [x])),
      multiply(two, power(apply('sin', [x]), two), power(apply('cos', [x]), number(-2))),
    ],
    because: 'the tangent is the sine over the cosine',
  }),
});

/** The number of a logarithm's factor, and what it is the logarithm of. */
const logarithmOf = (
  term: Expression,
): { readonly times: string; readonly sign: number; readonly of: Expression } | null => {
  const [coefficient, rest] = splitCoefficient(term);
  return rest.op === 'log' && rest.args[0].op !== 'add'
    ? { times: coefficient.abs().toString(), sign: coefficient.sign, of: rest.args[0] }
    : null;
};

const isConstant = (node: Expression): boolean => node.op === 'number' || node.op === 'pi' || (node.op === 'power' && node.args.every(isConstant)) || (node.op === 'multiply' && node.args.every(isConstant)); // prettier-ignore

/** c·log 2 + c·log x as c·log(2·x): the constant goes back into the logarithm that it came from. */
const constantBack = (node: Expression): Expression | null => {
  if (node.op !== 'add') return null;
  const terms = termsOf(node);
  for (const constant of terms) {
    const first = logarithmOf(constant);
    if (first === null || !isConstant(first.of)) continue;
    const partners = terms.filter((term) => {
      const found = logarithmOf(term);
      return term !== constant && found?.times === first.times && isPositive(found.of);
    });
    const partner = partners.find((term) => !isConstant(logarithmOf(term)!.of)) ?? partners[0];
    if (partner === undefined) continue;
    const second = logarithmOf(partner)!;
    const inside = multiply(second.of, power(first.of, number(first.sign * second.sign)));
    const [coefficient] = splitCoefficient(partner);
    const joined = multiply(number(coefficient.numerator, coefficient.denominator), log(inside));
    return add(...terms.filter((term) => term !== constant && term !== partner), joined);
  }
  return null;
};

/** The rule that brings a constant back under the logarithm that it came from. */
export const gathering = rules('gathering', {
  'constant-into-logarithm': () => ({
    apply: constantBack,
    examples: () => [
      add(log(two), log(x)),
      subtract(multiply(number(1, 2), log(x)), multiply(number(1, 2), log(two))),
    ],
    because: 'a constant factor belongs to what it scales',
  }),
});
