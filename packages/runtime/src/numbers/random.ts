// Seeded random numbers: xoshiro128** (Blackman and Vigna, ACM Trans. Math. Softw. 47, 2021), seeded by a 32-bit mixer.

/** A source of uniform 32-bit integers. */
export type Random = () => number;

/** xoshiro128** from four words of state, not all zero. */
export const xoshiro = (state: readonly [number, number, number, number]): Random => {
  let [a, b, c, d] = state;
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
};

const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

/** A source that depends on nothing but its seed. */
export const seeded = (seed: number): Random => {
  let word = seed | 0;
  const next = (): number => {
    word = (word + 0x9e3779b9) | 0;
    const first = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
    const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
    return second ^ (second >>> 16);
  };
  return xoshiro([next(), next(), next(), next()]);
};

/** Shuffles in place; every order is equally likely. */
export const shuffle = (values: Uint32Array, random: Random): void => {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor((random() / 2 ** 32) * (i + 1));
    const kept = values[i] ?? 0;
    values[i] = values[j] ?? 0;
    values[j] = kept;
  }
};
