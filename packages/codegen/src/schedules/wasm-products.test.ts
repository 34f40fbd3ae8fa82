// Groups of parameters: what the products do at once has to fit into an engine's registers.
import { expect, test } from 'vitest';
import { runsOf } from './wasm-products.js';

test.each(Array.from({ length: 64 }, (_, i) => i + 1))(
  '%i parameters are each in one group',
  (parameters) => {
    const groups = runsOf(parameters).flatMap(({ first, size, count }) =>
      Array.from({ length: count }, (_, g) => Array.from({ length: size }, (_, k) => first + g * size + k)),
    );
    expect(groups.flat()).toEqual(Array.from({ length: parameters }, (_, k) => k));
    for (const { length } of groups) expect(length).toBeLessThanOrEqual(4);
    // one parameter alone shares its loads with no other
    if (parameters > 1) for (const { length } of groups) expect(length).toBeGreaterThan(1);
  },
);
