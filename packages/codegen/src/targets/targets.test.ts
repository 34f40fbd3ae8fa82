// One kernel in all targets, side by side: the reader's first look. The same nodes in the same order, spelled three ways.
import { expect, test } from 'vitest';
import { bernoulli } from '../tests/derivations.fixture.js';
import { arities } from '../kernel.js';
import { lower } from '../lower.js';
import { print } from '../print.js';
import type { Target } from '../target.js';
import { targets } from './index.js';
import { javascript, typescript, typescriptSingle } from './ts.js';
import { assembleKernel } from '../schedules/wasm.js';
import { listing } from '../wasm/listing.fixture.js';
import { vectorRounding, wasmOperations } from './wasm.js';
import { wgsl } from './wgsl.js';

const others = Object.values(targets).map(({ f64 }): Target => f64);
const all = [typescript, javascript.f64, ...others.filter((target) => target !== typescript)];

/** The function `response` of a module. */
const response = (text: string): string =>
  /(?:export )?(?:function|fn) response\([\s\S]*?\n\}/.exec(text)![0];

test('the sigmoid in all targets, side by side', () => {
  const printed = all.map((target) =>
    response(print(lower(bernoulli, { rounding: target.rounding }), target)),
  );
  expect(printed.join('\n\n')).toMatchInlineSnapshot(`
    "export function response(eta: AnyFloats, mean: Floats, rows: number): void {
      for (let i = 0; i < rows; i++) {
        const eta1 = eta[i];
        const v1 = Math.abs(eta1);
        if (!(v1 < Infinity)) {
          mean.fill(NaN, i, i + 1);
          continue;
        }
        const u = exp(-v1);
        const s = 1 + u;
        const p2 = (0 <= eta1 ? 1 : u) / s;
        mean[i] = p2;
      }
    }

    export function response(eta, mean, rows) {
      for (let i = 0; i < rows; i++) {
        const eta1 = eta[i];
        const v1 = Math.abs(eta1);
        if (!(v1 < Infinity)) {
          mean.fill(NaN, i, i + 1);
          continue;
        }
        const u = exp(-v1);
        const s = 1 + u;
        const p2 = (0 <= eta1 ? 1 : u) / s;
        mean[i] = p2;
      }
    }

    fn response(
      @builtin(workgroup_id) group: vec3<u32>,
      @builtin(num_workgroups) groups: vec3<u32>,
      @builtin(local_invocation_index) local: u32,
    ) {
      let rows = shape.x;
      let row = (group.y * groups.x + group.x) * 64u + local;
      if (row >= rows) { return; }
      let eta1 = eta[row];
      let v1 = abs(eta1);
      let u = exp(max(-v1, -104.0));
      let s = 1.0 + u;
      let p2 = select(u, 1.0, 0.0 <= eta1) / s;
      result[row] = p2;
    }"
  `);
});

test('and as WebAssembly: the loop over two rows a turn, the same operations in the same order', async () => {
  const { bytes } = assembleKernel(lower(bernoulli, { rounding: vectorRounding.f64 }));
  const text = await listing(bytes);
  const [body] = /\(func \(;\d+;\) \(export "response"\)[\s\S]*?\n {2}\(func/.exec(text)!;
  const arithmetic = body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^(f64x2|call|v128\.(bitselect|store64_lane))/.test(line));
  expect(arithmetic).toMatchInlineSnapshot(`
    [
      "f64x2.pmin",
      "f64x2.pmax",
      "f64x2.pmin",
      "f64x2.pmax",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.sub",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.sub",
      "f64x2.mul",
      "f64x2.sub",
      "f64x2.mul",
      "f64x2.sub",
      "f64x2.mul",
      "f64x2.sub",
      "f64x2.mul",
      "f64x2.sub",
      "f64x2.mul",
      "f64x2.mul",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.sub",
      "f64x2.sub",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.sub",
      "f64x2.sub",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.add",
      "f64x2.le",
      "v128.bitselect",
      "f64x2.div",
      "f64x2.le",
      "v128.bitselect",
      "f64x2.div",
      "f64x2.lt",
      "f64x2.lt",
      "v128.bitselect",
      "v128.bitselect",
      "f64x2.pmin",
      "f64x2.pmax",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.sub",
      "f64x2.mul",
      "f64x2.sub",
      "f64x2.mul",
      "f64x2.sub",
      "f64x2.mul",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.sub",
      "f64x2.sub",
      "f64x2.add",
      "f64x2.mul",
      "f64x2.add",
      "f64x2.le",
      "v128.bitselect",
      "f64x2.div",
      "f64x2.lt",
      "v128.bitselect",
      "v128.store64_lane 0",
      "v128.store64_lane 1",
    ]
  `);
});

test('wasm spells every operation', () => {
  expect(Object.keys(wasmOperations).sort()).toEqual(Object.keys(arities).sort());
});

test.each(all)('$name spells every operation', (target) => {
  expect(Object.keys(target.operations).sort()).toEqual(Object.keys(arities).sort());
});

test('WGSL prints no infinity and no integer where a float belongs', () => {
  expect(wgsl.constant(Infinity, 'float')).toBe('0x1.fffffep+127f');
  expect(wgsl.constant(3, 'float')).toBe('3.0');
  expect(wgsl.constant(3, 'label')).toBe('3u');
  expect(Math.fround(Number(wgsl.constant(Math.LN2, 'float')))).toBe(Math.fround(Math.LN2));
});

test('single precision changes the arrays of a TypeScript module and nothing else', () => {
  const [double, single] = [typescript, typescriptSingle].map((target) =>
    print(lower(bernoulli, { rounding: target.rounding }), target),
  );
  expect(single).toBe(
    double
      .replace("precision = 'f64'", "precision = 'f32'")
      .replace('type Floats = Float64Array', 'type Floats = Float32Array'),
  );
});
