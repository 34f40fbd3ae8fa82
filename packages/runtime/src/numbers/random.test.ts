// The generator against the values of its authors' C code, the shuffle against combinatorics.
import { expect, test } from 'vitest';
import { seeded, shuffle, xoshiro } from './random.js';

test('xoshiro128** gives the numbers of the reference implementation', () => {
  // made with the authors' C code; the test data of the repository edorfaus/xoshiro-6502
  const next = xoshiro([0x964d4a0c, 0xd40ab895, 0xad7fdecb, 0x3006f0f0]);
  expect(Array.from({ length: 4 }, next)).toEqual([0xf1391922, 0x6fe53806, 0xa5be2840, 0xf510ee70]);
});

test('the same seed gives the same numbers and another seed others', () => {
  const first = (seed: number) => Array.from({ length: 4 }, seeded(seed));
  expect(first(7)).toEqual(first(7));
  expect(first(7)).not.toEqual(first(8));
  expect(first(0).some((value) => value > 0)).toBe(true);
});

test('every order of three things is equally likely', () => {
  const random = seeded(1);
  const counts = new Map<string, number>();
  for (let run = 0; run < 6000; run++) {
    const values = Uint32Array.of(0, 1, 2);
    shuffle(values, random);
    counts.set(values.join(), (counts.get(values.join()) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  // five degrees of freedom: χ² above 20.5 has a probability of 0.001
  const statistic = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  expect(statistic).toBeLessThan(20.5);
});
