// Exponentials that a loop computes are those that single calls compute.
import { expect, test } from 'vitest';
import { compile } from '../compile.js';
import { symmetricCategorical } from '../tests/derivations.fixture.js';
import { lower } from '../lower.js';
import { print } from '../print.js';
import { typescript } from './ts.js';

test.each([
  [4, false],
  [5, true],
])('with %i classes the exponentials of a row go together: %s', (classes, isLoop) => {
  const text = print(lower(symmetricCategorical(classes), { rounding: typescript.rounding }), typescript);
  expect(text.includes('exponentiate(eta')).toBe(isLoop);
});

test('a class without weight changes no probability', async () => {
  const [few, many] = await Promise.all(
    [4, 5].map((classes) => compile(symmetricCategorical(classes), { target: 'ts' })),
  );
  const logits = [0.3, -40.25, 2.5, 700];
  const [a, b] = [new Float64Array(4), new Float64Array(5)];
  few.response(Float64Array.from(logits), a, 1);
  many.response(Float64Array.from([...logits, -1e300]), b, 1);
  expect([...b]).toEqual([...a, 0]);
});
