// What was made of a derivation is not made again, and nothing else is taken for it.
import { expect, test } from 'vitest';
import { bernoulli, poisson } from './tests/derivations.fixture.js';
import { lower } from './lower.js';
import { remember } from './remember.js';
import { typescript } from './targets/ts.js';
import { vectorRounding } from './targets/wasm.js';
import { wgsl } from './targets/wgsl.js';

test('a value is made once for each derivation and each list of arguments', () => {
  const made: string[] = [];
  const make = remember(({ name }, factor: number, of: object) => {
    made.push(`${name} ${factor}`);
    return { factor, of };
  });
  const [a, b] = [{}, {}];
  expect(make(bernoulli, 1, a)).toBe(make(bernoulli, 1, a));
  expect(make(bernoulli, 2, a)).not.toBe(make(bernoulli, 1, a));
  expect(make(bernoulli, 2, b).of).toBe(b);
  expect(make(poisson, 1, a)).not.toBe(make(bernoulli, 1, a));
  expect(made).toEqual(['bernoulli 1', 'bernoulli 2', 'bernoulli 2', 'poisson 1']);
});

test('targets that round alike share their rows, others do not', () => {
  const rowsOf = (rounding: typeof typescript.rounding) => lower(bernoulli, { rounding }).rows;
  expect(rowsOf(typescript.rounding)).toBe(rowsOf(vectorRounding.f64));
  expect(rowsOf(typescript.rounding)).not.toBe(rowsOf(wgsl.rounding));
});
