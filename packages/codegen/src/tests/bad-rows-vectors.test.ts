// The same of vectors and matrices: natural parameters that are not finite or outside their space make a row NaN in every function, on
// every target that runs by itself and in either precision, and spoil no other; so do outcomes outside the support, and features that
// are not finite.
import { text } from '@expfam/expression';
import { evaluate } from '@expfam/oracle';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { everywhere, filled, writers, written } from './bad-rows.fixture.js';
import { floats } from './truth.fixture.js';
import { derivedCase, vectorCases } from './vectors.fixture.js';

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

describe.each(Object.entries(vectorCases))('%s', (_, each) => {
  const derivation = derivedCase(each);
  const values = { ...each.constants, ...each.parameters };
  const good = derivation.natural.map(({ expression }) => evaluate(text(expression), values).toNumber());
  const bad = good.flatMap((__, i) =>
    [nan, inf, -inf].map((wrong) => good.map((value, j) => (i === j ? wrong : value))),
  );
  const [first = [], second = []] = each.outcomes;
  // a bad row between good ones, in every place of a block of rows
  const etas = bad.flatMap((eta) => [good, eta]).concat([good]);

  test.each(everywhere)('has NaN where η is none, on $target in $precision', async (how) => {
    const kernels = await compile(derivation, how);
    for (const name of writers) {
      const found = written(kernels, name, { etas, y: filled(kernels, etas.map(() => first)) }); // prettier-ignore
      const [alone = []] = written(kernels, name, { etas: [good], y: filled(kernels, [first]) });
      etas.forEach((eta, i) => {
        expect(found[i], `${name} at ${eta.join()}`).toEqual(eta === good ? alone : alone.map(() => nan));
      });
    }
    for (const eta of bad)
      expect(kernels.loss(filled(kernels, [good, eta]), filled(kernels, [first, second]), 2)).toBeNaN();
  });

  test.each(everywhere)('has NaN outside the support, on $target in $precision', async (how) => {
    const kernels = await compile(derivation, how);
    for (const outcome of each.outside) {
      const list = [first, outcome, second];
      const found = written(kernels, 'gradient', { etas: list.map(() => good), y: filled(kernels, list) });
      expect(found.map((row) => row.map(Number.isNaN))).toEqual(
        list.map((y) => good.map(() => y === outcome)),
      );
      expect(kernels.loss(filled(kernels, [good]), filled(kernels, [outcome]), 1)).toBeNaN();
    }
  });

  test.each(everywhere)('has no loss where a feature is no number, on $target in $precision', async (how) => {
    const kernels = await compile(derivation, how);
    const [m, s] = [kernels.columns ?? 1, kernels.parameters];
    for (const wrong of [nan, inf, -inf]) {
      const x = filled(kernels, [[1], [wrong], [1]]);
      const weights = filled(kernels, [good]);
      const gradient = floats(kernels, s);
      const y = filled(kernels, [first, second, first]);
      expect(kernels.linearGradient(x, weights, y, gradient, 3, 1)).toBeNaN();
      const mean = floats(kernels, 3 * m);
      kernels.linearResponse(x, weights, mean, 3, 1);
      const isNumber = Array.from({ length: 3 }, (__, i) => [...mean.slice(i * m, (i + 1) * m)].some((value) => !Number.isNaN(value))); // prettier-ignore
      expect(isNumber).toEqual([true, false, true]);
    }
  });
});
