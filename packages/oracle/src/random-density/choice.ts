// Seeded choices: the same seed makes the same density, on every machine.

/** Draws from lists and ranges. */
export interface Choice {
  /** A number in [0, 1). */
  readonly next: () => number;
  readonly whole: (least: number, most: number) => number;
  readonly oneOf: <T>(items: readonly T[]) => T;
  readonly chance: (probability: number) => boolean;
  readonly shuffled: <T>(items: readonly T[]) => T[];
}

/** Choices from a seed, by a 32-bit counter that is scrambled. */
export const choiceFrom = (seed: number): Choice => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    whole,
    oneOf: (items) => items[whole(0, items.length - 1)],
    chance: (probability) => next() < probability,
    shuffled: (items) =>
      items
        .map((item) => ({ item, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item),
  };
};
