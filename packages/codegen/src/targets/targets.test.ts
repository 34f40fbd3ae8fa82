// One kernel in all targets, side by side: the reader's first look. The same nodes in the same order, spelled three ways.
import { describe, expect, test } from 'vitest';
import { bernoulli } from '../derivations.fixture.js';
import { arities } from '../kernel.js';
import { lower } from '../lower.js';
import { print } from '../print.js';
import { javascript, typescript, typescriptSingle } from './ts.js';
import { wgsl } from './wgsl.js';

const all = [typescript, javascript.f64, wgsl];

/** The function `response` of a module. */
const response = (text: string): string =>
  /(?:export )?(?:function|fn) response\([\s\S]*?\n\}/.exec(text)![0];

describe('the sigmoid', () => {
  test.each(all.map((target) => [target.name, target] as const))('in %s', async (name, target) => {
    const text = print(lower(bernoulli, { rounding: target.rounding }), target);
    await expect(`${response(text)}\n`).toMatchFileSnapshot(`../../golden/sigmoid.${name}`);
  });
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
