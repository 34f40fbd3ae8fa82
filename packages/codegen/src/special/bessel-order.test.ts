// The functions of the orders in single precision: their series may not end in numbers that single precision does not hold.
import { describe, expect, test } from 'vitest';
import { catalogue, deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { ulpsBetween } from '@expfam/oracle';
import { arithmetic, Real } from '@expfam/precise';
import { compile } from '../compile.js';
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

test('the mean direction in ten dimensions keeps its digits in single precision', async () => {
  const [density] = readDensities(catalogue.find(({ name }) => name === 'von_mises_fisher')!.density);
  const derivation = deriveDensity(density, { classes: 10, checked: false });
  const kernels = await compile(derivation, { target: 'wasm', precision: 'f32' });
  const a = arithmetic(40);
  for (const length of [0.5, 4, 8, 12, 20, 30, 35.5]) {
    const eta = new Float32Array(10);
    eta[3] = length;
    const mean = new Float32Array(10);
    kernels.response(eta, mean, 1);
    // in p dimensions the quotient of the Bessel functions of the orders p/2 and p/2 - 1
    const [over, under] = [5, 4].map((order) => a.besselI(Real.fromNumber(order), Real.fromNumber(length)));
    expect(ulpsBetween(mean[3], a.divide(over, under), 'f32')).toBeLessThan(16);
  }
});
