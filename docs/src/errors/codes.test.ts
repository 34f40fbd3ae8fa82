// The codes of errors and their pages agree.
import { expect, test } from 'vitest';
import { allCodes } from './codes.js';
import { explained } from './explained.js';

const codes = allCodes();

test('codes are found in tables and where they are thrown, each once and in kebab case', () => {
  const names = codes.map(({ code }) => code);
  expect(names).toEqual(
    expect.arrayContaining(['file-not-found', 'no-rows', 'edited-by-hand', 'not-separable', 'unknown-name']),
  );
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
});

test('every code says what it needs, in its table or in its explanation', () => {
  const silent = codes.filter(
    ({ code, needed, help }) => needed === null && help === null && !(code in explained),
  );
  expect(silent.map(({ code }) => code)).toEqual([]);
});

test('what is explained is a code', () => {
  const names = new Set(codes.map(({ code }) => code));
  expect(Object.keys(explained).filter((code) => !names.has(code))).toEqual([]);
});
