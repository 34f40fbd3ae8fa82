// The table of instructions, read back by another assembler: every code is the instruction of its name.
import { expect, test } from 'vitest';
import type { Code } from './code.js';
import { f64, i32, op, opWith, v128 } from './code.js';
import type { InstructionName, ValueType } from './instructions.js';
import { instructions } from './instructions.js';
import { listing } from './listing.fixture.js';
import { ModuleAssembler } from './module.js';

const zeros: { readonly [type in ValueType]: Code } = {
  i32: i32(0),
  i64: op('i64.extend_i32_s', i32(0)),
  f32: op('f32.demote_f64', f64(0)),
  f64: f64(0),
  v128: v128(Int32Array.of(1, 2, 3, 4)),
};

const immediates = { offset: 8, lane: 1, shuffle: Array.from({ length: 16 }, (_, i) => 31 - i) };

test.each(Object.keys(instructions) as InstructionName[])('%s is what its code says', async (name) => {
  const module = new ModuleAssembler();
  const { takes, gives } = instructions[name];
  module.define('f', { takes: [], gives }, (f) => {
    const code = opWith(name, immediates, ...takes.map((type) => zeros[type]));
    if (gives !== null) return code;
    f.do(code);
    return undefined;
  });
  expect(await listing(module.assemble({ pages: 1 }, 0))).toMatch(
    new RegExp(`^\\s+${name.replaceAll('.', '\\.')}\\b(?!\\.)`, 'm'),
  );
});

test('an instruction on values of other types is refused by name', () => {
  expect(() => op('f64x2.add', zeros.v128, zeros.f64)).toThrow(
    'f64x2.add takes (v128, v128), not (v128, f64)',
  );
});
