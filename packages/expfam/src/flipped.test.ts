// The kernels of −η against the definition of each function, with the plain kernels as the only other thing known.
import { expect, test } from 'vitest';
import { flipped } from './flipped.js';
import { compile } from './generate.js';

const kernels = await compile('exponential', { target: 'ts' });
const turned = flipped(kernels);
const y = Float64Array.of(0.5, 2);

test('the mean is 1/η and its derivatives follow', () => {
  const [mean, jacobian, hessian, gradient] = [0, 1, 2, 3].map(() => new Float64Array(2)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const eta = Float64Array.of(0.5, 4);
  turned.response(eta, mean, 2);
  turned.jacobian(eta, jacobian, 2);
  turned.hessian(eta, hessian, 2);
  const loss = turned.gradient(eta, y, gradient, 2);
  expect([...mean]).toEqual([2, 0.25]);
  expect([...jacobian]).toEqual([-4, -1 / 16]);
  expect([...hessian]).toEqual([4, 1 / 16]);
  // −log p = η y − log η
  expect([...gradient]).toEqual([0.5 - 2, 2 - 0.25]);
  expect(loss).toBeCloseTo(0.25 - Math.log(0.5) + 8 - Math.log(4), 12);
  expect(turned.loss(eta, y, 2)).toBe(loss);
});

test('the linear pass adds to what is there, with offset and input gradient', () => {
  const x = Float64Array.of(1, 2, 1, 3);
  const gradient = Float64Array.of(10, 20);
  const inputGradient = new Float64Array(4);
  const weights = Float64Array.of(0.5, 0.25);
  const offset = Float64Array.of(1, 0.75);
  // η = 2, 2: ∂loss/∂η = y − 1/η = 0.25, 1.5
  turned.linearGradient(x, weights, Float64Array.of(0.75, 2), gradient, 2, 2, { offset, inputGradient });
  expect([...gradient]).toEqual([11.75, 25]);
  expect([...inputGradient]).toEqual([0.125, 0.0625, 0.75, 0.375]);
  const mean = new Float64Array(2);
  turned.linearResponse(x, weights, mean, 2, 2, { offset });
  expect([...mean]).toEqual([0.5, 0.5]);
});
