// Kernels of vectors and matrices on a device, against the TypeScript module.
import { text } from '@expfam/expression';
import { evaluate } from '@expfam/oracle';
import { describeWebGPU } from '@expfam/testing';
import { test } from 'vitest';
import { agree, agreeLinearly } from './agreement.fixture.js';
import { compile } from '../compile.js';
import { cases, derived, pointOf } from '../loops/exchangeable.fixture.js';
import { derivedCase, vectorCases } from './vectors.fixture.js';

describeWebGPU('wgsl kernels of vectors', (device) => {
  test.each(Object.entries(vectorCases))('of the family %s agree with TypeScript', async (_, each) => {
    const derivation = derivedCase(each);
    const both = [
      await compile(derivation, { target: 'wgsl' }),
      await compile(derivation, { target: 'ts' }),
    ] as const;
    const values = { ...each.constants, ...each.parameters };
    const eta = derivation.natural.map(({ expression }) =>
      Math.fround(evaluate(text(expression), values).toNumber()),
    );
    const rows = each.outcomes.length;
    const points = {
      rows,
      eta: Float64Array.from({ length: rows * eta.length }, (__, n) => eta[n % eta.length]),
      y: Float64Array.from(each.outcomes.flat()),
    };
    await agree(device(), both, points);
    await agreeLinearly(device(), both, points);
  });

  // between the barriers of the training pass so many conditions must not be as many branches: a pipeline would take minutes
  test.each(['dirichlet', 'von_mises_fisher'])('of ten entries of %s, written out, agree too', async (name) => {
    const derivation = derived(cases[name], 10, false);
    const [shader, functions] = [
      await compile(derivation, { target: 'wgsl' }),
      await compile(derivation, { target: 'ts' }),
    ];
    const points = [0, 1].map((row) => pointOf(cases[name], functions, row));
    const eta = Float64Array.from(points.flatMap((point) => point.eta), Math.fround);
    const y = Float64Array.from(points.flatMap((point) => point.y), Math.fround);
    await agreeLinearly(device(), [shader, functions], { rows: points.length, eta, y });
  }); // prettier-ignore
});
