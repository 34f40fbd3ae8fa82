// The values of options: what is read, and what is refused.
import { describe, expect, test } from 'vitest';
import { assignments, classCount, count, levels, listOf, nonNegative, positive, whole } from './values.js';

test('numbers are read whole, and refused otherwise', () => {
  expect(nonNegative('1e-2')).toBe(0.01);
  expect(whole('-3')).toBe(-3);
  for (const text of ['', ' ', '1x', 'NaN', 'Infinity', '-1']) expect(() => nonNegative(text)).toThrow();
  for (const text of ['0', '-1']) expect(() => positive(text)).toThrow();
  for (const text of ['0', '1.5', '1e300']) expect(() => count(text)).toThrow();
  expect(() => classCount('1')).toThrow();
});

test('levels gather over repetitions, and a comma may stand in quotes', () => {
  const both = levels('size="Low, really",High', levels('tension=L,M,H'));
  expect([...both]).toEqual([
    ['tension', ['L', 'M', 'H']],
    ['size', ['Low, really', 'High']],
  ]);
  for (const text of ['size', '=a,b', 'size=a', 'size=a,,b']) expect(() => levels(text)).toThrow();
});

describe('assignments', () => {
  test('values stay as they are written', () => {
    expect(assignments('r=2.50', assignments('n = 1/3'))).toEqual({ n: '1/3', r: '2.50' });
  });
  test.each(['r', 'r=', '=2', 'r=x', 'r=1;2', '2=r', 'a.b=1'])('%s is refused', (text) => {
    expect(() => assignments(text)).toThrow();
  });
});

test('a list is cut at commas, without repetitions', () => {
  const targets = listOf(['ts', 'wgsl']);
  expect(targets('ts, wgsl,ts')).toEqual(['ts', 'wgsl']);
  expect(() => targets('ts,rust')).toThrow(/`rust` is none of ts, wgsl/);
});
