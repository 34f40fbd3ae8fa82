// exp(2x) beside y·exp(x), in the gradients of the link log: near, where a product of the two cost an ulp more, and far out.
import { ulpsBetween } from '@expfam/oracle';
import { arithmetic, Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { derivedCatalogue } from '../tests/catalogue.fixture.js';

const { exp, multiply, subtract } = arithmetic(60);
const of = (x: number): Real => Real.fromNumber(x);

/** The gradients as the difference of two terms. */
const terms: { readonly [family: string]: (theta: Real, y: Real) => readonly [Real, Real] } = {
  inverse_gaussian: (theta, y) => [exp(theta.negate()), multiply(y, exp(theta.scale(1).negate()))],
  gaussian: (theta, y) => [exp(theta.scale(1)), multiply(y, exp(theta))],
};

describe.each(['ts', 'wasm'] as const)('in %s', (target) => {
  test.each([
    ['inverse_gaussian', -0.36089253425598145, 3.462776780128479],
    ['inverse_gaussian', 3, 20.25],
    ['inverse_gaussian', -500, 1e-150],
    ['inverse_gaussian', -710, 0.75],
    ['inverse_gaussian', 710, 1e300],
    ['gaussian', 0.3, -1.4],
    ['gaussian', 349.5, 1e300],
    ['gaussian', 720, 0],
    ['gaussian', 400, 1e300],
    ['gaussian', -400, 1e-100],
  ])(
    'the gradient of %s at %d and y = %d is right to 3.5 ulp of its largest term',
    async (name, theta, y) => {
      const { derivation } = derivedCatalogue().find((family) => family.name === name)!;
      const kernels = await compile(derivation, { target, link: 'log' });
      const found = new Float64Array(1);
      kernels.gradient(Float64Array.of(theta), Float64Array.of(y), found, 1);
      const [plus, minus] = terms[name](of(theta), of(y));
      const wanted = subtract(plus, minus);
      const largest = plus.compare(minus.abs()) > 0 ? plus : minus.abs();
      if (!Number.isFinite(wanted.toNumber())) expect(found[0]).toBe(wanted.toNumber());
      else expect(ulpsBetween(found[0], wanted, 'f64', largest)).toBeLessThanOrEqual(3.5);
    },
  );
});
