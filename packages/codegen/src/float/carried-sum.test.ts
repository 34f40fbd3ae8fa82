// Sums with what their rounding left out, run as the code that they are, against exact sums.
import { ulpsBetween } from '@expfam/oracle';
import { arithmetic, Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import type { KernelNode } from '../kernel.js';
import { kernelBuilder } from '../kernel.js';
import { carriedSum } from './carried-sum.js';

const m = arithmetic(400);

/** The value of additions and subtractions of inputs. */
const evaluator = (values: ReadonlyMap<string, number>): ((node: KernelNode) => number) => {
  const known = new Map<KernelNode, number>();
  const visit = (node: KernelNode): number => {
    if (node.kind === 'input') return values.get(node.name)!;
    if (node.kind === 'constant') return node.value;
    if (node.kind !== 'operation') throw new TypeError(node.kind);
    const found = known.get(node);
    if (found !== undefined) return found;
    const [a, b] = node.args.map(visit);
    const value = node.op === 'add' ? a + b : a - b;
    known.set(node, value);
    return value;
  };
  return visit;
};

/** Terms of which the one at a place is 1 and no other is more: of all sizes, of one size, and next to nothing. */
const termsOf = (size: number, place: number, seed: number): readonly number[][] =>
  [
    { lift: 0, spread: 900 },
    { lift: 0, spread: 1 },
    { lift: 0, spread: 60 },
    { lift: 50, spread: 10 },
  ].map(({ lift, spread }) =>
    Array.from({ length: size }, (_, k) =>
      k === place ? 1 : Math.abs(Math.sin(k * k + seed + 1)) * 2 ** -(lift + ((37 * k) % spread)),
    ),
  );

describe.each([5, 10, 64])('a carried sum of %i terms', (size) => {
  const builder = kernelBuilder();
  const names = Array.from({ length: size }, (_, k) => `x${k}`);
  const carried = carriedSum(
    names.map((name) => builder.input(name)),
    builder,
  );
  const cases = [0, 1, size - 1].flatMap((place, seed) => termsOf(size, place, seed));

  test('is the sum, and the sum without the 1 or any other term, to the last places', () => {
    for (const terms of cases) {
      const value = evaluator(new Map(names.map((name, k) => [name, terms[k]])));
      const without = (left: number): Real =>
        terms.reduce((sum, x, k) => (k === left ? sum : m.add(sum, Real.fromNumber(x))), Real.zero);
      expect(ulpsBetween(value(carried.sum), without(-1), 'f64')).toBeLessThanOrEqual(0.51);
      expect(ulpsBetween(value(carried.rest), without(terms.indexOf(1)), 'f64')).toBeLessThanOrEqual(2);
      terms.forEach((_, k) => {
        expect(ulpsBetween(value(carried.others(k)), without(k), 'f64')).toBeLessThanOrEqual(2);
      });
    }
  });
});
