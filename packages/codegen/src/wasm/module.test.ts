// Modules as wholes: numbers of any length, loops and choices, memory of their own or shared, places of what may be fused.
import { describe, expect, test } from 'vitest';
import { signed, unsigned } from './bytes.js';
import type { Code } from './code.js';
import { f64, fusable, i32, op, opWith, v128 } from './code.js';
import { FunctionWriter } from './function.js';
import { listing } from './listing.fixture.js';
import { fusedSection, ModuleAssembler } from './module.js';
import { ConstantPool } from './pool.js';

type Exports = Record<string, (...args: number[]) => number>;
const start = (module: ModuleAssembler): Exports =>
  new WebAssembly.Instance(new WebAssembly.Module(module.assemble({ pages: 1 }, 64))).exports as Exports;

describe('numbers of variable length', () => {
  // the examples of the DWARF standard, figures 22 and 23
  test.each([
    [2, [2]],
    [127, [127]],
    [128, [0x80, 1]],
    [12857, [57 + 0x80, 100]],
  ])('without a sign: %i', (value, bytes) => {
    expect(unsigned(value)).toEqual(bytes);
  });
  test.each([
    [2n, [2]],
    [-2n, [0x7e]],
    [127n, [127 + 0x80, 0]],
    [-128n, [0x80, 0x7f]],
    [-129n, [0x7f + 0x80, 0x7e]],
  ])('with a sign: %i', (value, bytes) => {
    expect(signed(value)).toEqual(bytes);
  });
});

describe('control', () => {
  const module = new ModuleAssembler();
  module.define('factorial', { takes: ['i32'], gives: 'i32' }, (f) => {
    const [n] = f.parameters;
    const product = f.variable('i32', i32(1));
    f.while(op('i32.gt_s', n.value, i32(1)), () => {
      product.set(op('i32.mul', product.value, n.value));
      n.set(op('i32.sub', n.value, i32(1)));
    });
    return product.value;
  });
  module.define('digits', { takes: ['i32'], gives: 'i32' }, (f) => {
    const [n] = f.parameters;
    const count = f.variable('i32');
    f.repeat(
      () => {
        count.set(op('i32.add', count.value, i32(1)));
        n.set(op('i32.div_u', n.value, i32(10)));
      },
      op('i32.ne', n.value, i32(0)),
    );
    return count.value;
  });
  module.define('sign', { takes: ['i32'], gives: 'i32' }, (f) => {
    const [n] = f.parameters;
    const sign = f.variable('i32');
    f.when(op('i32.eqz', n.value), () => {
      f.return(i32(0));
    });
    f.when(
      op('i32.lt_s', n.value, i32(0)),
      () => {
        sign.set(i32(-1));
      },
      () => {
        sign.set(i32(1));
      },
    );
    return sign.value;
  });
  module.define('steps', { takes: ['i32'], gives: 'i32' }, (f) => {
    const [left] = f.parameters;
    const done = f.variable('i32');
    const step = (worth: number) => (): void => {
      left.set(op('i32.sub', left.value, i32(1)));
      done.set(op('i32.add', done.value, i32(worth)));
    };
    f.turns([
      { body: step(1), goesOn: left.value },
      { body: step(100), goesOn: left.value },
    ]);
    return done.value;
  });
  const { factorial, digits, sign, steps } = start(module);
  test('loops as long as a condition holds', () => {
    expect([0, 1, 5, 10].map((n) => factorial(n))).toEqual([1, 1, 120, 3628800]);
    expect([0, 9, 10, 12345].map((n) => digits(n))).toEqual([1, 1, 2, 5]);
  });
  test('takes turns, and stops after any of them', () => {
    expect([1, 2, 3, 4, 5].map((n) => steps(n))).toEqual([1, 101, 102, 202, 203]);
  });
  test('chooses, and leaves early', () => {
    expect([-7, 0, 7].map((n) => sign(n))).toEqual([-1, 0, 1]);
  });
});

test('a statement that leaves a value, and a function that gives another type, are refused', () => {
  const f = new FunctionWriter({ takes: [], gives: 'f64' });
  f.do(i32(1));
  expect(() => f.finish(new ConstantPool(), f64(1))).toThrow('a statement leaves a i32');
  expect(() => f.return(i32(1))).toThrow('a function that gives f64 gave i32');
  expect(() => {
    f.variable('i32', f64(1));
  }).toThrow('a variable of i32 was given f64');
});

describe('vectors in loops', () => {
  const module = new ModuleAssembler();
  const [a, b] = [Int32Array.of(1, 2, 3, 4), Int32Array.of(10, 20, 30, 40)].map(v128);
  const lane = (value: Code, n: number): Code => opWith('i32x4.extract_lane', { lane: n }, value);
  module.define('rounds', { takes: ['i32'], gives: 'i32' }, (f) => {
    const sum = f.variable('v128', a);
    const [left] = f.parameters;
    f.while(left.value, () => {
      sum.set(op('i32x4.add', op('i32x4.add', sum.value, a), b));
      left.set(op('i32.sub', left.value, i32(1)));
    });
    return op('i32.add', lane(sum.value, 0), lane(sum.value, 3));
  });
  module.define('again', { takes: [], gives: 'i32' }, () => lane(op('i32x4.add', a, a), 2));
  const bytes = module.assemble({ pages: 1 }, 0);
  const { rounds, again, top } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as Exports;
  test('are what they are where they are written out', () => {
    expect([0, 1, 3].map((n) => rounds(n))).toEqual([5, 60, 170]);
    expect(again()).toBe(6);
  });
  test('are kept once, and what is free begins behind them', async () => {
    const text = await listing(bytes);
    expect(text.match(/v128\.const/g)).toBeNull();
    expect(text.match(/v128\.load/g)).toHaveLength(3);
    expect(Number(top)).toBe(16 + 2 * 16);
  });
});

test('shared memory is imported, with its limit', async () => {
  const module = new ModuleAssembler();
  module.define('read', { takes: ['i32'], gives: 'i32' }, (f) =>
    op('i32.atomic.load', f.parameters[0].value),
  );
  const bytes = module.assemble({ pages: 2, most: 9, shared: true }, 0);
  expect(WebAssembly.validate(bytes)).toBe(true);
  expect(await listing(bytes, { shared: true })).toContain(
    '(import "env" "memory" (memory (;0;) 2 9 shared))',
  );
});

test('the first section says where each product and its sum begin', () => {
  const module = new ModuleAssembler();
  module.define('fma', { takes: ['i32'], gives: null }, (f) => {
    const [at] = f.parameters;
    const x = f.let(op('v128.load', at.value));
    f.do(opWith('v128.store', {}, at.value, fusable('f32x4', [x, fusable('f32x4', [x, x], x)], x)));
    return undefined;
  });
  const bytes = module.assemble({ pages: 1 }, 0);
  expect(bytes[8]).toBe(0);
  expect(new TextDecoder().decode(bytes.subarray(11, 11 + bytes[10]))).toBe(fusedSection);
  let place = 10 + bytes[9];
  const codes = [...bytes.subarray(11 + bytes[10], 10 + bytes[9])].map((step) => {
    place += step;
    return [...bytes.subarray(place, place + 2)];
  });
  const [mul, add] = [[0xfd, 0xe6], [0xfd, 0xe4]]; // prettier-ignore
  expect(codes).toEqual([mul, add, mul, add]);
});
