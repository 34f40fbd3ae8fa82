// Before anything is unrolled: the log-partition function in functions that keep their digits, and everything else derived from
// it once more. A singularity that can be removed from A is, and then no derivative has it; found in a derivative it is too late.
import type { Expression } from '@expfam/expression';
import {
  add, divide, exp, expand, factorsOf, isNumber, isPositive, log, mapArguments, multiply, negate, number, one, pi, power, rationalOf, splitCoefficient, splitPower, subtract,
  termsOf, zero,
} from '@expfam/expression'; // prettier-ignore
import type { Derivation } from '@expfam/family';
import { opaque } from '../special/opaque.js';
import { besselOfOrder } from './bessel-functions.js';
import { complementPower, decayingPowers } from './decaying-powers.js';
import { gammasPaired } from './gamma-ratios.js';
import { geometricSum } from './geometric-sum.js';
import { inverseHyperbolic } from './inverse-hyperbolic.js';
import { overOneDenominator } from './reciprocals.js';
import { circle, logRate, logZeta, root, sphere, uniform } from './stable-functions.js';
import { quotientOfPowers } from './truncated-power.js';
import { uniformTerms } from './uniform-terms.js';
import { withPartition } from './with-partition.js';

interface Restatement {
  readonly because: string;
  readonly apply: (argument: Expression) => Expression | null;
}

/** The largest order of I, in halves, whose gamma function is written out. */
const mostHalves = 4096;

/** log Γ(1 + twice/2), written out. */
const logGamma = (twice: number): Expression => {
  const factors = Array.from({ length: Math.ceil(twice / 2) }, (_, k) => number(twice - 2 * k, 2));
  const whole = log(multiply(...factors));
  return twice % 2 === 0 ? whole : add(whole, multiply(number(1, 2), log(pi)));
};

/** exp(a) − exp(b) as its two exponents; null for anything else. */
const differenceOf = (node: Expression): readonly [Expression, Expression] | null => {
  if (node.op !== 'add' || node.args.length !== 2) return null;
  const read = node.args.map((term) => {
    const [sign, rest] = isNumber(term)
      ? [rationalOf(term), one]
      : [
          rationalOf(factorsOf(term).find(isNumber) ?? one),
          multiply(...factorsOf(term).filter((f) => !isNumber(f))),
        ];
    const exponent = rest === one ? zero : rest.op === 'exp' ? rest.args[0] : null;
    return exponent === null ? null : { sign: sign.toNumber(), exponent };
  });
  const plus = read.find((each) => each?.sign === 1);
  const minus = read.find((each) => each?.sign === -1);
  return plus && minus ? [plus.exponent, minus.exponent] : null;
};

/** THE TABLE: what stands under a logarithm, and what the logarithm is in functions that keep their digits. */
const restatements: { readonly [name: string]: Restatement } = {
  'quotient-of-difference': {
    because:
      '(exp(a) - exp(b)) / (a - b) is 0/0 at a = b, and 28.3 instead of 0.5 at a distance of 1e-9 for the mean',
    apply: (argument) => {
      const factors = factorsOf(argument).map(splitPower);
      for (const [base, exponent] of factors) {
        const ends = differenceOf(base);
        if (ends === null || !isNumber(exponent) || Math.abs(rationalOf(exponent).toNumber()) !== 1) continue;
        const [a, b] = ends;
        const rest = divide(argument, power(base, exponent));
        const scale = multiply(rest, power(subtract(a, b), exponent));
        if (!isNumber(scale) || rationalOf(scale).sign <= 0) continue;
        return add(log(scale), multiply(exponent, add(b, opaque(uniform, subtract(a, b)))));
      }
      return null;
    },
  },
  'hyperbolic-sine': {
    because:
      'sinh(x) / x is 0/0 at x = 0, and its variance has no digit left at 1e-8; it overflows above 710',
    apply: (argument) => {
      const x = argument.args[0];
      if (argument.op !== 'sinh' || !isPositive(x)) return null;
      return add(log(x), opaque(uniform, multiply(number(2), x)), negate(x));
    },
  },
  'quotient-of-powers': {
    because: '(4^x - 1) / x is 0/0 at x = 0, and overflows above 512 where its logarithm is 709',
    apply: quotientOfPowers,
  },
  'exponential-less-one': {
    because: 'exp(x) - 1 cancels for small x and overflows for large x',
    apply: (argument) => {
      const terms = termsOf(argument);
      const minus = terms.indexOf(number(-1));
      const large = terms.find((term) => exponentOf(term) !== null);
      if (minus < 0 || large === undefined) return null;
      const x = exponentOf(large)!;
      const less = add(logOf(x), opaque(uniform, x));
      const others = terms.filter((term, i) => i !== minus && term !== large);
      return others.length === 0 ? less : log(add(exp(less), ...others));
    },
  },
  'decaying-powers': {
    because: '2 * z - z^2 cancels near z = 0 and z = 1; in z and 1 - z it is z * (z + 2 * (1 - z))',
    apply: decayingPowers,
  },
  'complement-power': {
    because: '1 - (1 - z)^a cancels near z = 0; divided by the power it is an exponential less one',
    apply: complementPower,
  },
  'one-less-power': {
    because: '1 - x^-n cancels where x is near 1',
    apply: (argument) => {
      const terms = termsOf(argument);
      const power = terms
        .map((term) =>
          factorsOf(term).some((factor) => factor.op === 'exp') ? null : exponentOf(divide(number(-1), term)),
        )
        .find(Boolean);
      if (terms.length !== 2 || !terms.includes(one) || !power) return null;
      return add(logOf(power), opaque(uniform, negate(power)));
    },
  },
  'geometric-sum': {
    because: '(1 - exp(n * x)) / (1 - exp(x)) is 0/0 at x = 0; as a sum of n exponentials nothing vanishes',
    apply: geometricSum,
  },
  'difference-of-reciprocals': {
    because: '1 / (x - a) - 1 / x cancels for large x: over the common denominator it is a / (x * (x - a))',
    apply: overOneDenominator,
  },
  'sum-with-root': {
    because: 'x + sqrt(x^2 + k) cancels for x < 0: of 3860 and 16 it has no digit left in single precision',
    apply: inverseHyperbolic,
  },
  'zeta-of-large': {
    because: 'zeta(x) - 1 is what counts for large x, and zeta has no digits of it',
    apply: (argument) => (argument.op === 'zeta' ? opaque(logZeta, argument.args[0]) : null),
  },
  'logarithm-of-complement': {
    because: 'exp(x) + log(1 - exp(x)), which the variance is made of, cancels for small exp(x)',
    apply: (argument) => {
      const inner = negate(argument);
      if (inner.op !== 'log') return null;
      const power = subtract(one, inner.args[0]);
      return power.op === 'exp' ? logRate(power.args[0]) : null;
    },
  },
  'logarithm-of-softplus': {
    because: 'log(1 + exp(x)) is 0 below x = -745, where its logarithm is x',
    apply: (argument) => {
      if (argument.op !== 'log') return null;
      const large = subtract(argument.args[0], one);
      return large.op === 'exp' ? subtract(large.args[0], opaque(uniform, argument)) : null;
    },
  },
  'lambert-of-exponential': {
    because:
      'at the branch point -1/e half of the digits of W(-exp(x)) are lost with those of the exponential',
    apply: (argument) => {
      const inner = negate(argument);
      if (inner.op !== 'lambertW') return null;
      const power = negate(inner.args[0]);
      return power.op === 'exp' ? negate(opaque(root, subtract(number(-1), power.args[0]))) : null;
    },
  },
  'bessel-of-root': {
    because: 'besselI overflows above 713, and its quotients are 0/0 at 0',
    apply: (argument) => {
      if (argument.op !== 'besselI' || argument.args[0] !== zero) return null;
      return opaque(circle, power(argument.args[1], number(2)));
    },
  },
  'bessel-of-decay': {
    because:
      'besselK underflows above 705 and overflows near 0, and its derivative by the order has no closed form; all are means under one weight',
    apply: besselOfOrder,
  },
  'bessel-of-order': {
    because: 'as that of order 0; the power of the argument that it begins with cancels with the others',
    apply: (argument) => {
      const [order, x] = argument.args;
      if (argument.op !== 'besselI' || !isNumber(order)) return null;
      const twice = 2 * rationalOf(order).toNumber();
      if (!Number.isInteger(twice) || twice <= 0 || twice > mostHalves) return null;
      const square = power(x, number(2));
      const begins = multiply(divide(order, number(2)), subtract(log(square), log(number(4))));
      return add(begins, negate(logGamma(twice)), opaque(sphere(twice), square));
    },
  },
};

/** x > 0 of a term exp(x), or n·log of what is larger than 1 of a power of it. */
const exponentOf = (term: Expression): Expression | null => {
  if (term.op === 'exp') return isPositive(term.args[0]) ? term.args[0] : null;
  const [base, exponent] = splitPower(term);
  if (exponent === one || !isNumber(exponent) || base.op !== 'add') return null;
  const isLarger = isPositive(subtract(base, one)) && isPositive(exponent);
  const isSmaller = isPositive(base) && isPositive(subtract(one, base)) && isPositive(negate(exponent));
  return isLarger || isSmaller ? multiply(exponent, log(base)) : null;
};

/** The logarithm of what is to be restated, its coefficient apart. */
const logOf = (node: Expression): Expression => {
  const [coefficient, rest] = splitCoefficient(node);
  return rest === one
    ? log(node)
    : add(log(number(coefficient.numerator, coefficient.denominator)), restated(log(rest)));
};

/** A sum with logarithms of opposite weights as one, where their quotient is to be restated. */
const quotientsOf = (node: Expression): Expression => {
  const logs = termsOf(node).flatMap((term) => {
    const [scale, base] = splitCoefficient(term);
    return base.op === 'log'
      ? [{ term, scale: number(scale.numerator, scale.denominator), of: base.args[0] }]
      : [];
  });
  for (const over of logs)
    for (const under of logs) {
      if (over.scale !== negate(under.scale)) continue;
      const quotient = divide(over.of, under.of);
      const found = geometricSum(quotient) ?? quotientOfPowers(quotient);
      if (found !== null)
        return add(node, negate(over.term), negate(under.term), multiply(over.scale, found));
    }
  return node;
};

/** A formula with every logarithm of the table restated. */
export const restated = (node: Expression): Expression => {
  const inner = mapArguments(node, restated);
  if (inner.op !== 'log') return inner;
  for (const { apply } of Object.values(restatements)) {
    const found = apply(inner.args[0]);
    if (found !== null) return found;
  }
  return inner;
};

/** Numbers taken out of logarithms, all terms apart: what is the logarithm of the same thing then meets itself. */
const apart = (node: Expression): Expression => {
  const inner = mapArguments(node, apart);
  if (inner.op !== 'log') return expand(inner);
  const [coefficient, rest] = splitCoefficient(inner.args[0]);
  const size = coefficient.sign < 0 ? negate(rest) : rest;
  const scale = number(coefficient.abs().numerator, coefficient.abs().denominator);
  return scale === one || size === one ? inner : add(log(scale), log(size));
};

const logarithmsOf = (node: Expression): number => {
  const found = new Set<Expression>();
  const visit = (part: Expression): void => {
    if (part.op === 'log') found.add(part);
    part.args.forEach(visit);
  };
  visit(node);
  return found.size;
};

/** The formula with what meets itself in its logarithms cancelled, where that leaves fewer of them. */
const gathered = (node: Expression): Expression => {
  const other = apart(node);
  return logarithmsOf(other) < logarithmsOf(node) - 1 ? other : node;
};

/** The derivation with A restated and what follows from it; the same one where nothing had to be restated. */
export const restate = (derivation: Derivation): Derivation => {
  const { logPartitionNatural } = derivation;
  if (logPartitionNatural === null || derivation.categorical) return derivation;
  const first = gammasPaired(restated(quotientsOf(logPartitionNatural)));
  if (first === logPartitionNatural) return derivation;
  return withPartition(derivation, uniformTerms(gathered(first)));
};
