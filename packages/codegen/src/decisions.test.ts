// What kernels decide, at points where that is plain from their formulas.
import { describe, expect, test } from 'vitest';
import { bernoulli, normal, symmetricCategorical } from './tests/derivations.fixture.js';
import { decisionsAt } from './decisions.js';
import { lower } from './lower.js';

const kernels = {
  bernoulli: lower(bernoulli),
  categorical: lower(symmetricCategorical(3)),
  normal: lower(normal),
};

/** Which decisions differ. */
const differing = (name: keyof typeof kernels, [a, b]: readonly (readonly number[])[], y = [0]) => {
  const [first, second] = [a, b].map((eta) => decisionsAt(kernels[name], { eta, y }).made);
  return [...new Set([...first.keys(), ...second.keys()])].filter(
    (key) => first.get(key) !== second.get(key),
  );
};

describe('a kernel', () => {
  test('decides the same at the same point, and at points that nothing divides', () => {
    expect(differing('bernoulli', [[3], [3]])).toEqual([]);
    expect(differing('bernoulli', [[3], [4]])).toEqual([]);
    expect(differing('categorical', [[1, 2, 5], [1, 2, 6]])).toEqual([]); // prettier-ignore
  });
  test('decides otherwise on the two sides of a tie', () => {
    expect(differing('bernoulli', [[-0.5], [0.5]]).length).toBeGreaterThan(0);
    expect(differing('categorical', [[1, 2, 1.9], [1, 2, 2.1]]).length).toBeGreaterThan(0); // prettier-ignore
  });
  test('decides nothing where one formula serves everywhere', () =>
    expect(decisionsAt(kernels.normal, { eta: [1, -2], y: [0.5] }).made.size).toBe(0));
});
