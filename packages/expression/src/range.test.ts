// What is proven of an expression is true: its value at random points of its domain never leaves the range.
import { describe, expect, test } from 'vitest';
import { apply } from './apply.js';
import {
  add,
  element,
  exp,
  infinity,
  multiply,
  negate,
  number,
  one,
  power,
  subtract,
  symbol,
  two,
  zero,
} from './build.js';
import { indexSymbol, sum } from './binder.js';
import { range, real } from './domains.js';
import type { Expression } from './node.js';
import { atoms, randomExpressions, randomPoints } from './random.fixture.js';
import {
  isInUnitInterval,
  isInteger,
  isNegative,
  isNonNegative,
  isNonZero,
  isPositive,
  rangeOf,
} from './range.js';
import { Rational } from './rational.js';
import { text } from './text.js';

const { x, p, q, m, u, n, c, K, i, b, s, phi } = atoms;

describe('for random expressions', () => {
  const nodes = randomExpressions(99, 500);
  const points = randomPoints(nodes, 12);
  const values = (node: Expression) => points.flatMap((point) => {
    const value = point.at(node);
    return value === null || value.magnitude() > 60 ? [] : [{ value, slack: point.m.fromString('1e-15'), m: point.m }];
  }); // prettier-ignore

  test('the value lies between the ends', () => {
    let bounded = 0;
    for (const node of nodes) {
      const { lower, upper } = rangeOf(node);
      for (const { value, slack, m: a } of values(node)) {
        if (lower instanceof Rational) {
          bounded++;
          const end = a.subtract(a.fromRational(lower.numerator, lower.denominator), slack);
          expect(value.compare(end), `${text(node)} = ${value.toString(9)} < ${lower.toString()}`).not.toBe(
            -1,
          );
        } else expect(lower, text(node)).toBe(-Infinity);
        if (upper instanceof Rational) {
          bounded++;
          const end = a.add(a.fromRational(upper.numerator, upper.denominator), slack);
          expect(value.compare(end), `${text(node)} = ${value.toString(9)} > ${upper.toString()}`).not.toBe(
            1,
          );
        } else expect(upper, text(node)).toBe(Infinity);
      }
    }
    expect(bounded).toBeGreaterThan(500);
  });

  test('signs and wholeness are never claimed in vain', () => {
    let claims = 0;
    for (const node of nodes)
      for (const { value } of values(node)) {
        const tiny = value.magnitude() < -100; // sigmoid(−10⁶) is 0 to 40 digits
        const claim = (said: boolean, holds: boolean): void => {
          if (said) claims++;
          if (said && !holds) expect.fail(`${text(node)} = ${value.toString(9)}`);
        };
        claim(isPositive(node), value.sign() > 0 || tiny);
        claim(isNegative(node), value.sign() < 0 || tiny);
        claim(isNonNegative(node), value.sign() >= 0 || tiny);
        claim(isNonZero(node), !value.isZero() || tiny);
        claim(isInteger(node), value.isInteger());
      }
    expect(claims).toBeGreaterThan(500);
  });
});

describe('what is known', () => {
  const k = symbol('k', range(one, subtract(K, one)));
  const t = symbol('t', { kind: 'interval', lower: zero, upper: p, lowerOpen: true, upperOpen: true });
  const j = indexSymbol('j', one, K);
  const cases: readonly (readonly [string, boolean])[] = [
    ['n − c ≥ 0 for c in 0..n', isNonNegative(subtract(n, c))],
    ['K − k > 0 for k in 1..K−1', isPositive(subtract(K, k))],
    ['K − i ≥ 0 for i in 1..K', isNonNegative(subtract(K, i))],
    ['p − t > 0 for t in (0, p)', isPositive(subtract(p, t))],
    ['1 − u > 0', isPositive(subtract(one, u))],
    ['p + q > 0', isPositive(add(p, q))],
    ['p·q > 0', isPositive(multiply(p, q))],
    ['m·p < 0', isNegative(multiply(m, p))],
    ['x² ≥ 0', isNonNegative(power(x, two))],
    ['1 + x² > 0', isPositive(add(one, power(x, two)))],
    ['m³ < 0', isNegative(power(m, number(3)))],
    ['exp x > 0', isPositive(exp(x))],
    ['c(c + 1) is whole', isInteger(multiply(c, add(c, one)))],
    ['phi[i] in (0, 1)', isInUnitInterval(element(phi, i)) && isPositive(element(phi, i))],
    ['b² is whole', isInteger(power(b, two))],
    ['s ≠ 0 is more than an interval says', !isNonZero(s)],
    ['Σ phi[k] > 0', isPositive(sum(multiply(element(phi, j), exp(j)), j, one, K))],
    ['u(1 − u) in [0, 1]', isInUnitInterval(multiply(u, subtract(one, u)))],
    ['I₀(p) > 0', isPositive(apply('besselI', [zero, p]))],
  ]; // prettier-ignore
  test.each(cases)('%s', (_, known) => {
    expect(known).toBe(true);
  });
});

describe('what is not known', () => {
  const single = symbol('w', { kind: 'simplex', size: symbol('L', range(one, infinity)) });
  const cases: readonly (readonly [string, boolean])[] = [
    ['x > 0', isPositive(x)],
    ['x ≠ 0', isNonZero(x)],
    ['c − n ≥ 0', isNonNegative(subtract(c, n))],
    ['p − q > 0', isPositive(subtract(p, q))],
    ['1 − w[1] > 0: a simplex may have one component', isPositive(subtract(one, element(single, one)))],
    ['I of order −3/2 changes its sign', isPositive(apply('besselI', [number(-3, 2), p]))],
    ['−x² < 0: x may be 0', isNegative(negate(power(x, two)))],
    ['p is whole', isInteger(p)],
    ['c/2 is whole', isInteger(multiply(number(1, 2), c))],
    ['m^p has a sign', isNonNegative(power(x, p)) && isPositive(power(x, p))],
  ]; // prettier-ignore
  test.each(cases)('%s', (_, known) => {
    expect(known).toBe(false);
  });
  test('a symbol on the whole line may be anything', () => {
    expect(rangeOf(symbol('z', real.all))).toEqual({
      lower: -Infinity,
      upper: Infinity,
      lowerOpen: true,
      upperOpen: true,
      integer: false,
    });
  });
});
