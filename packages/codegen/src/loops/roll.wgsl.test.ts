// Rows that are rolled up, on a device: within the errors of single precision what the TypeScript module computes.
import { describeWebGPU } from '@expfam/testing';
import { webgpu } from '@expfam/runtime';
import { expect, test } from 'vitest';
import { compile } from '../compile.js';
import { agree, agreeLinearly } from '../tests/agreement.fixture.js';
import { cases, derived, pointOf } from './exchangeable.fixture.js';

const large = ['dirichlet', 'multinomial', 'negative_multinomial'];
const sizes = [
  ...Object.keys(cases).map((name) => [name, 5] as const),
  ...large.map((name) => [name, 65] as const),
];

describeWebGPU('wgsl kernels of alike entries in loops', (device) => {
  test.each(sizes)('of %s agree with TypeScript, K = %i', async (name, classes) => {
    const derivation = derived(cases[name], classes, true);
    const [shader, functions] = [
      await compile(derivation, { target: 'wgsl' }),
      await compile(derivation, { target: 'ts' }),
    ];
    const rows = [0, 1, 2, 3, 4].map((row) => pointOf(cases[name], functions, row));
    const points = {
      rows: rows.length,
      // exponents of a size at which single precision keeps five digits
      eta: Float64Array.from(rows.flatMap(({ eta }) => eta), (x) => Math.fround(Math.max(-12, Math.min(x, 12)))),
      y: Float64Array.from(rows.flatMap(({ y }) => y), Math.fround),
    }; // prettier-ignore
    await agree(device(), [shader, functions], points);
    await agreeLinearly(device(), [shader, functions], points);
  });

  test('a row outside the space has no loss', async () => {
    const derivation = derived(cases.dirichlet, 5, true);
    const [shader, functions] = [
      await compile(derivation, { target: 'wgsl' }),
      await compile(derivation, { target: 'ts' }),
    ];
    const { y } = pointOf(cases.dirichlet, functions, 0);
    const problem = {
      kernels: functions,
      rows: 2,
      columns: 1,
      x: Float64Array.of(1, -1),
      y: Float64Array.from([...y, ...y]),
      offset: null,
    };
    const [weights, gradient] = [new Float64Array(5).fill(2), new Float64Array(5)];
    for (const [rowWeights, counts] of [[null, true], [Float64Array.of(1, 0), false]] as const) {
      const evaluator = await webgpu(shader, { device: device() }).open({ ...problem, rowWeights });
      const loss = await evaluator.total(weights, gradient);
      evaluator.close();
      expect(Number.isNaN(loss)).toBe(counts);
    } // prettier-ignore
  });
});
