// Numbers of rows in vectors: whether rows are read and written one by one or as whole vectors, they are the same numbers.
import { expect, test } from 'vitest';
import { op } from '../wasm/code.js';
import { vectorsOf } from '../wasm/lanes.js';
import { ModuleAssembler } from '../wasm/module.js';
import { overRows, rowAddresses } from './wasm-lanes.js';
import { readNumbers, writeNumbers } from './wasm-matrix.js';

/** Negates the numbers of every row, of `width` each; the last row may be alone. */
const negated = (
  width: number,
  pace: { readonly atOnce: number; readonly splits: boolean },
  rows: number,
) => {
  const v = vectorsOf.f64;
  const module = new ModuleAssembler();
  module.define('negate', { takes: ['i32', 'i32', 'i32'], gives: null }, (f) => {
    const site = { module, f, v, inline: new Set<never>() };
    const [from, to, count] = f.parameters.map(({ value }) => value);
    overRows(
      site,
      count,
      (lanes) => {
        const { isFull } = lanes;
        const read = readNumbers(
          site,
          { addresses: rowAddresses(site, from, lanes.rows, width), isFull },
          width,
        );
        const addresses = rowAddresses(site, to, lanes.rows, width);
        writeNumbers(
          site,
          { addresses, isFull },
          read.map((each) => op('f64x2.neg', each)),
        );
      },
      pace,
    );
    return undefined;
  });
  const { negate, memory } = new WebAssembly.Instance(
    new WebAssembly.Module(module.assemble({ pages: 1 }, 64)),
  ).exports as unknown as {
    readonly negate: (from: number, to: number, rows: number) => void;
    readonly memory: WebAssembly.Memory;
  };
  new Float64Array(memory.buffer, 1024, rows * width).set(Array.from({ length: rows * width }, (_, i) => -i));
  negate(1024, 8192, rows);
  return [...new Float64Array(memory.buffer, 8192, rows * width + 1)];
};

const paces = [
  { atOnce: 1, splits: false },
  { atOnce: 2, splits: false },
  { atOnce: 2, splits: true },
];

test.each(paces)('rows are the same numbers, $atOnce vectors at once, split: $splits', (pace) => {
  for (const width of [1, 2, 3])
    for (const rows of [1, 2, 3, 4, 5, 7, 8])
      expect(negated(width, pace, rows)).toEqual([...Array.from({ length: rows * width }, (_, i) => i), 0]);
});
