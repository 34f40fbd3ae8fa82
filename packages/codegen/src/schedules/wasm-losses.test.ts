// The losses of a block of rows under one logarithm, against the sum of their logarithms.
import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { symmetricCategorical } from '../tests/derivations.fixture.js';

const classes = 3;
const derivation = symmetricCategorical(classes);

describe.each([
  ['f64', 2 ** -52],
  ['f32', 2 ** -23],
] as const)('in %s', (precision, unit) => {
  const Floats = precision === 'f64' ? Float64Array : Float32Array;

  // rows of a block, and of blocks of which the last is not full
  test.each([1, 7, 64, 201])('%d losses keep their digits, whatever their size', async (rows) => {
    const kernels = await compile(derivation, { target: 'wasm', precision });
    const weights = new Floats(classes);
    const y = new Uint8Array(rows);
    for (const behind of [-80, -20, -3, 0, 3, 80]) {
      // one feature that is 0, so that η is the offset: of the label 0, of the others `behind` and less
      const etas = Array.from({ length: rows }, (_, i) => [0, Math.fround(behind - (i % 5) / 7), -90]);
      const total = (rowWeights?: Float64Array | Float32Array): number => {
        const options = { offset: Floats.from(etas.flat()), ...(rowWeights && { rowWeights }) };
        return kernels.linearGradient(new Floats(rows), weights, y, new Floats(classes), rows, 1, options);
      };
      const loss = ([, b, c]: readonly number[]): number => {
        const top = Math.max(0, b);
        const [less, other] = [Math.min(0, b), Math.exp(c - top)];
        return top + Math.log1p(Math.exp(less - top) + other);
      };
      const expected = etas.map(loss).reduce((a, b) => a + b);
      // adding so many up costs some of it
      const most = 12 * unit;
      expect(Math.abs(total() / expected - 1), `${behind}`).toBeLessThan(most);
      expect(Math.abs(total(new Floats(rows).fill(1)) / expected - 1), `${behind}`).toBeLessThan(most);
    }
  });
});
