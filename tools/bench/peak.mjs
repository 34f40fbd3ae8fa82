// What the machine can do with vectors of 128 bits, as a WebAssembly engine uses it: fused multiplications and additions, none
// of which waits for another. The rest of the figures stands against it.
import { i32, op, opWith } from '../../packages/codegen/dist/wasm/code.js';
import { vectorsOf } from '../../packages/codegen/dist/wasm/lanes.js';
import { ModuleAssembler } from '../../packages/codegen/dist/wasm/module.js';
import { inTurns, runnerOf } from './turns.mjs';

const rounds = 20_000;
const again = 4;
const sums = 12;
/** Of a vector of four: a multiplication and an addition each. */
const operations = 8;

const start = () => {
  const module = new ModuleAssembler();
  module.define('run', { takes: ['i32'], gives: null }, (f) => {
    const [left] = f.parameters;
    const all = Array.from({ length: sums }, () => f.variable('v128', vectorsOf.f32.constant(0)));
    const x = f.let(opWith('v128.load', { offset: 256 }, i32(0)));
    f.while(left.value, () => {
      for (let time = 0; time < again; time++)
        for (const sum of all) sum.set(opWith('f32x4.relaxed_madd', {}, sum.value, x, x));
      left.set(op('i32.sub', left.value, i32(1)));
    });
    all.forEach((sum, i) => f.do(opWith('v128.store', { offset: 512 + 16 * i }, i32(0), sum.value)));
    return undefined;
  });
  const compiled = new globalThis.WebAssembly.Module(module.assemble({ pages: 1 }, 4096));
  return new globalThis.WebAssembly.Instance(compiled).exports.run;
};

/** The rate in GFLOP/s, the best of many turns. */
export const measurePeak = async ({ turn, stopped }) => {
  const run = start();
  const runner = await runnerOf('peak', () => run(rounds));
  const [{ best }] = await inTurns([runner], { turn: turn / 4, seconds: 8 * turn, stopped }, () => undefined);
  const rate = (rounds * again * sums * operations) / best / 1e6;
  console.log(`  ${rate.toFixed(1)} GFLOP/s`);
  return { unit: 'GFLOP/s', rate };
};
