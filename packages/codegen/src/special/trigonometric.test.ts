// Sine and cosine in single precision, every operation of their definition rounded to it: at angles uniform over bit patterns and
// next to all multiples of a quarter turn, where one of them vanishes. Beyond their range they are NaN, as they say.
import { samples, ulpsBetween } from '@expfam/oracle';
import { arithmetic, Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { laws } from '../bounds/laws.js';
import { readerAt } from '../interpret.js';
import type { SpecialFunction } from '../kernel.js';
import { definitionOf } from './definition.js';
import { cos, sin, tan } from './trigonometric.js';

/** A special function in the arithmetic of float32: what is made of sums and products of float32 numbers is rounded once each time. */
const inSingle = (special: SpecialFunction): ((x: number) => number) => {
  const [result] = definitionOf(special, 'f32');
  return (x) =>
    readerAt(new Map([['x', x]]), {
      constant: Math.fround,
      operation: (op, args) => Math.fround(laws[op as keyof typeof laws].value(...args)),
      madeOf: (part) => definitionOf(part as SpecialFunction, 'f32'),
      holds: (condition) => condition > 0,
    })(result);
};

/** Quarter turns that are told apart. */
const most = 2 ** 12;

const zeros = Array.from({ length: most - 1 }, (_, i) => Math.fround(((i + 1) * Math.PI) / 2));
const [nearest, next] = [2 ** -24, 2 ** -22].map((share) =>
  zeros.map((x) => Math.fround(x * (1 + share * 1.5))),
);
const drawn = samples({ seed: 5, count: 1500, from: -6400, to: 6400, format: 'f32' });
const everyday = Array.from({ length: 1500 }, (_, i) => Math.fround(0.0131 * (i - 750)));

describe.each([
  ['sine', sin, 3],
  ['cosine', cos, 3],
  ['tangent', tan, 6],
] as const)('the %s of float32', (name, special, ulps) => {
  const f = inSingle(special);
  const m = arithmetic(50);
  const truth = (x: number): Real => {
    const at = Real.fromNumber(x);
    if (name === 'tangent') return m.divide(m.sin(at), m.cos(at));
    return name === 'sine' ? m.sin(at) : m.cos(at);
  };
  const error = (x: number): number => ulpsBetween(f(x), truth(x), 'f32');

  test.each([
    ['uniform over bit patterns', drawn],
    ['of everyday sizes', everyday],
    ['next to multiples of a quarter turn', [...zeros, ...nearest, ...next].filter((_, i) => i % 5 === 0)],
  ])('keeps its digits at angles %s', (_, angles) => {
    const worst = angles.reduce((top, x) => (error(x) > error(top) ? x : top), 1);
    expect(error(worst), `at ${String(worst)}`).toBeLessThanOrEqual(ulps);
  });

  test.each([1e4, -1e4, 1e30, Infinity, Number.NaN])('is NaN at %d, too many turns on', (x) =>
    expect(f(x)).toBeNaN(),
  );
});
