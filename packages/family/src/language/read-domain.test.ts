// Every kind of domain of the language, and those that are none.
import { infinity, Problem, range, symbol } from '@expfam/expression';
import { number } from '@expfam/expression';
import { expect, test } from 'vitest';
import { domainText } from '../index.js';
import type { DomainScope } from './read-domain.js';
import { readDomain, splitAtCommas } from './read-domain.js';

const names = new Map(['K', 'n', 'a'].map((name) => [name, symbol(name, range(number(1), infinity))]));
const scope: DomainScope = {
  place: (offset, length) => ({ source: 'here', text: '', line: 1, column: offset + 1, length }),
  names: () => names,
};

test.each([
  ['real', '(-inf, inf)', 'interval'],
  ['(0, inf)', '(0, inf)', 'interval'],
  ['[0, 1)', '[0, 1)', 'interval'],
  ['(0, 1]', '(0, 1]', 'interval'],
  ['[-1, 1]', '[-1, 1]', 'interval'],
  ['( -pi , pi )', '(-pi, pi)', 'interval'],
  ['(a, 2 * a)', '(a, 2 * a)', 'interval'],
  ['[0.5, 1.25]', '[1 / 2, 5 / 4]', 'interval'],
  ['0..inf', '0..inf', 'range'],
  ['-inf..inf', '-inf..inf', 'range'],
  ['1..K', '1..K', 'range'],
  ['0..2 * n', '0..2 * n', 'range'],
  ['-3..3', '-3..3', 'range'],
  ['3..3', '3..3', 'range'],
  ['{0, 1}', '{0, 1}', 'set'],
  ['{-1, 1}', '{-1, 1}', 'set'],
  ['{1 / 2, 7}', '{1 / 2, 7}', 'set'],
  ['simplex(K)', 'simplex(K)', 'simplex'],
  ['simplex(3)', 'simplex(3)', 'simplex'],
  ['real^K', 'real^K', 'vector'],
  ['real ^ 4', 'real^4', 'vector'],
  ['real^(K - 1)', 'real^(K - 1)', 'vector'],
  ['(0, inf)^K', '(0, inf)^K', 'vector'],
  ['[0, 1] ^ 3', '[0, 1]^3', 'vector'],
  ['{0, 1}^K', '{0, 1}^K', 'vector'],
  ['(0..inf)^(K - 1)', '(0..inf)^(K - 1)', 'vector'],
  ['(0, 2^(1 + a))', '(0, 2 * 2^a)', 'interval'],
  ['0..2^3', '0..8', 'range'],
  ['counts(n, K)', 'counts(n, K)', 'counts'],
  ['sphere(3)', 'sphere(3)', 'sphere'],
  ['positive_definite(2)', 'positive_definite(2)', 'positive-definite'],
])('%s is read, and printed as %s', (text, printed, kind) => {
  const domain = readDomain(text, scope);
  expect([domainText(domain), domain.kind]).toEqual([printed, kind]);
});

test('open and closed ends are told apart', () => {
  expect(readDomain('[0, 1)', scope)).toMatchObject({ lowerOpen: false, upperOpen: true });
  expect(readDomain('(0, 1]', scope)).toMatchObject({ lowerOpen: true, upperOpen: false });
});

test.each([
  ['blah', 'no domain'],
  ['simplex', 'no domain'],
  ['simplex()', 'bound is missing'],
  ['simplex(2, 3)', 'no domain'],
  ['counts(3)', 'no domain'],
  ['toString(3)', 'no domain'],
  ['real^', 'no domain'],
  ['{}', 'bound is missing'],
  ['{0, 0}', 'value twice'],
  ['(0)', 'two ends'],
  ['(0, 1, 2)', 'two ends'],
  ['(0, 1)x', 'no domain'],
  ['(1, 0)', 'is empty'],
  ['(1, 1)', 'is empty'],
  ['5..1', 'is empty'],
  ['0.5..3', 'not whole'],
  ['..3', 'bound is missing'],
  ['1..', 'bound is missing'],
  ['1..2..3', 'no domain'],
  ['simplex(3)^2', 'no domain'],
  ['(real^2)^2', 'two ends'],
  ['(1, 0)^2', 'is empty'],
  ['real^0', 'no whole number from 1'],
  ['sphere(1.5)', 'no whole number from 1'],
  ['(0, 1)^', 'no domain'],
  ['reals', 'no domain'],
])('%s is refused: %s', (text, what) => {
  const read = (): unknown => readDomain(text, scope);
  expect(read).toThrow(Problem);
  expect(read).toThrow(
    expect.objectContaining({ code: 'cannot-read', what: expect.stringContaining(what) as string }) as Error,
  );
});

test('a name that is not known is pointed at where it stands', () => {
  expect(() => readDomain('(0, z + 1)', scope)).toThrow(
    expect.objectContaining({
      code: 'unknown-name',
      where: expect.objectContaining({ column: 5 }) as object,
    }) as Error,
  );
});

test.each([
  ['a, b', ['a', ' b']],
  ['f(a, b), c', ['f(a, b)', ' c']],
  ['{1, 2}, [3, 4]', ['{1, 2}', ' [3, 4]']],
  ['', ['']],
])('commas inside brackets do not split %j', (text, parts) => {
  expect(splitAtCommas(text)).toEqual(parts);
});

test.each([
  ['real^K', 1],
  ['real^(K - 1)', 2],
  ['(0..inf)^(K - 2)', 3],
  ['simplex(K)', 2],
])('the size in %s is at least %i', (written, least) => {
  const met = new Map<string, number | null>();
  const listening = (text: string, size: number | null): typeof names => {
    met.set(text, size);
    return names;
  };
  readDomain(written, { ...scope, names: listening });
  expect([...met].find(([text]) => text.includes('K'))?.[1]).toBe(least);
});
