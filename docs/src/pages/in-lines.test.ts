// Long formulas are broken where a person would break them, and nowhere else.
import katex from 'katex';
import { expect, test } from 'vitest';
import { inLines, inPieces } from './in-lines.js';

const long = (count: number, glue: string): string =>
  Array.from({ length: count }, (_, i) => `\\frac{\\eta_{${String(i)}} + \\left(a + b\\right)}{2}`).join(
    glue,
  );
const linesOf = (tex: string): number => inLines(tex).split(' \\\\ ').length;

test('what fits stays in one line', () => {
  expect(inLines('\\ell = \\log(1 + e^{\\eta}) - \\eta\\,y')).toBe(
    '\\ell = \\log(1 + e^{\\eta}) - \\eta\\,y',
  );
});

test('a list is broken behind its commas', () => {
  const broken = inLines(long(12, ', \\quad '));
  expect(broken).toMatch(/^\\begin\{gathered\} .*, \\\\ .*\\end\{gathered\}$/);
  expect(linesOf(long(12, ', \\quad '))).toBeGreaterThan(1);
});

test('a sum is broken before its signs, never inside brackets', () => {
  const lines = inLines(`A = ${long(20, ' + ')}`).split(' \\\\ ');
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines.slice(1)) expect(line).toMatch(/^\\quad \{\} \+ \\frac/);
});

test('what has no place to be broken at stays as it is', () => {
  const whole = `\\log\\left(${long(20, ' + ')}\\right)`;
  expect(inLines(whole)).toBe(whole);
});

test('the exponent of a density is broken, with brackets that need not stand in one line', () => {
  const broken = inLines(`p(y) = \\exp\\left(${long(20, ' + ')}\\right)`);
  expect(broken).toMatch(/^\\begin\{gathered\} p\(y\) = \\exp\\Bigl\(.* \\\\ .*\\Bigr\) \\end/);
  const twoFactors = `\\exp(${long(20, ' + ')})\\,(a + b)`;
  expect(inLines(twoFactors)).toBe(twoFactors);
});

test('KaTeX renders what was broken', () => {
  for (const tex of [
    long(12, ', \\quad '),
    `A = ${long(20, ' - ')}`,
    `\\exp\\left(${long(20, ' + ')}\\right)`,
  ])
    expect(() => katex.renderToString(inLines(tex), { displayMode: true, throwOnError: true })).not.toThrow();
});

test('a formula in pieces holds all of its lines, and each piece is rendered by itself', () => {
  const whole = `\\ell = ${long(60, ' + ')}`;
  const pieces = inPieces(whole, 500);
  expect(pieces.length).toBeGreaterThan(3);
  const bare = (tex: string): string => tex.replace(/\\(?:begin|end)\{gathered\}|\\\\ |\\quad \{\}|\s/g, '');
  expect(pieces.map(bare).join('')).toBe(bare(whole));
  for (const piece of pieces) {
    expect(piece.length).toBeLessThan(600);
    expect(() => katex.renderToString(piece, { displayMode: true, strict: false })).not.toThrow();
  }
});
