// The functions of the orders in single precision: their series may not end in numbers that single precision does not hold.
import { describe, expect, test } from 'vitest';
import { kernelBuilder, reachable } from '../kernel.js';
import { besselOrder } from './bessel-order.js';

const leastNormal = 2 ** -126;

describe.each([5, 6, 7, 8, 9, 12, 40])('of order %i/2', (twice) => {
  const { logarithm, slope, bend } = besselOrder(twice);

  test.each([logarithm, slope, bend].map((special) => [special.name, special] as const))(
    'the constants of %s are normal numbers of single precision',
    (_, special) => {
      const builder = kernelBuilder();
      const nodes = reachable([special.define(builder, [builder.input('s')], 'f32')].flat());
      const constants = nodes.flatMap((node) => (node.kind === 'constant' ? [Math.abs(node.value)] : []));
      expect(constants.length).toBeGreaterThan(5);
      for (const value of constants.filter((each) => each !== 0)) {
        expect(value).toBeGreaterThanOrEqual(leastNormal);
        expect(value).toBeLessThan(2 ** 127);
      }
    },
  );
});
