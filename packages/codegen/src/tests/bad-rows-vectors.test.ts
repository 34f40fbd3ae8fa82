// The same of vectors and matrices: natural parameters that are not finite or outside their space make a row NaN in every function, on
// every target that runs by itself and in either precision, and spoil no other; so do outcomes outside the support, and features that
// are not finite.
import { text } from '@expfam/expression';
import { evaluate } from '@expfam/oracle';
import type { KernelModule } from '@expfam/runtime';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { floats } from './truth.fixture.js';
import { derivedCase, vectorCases } from './vectors.fixture.js';

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

const targets = [
  { target: 'ts', precision: 'f64' },
  { target: 'ts', precision: 'f32' },
  { target: 'wasm', precision: 'f64' },
  { target: 'wasm', precision: 'f32' },
] as const;

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

  const filled = (kernels: KernelModule, list: readonly (readonly number[])[]) => {
    const out = floats(kernels, list.flat().length);
    out.set(list.flat());
    return out;
  };
  const widths = ({ parameters: s, columns: m = 1 }: KernelModule) => ({
    response: m,
    gradient: s,
    hessian: s * s,
    jacobian: m * s,
  });
  const written = (
    kernels: KernelModule,
    name: 'response' | 'gradient' | 'hessian' | 'jacobian',
    [rows, outcomes]: readonly [readonly (readonly number[])[], readonly (readonly number[])[]],
  ): number[][] => {
    const width = widths(kernels)[name];
    const out = floats(kernels, rows.length * width);
    if (name === 'gradient')
      kernels.gradient(filled(kernels, rows), filled(kernels, outcomes), out, rows.length);
    else kernels[name](filled(kernels, rows), out, rows.length);
    return rows.map((___, i) => [...out.slice(i * width, (i + 1) * width)]);
  };

  test.each(targets)('has NaN where there is no row, on $target in $precision', async (how) => {
    const kernels = await compile(derivation, how);
    for (const name of ['response', 'gradient', 'hessian', 'jacobian'] as const) {
      const outcomes = etas.map(() => first);
      const found = written(kernels, name, [etas, outcomes]);
      const [alone = []] = written(kernels, name, [[good], [first]]);
      etas.forEach((eta, i) => {
        expect(found[i], `${name} at ${eta.join()}`).toEqual(eta === good ? alone : alone.map(() => nan));
      });
    }
    for (const eta of bad)
      expect(kernels.loss(filled(kernels, [good, eta]), filled(kernels, [first, second]), 2)).toBeNaN();
    for (const outcome of each.outside) {
      const list = [first, outcome, second];
      const found = written(kernels, 'gradient', [[good, good, good], list]);
      expect(found.map((row) => row.map(Number.isNaN))).toEqual(
        list.map((y) => good.map(() => y === outcome)),
      );
      expect(kernels.loss(filled(kernels, [good]), filled(kernels, [outcome]), 1)).toBeNaN();
    }
  });

  test.each(targets)('has no loss where a feature is no number, on $target in $precision', async (how) => {
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
