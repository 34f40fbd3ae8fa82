// Long lines are folded for the eye alone: the same tokens in the same order, and lines that the compiler's formatter leaves.
import { describe, expect, test } from 'vitest';
import { bernoulli, poisson, symmetricCategorical } from '../tests/derivations.fixture.js';
import { lower } from '../lower.js';
import { typescript } from '../targets/ts.js';
import { wgsl } from '../targets/wgsl.js';
import { formatted } from '../verify.js';
import { foldLines } from './fold-lines.js';

const bare = (text: string): string => text.replace(/\s+/g, '');
const isCode = (line: string): boolean => !line.trimStart().startsWith('//');

describe.each([bernoulli, poisson, symmetricCategorical(3), symmetricCategorical(9)])(
  'the modules of $name',
  (derivation) => {
    test.each([typescript, wgsl])('keep every token, on lines that can be read, in $name', (target) => {
      const text = target.module(lower(derivation, { rounding: target.rounding }));
      const folded = foldLines(text);
      expect(bare(folded)).toBe(bare(text));
      const code = folded.split('\n').filter(isCode);
      expect(Math.max(...code.map(({ length }) => length))).toBeLessThanOrEqual(110);
      expect(foldLines(folded)).toBe(folded);
    });

    test("are as the compiler's formatter lays them out", async () => {
      const contents = foldLines(typescript.module(lower(derivation)));
      expect(await formatted([{ path: 'a.ts', contents }])).toEqual([{ path: 'a.ts', contents }]);
    });
  },
);

const long = 'a'.repeat(60);
test.each([
  [`x = ${long} + ${long};`, [`x = ${long}`, `  + ${long};`]],
  [`  return f(${long}(1), ${long});`, ['  return f(', `    ${long}(1),`, `    ${long}`, '  );']],
  [`  return [${long}, ${long}];`, ['  return [', `    ${long},`, `    ${long}`, '  ];']],
  [`return ${long} + ${long};`, [`return ${long}`, `  + ${long};`]],
  [`return ${long}${long};`, [`return ${long}${long};`]],
  [`const t = x < 1 ? ${long} : ${long};`, [`const t = x < 1 ? ${long}`, `  : ${long};`]],
  [`const t = b + c * (${long} + ${long});`, ['const t = b + c * (', `  ${long}`, `  + ${long}`, ');']],
  [`if (${long} && ${long}) {`, [`if (${long} && ${long}) {`]],
])('%s is folded at its outermost operators, or in its brackets', (line, wanted) => {
  expect(foldLines(line).split('\n')).toEqual(wanted);
});
