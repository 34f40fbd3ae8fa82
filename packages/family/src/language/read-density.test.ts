// Density texts as people write them, and what is said to those that are none: a code, a place, and what was expected.
import { Problem, Rational, text } from '@expfam/expression';
import { describe, expect, test } from 'vitest';
import type { Density } from '../index.js';
import { fix, sizeOfDensity } from '../index.js';
import { refuseUnsized } from '../density/density.js';
import { domainText } from '../index.js';
import { readDensities } from './read-density.js';

const names = (quantities: Density['parameters']): string[] => quantities.map(({ symbol }) => text(symbol));
const one = (source: string): Density => readDensities(source)[0];

describe('a density text', () => {
  test('says outcome, parameters, constants, domains and formula', () => {
    const density = one(`
      # failures before the r-th success
      negative_binomial(y | q; r) = combinations(y + r - 1, y) * q^y * (1 - q)^r   # r is known
        y in 0..inf

        q in (0, 1)
        r in (0, inf)`);
    expect(density.name).toBe('negative_binomial');
    expect(text(density.outcome.symbol)).toBe('y');
    expect([names(density.parameters), names(density.constants)]).toEqual([['q'], ['r']]);
    expect(domainText(density.parameters[0].domain)).toBe('(0, 1)');
    expect(density.factors).toHaveLength(3);
  });

  test('goes on while a bracket is open', () => {
    const short = 'f(y | a) = a * exp(-a * y)\n  y in (0, inf)\n  a in (0, inf)';
    const long =
      'f(\n  y |\n  a\n) = a * exp( # the tail\n   -a\n   * y\n)\n  y in (0,\n inf)\n  a in (0, inf)';
    expect(one(long).formula).toBe(one(short).formula);
  });

  test('may be indented as a whole, end its lines as on Windows, and use tabs', () => {
    const plain = one('f(y | a) = a^y\n  y in {0, 1}\n  a in (0, 1)');
    expect(one('\t\tf(y | a) = a^y\r\n\t\t\ty in {0, 1}\r\n\t\t\ta in (0, 1)\r\n').formula).toBe(
      plain.formula,
    );
  });

  test('may begin with a byte order mark', () => {
    const plain = 'f(y | a) = a^y\n  y in {0, 1}\n  a in (0, 1)\n\ng(y) = y\n  y in {1}';
    expect(readDensities(`\uFEFF${plain}`).map(({ formula }) => formula)).toEqual(
      readDensities(plain).map(({ formula }) => formula),
    );
  });

  test('may hold several densities, each with its own names and source', () => {
    const first = 'f(y | a) = a^y\n  y in {0, 1}\n  a in (0, 1)';
    const second = 'g(y | a) = a^y\n  y in {0, 2}\n  a in (0, 2)';
    const [f, g] = readDensities(`${first}\n\n# another\n${second}\n`);
    expect([f.name, g.name]).toEqual(['f', 'g']);
    expect([f.source.trim(), g.source.trim()]).toEqual([first, second]);
    expect(f.formula).not.toBe(g.formula);
  });

  test('read again from its source is the same density', () => {
    const density = one(
      '\n  f(y | a; n) = a^y * n\n    y in 0..n\n    a in (0, 1)\n    n in 1..inf # trials\n',
    );
    expect(one(density.source)).toEqual({
      ...density,
      where: expect.anything() as object,
      source: expect.anything() as string,
    });
  });

  test('has sizes that need no line', () => {
    const density = one('f(y | phi) = prod(phi[k]^(y == k), k, 1, K)\n  y in 1..K\n  phi in simplex(K)');
    expect(names(density.constants)).toEqual(['K']);
    expect(text(sizeOfDensity(density)!)).toBe('K');
    const shorter = one('f(y | phi) = phi[3]\n  y in (0..inf)^2\n  phi in simplex(3)');
    expect(text(sizeOfDensity(shorter)!)).toBe('3');
    expect(sizeOfDensity(one('f(y) = 1\n  y in {1}'))).toBeNull();
  });

  test('with a size fixed has its matrices written out in entries', () => {
    const written = (K: string): Density =>
      one(
        `f(y | m, S) = exp(-transpose(y - m) * inv(S) * (y - m) / 2) / sqrt((2 * pi)^${K} * det(S))
           y in real^${K}
           m in real^${K}
           S in positive_definite(${K})`,
      );
    expect(fix(written('K'), new Map([['K', Rational.of(2)]])).formula).toBe(written('2').formula);
    expect(written('2').factors).toHaveLength(2);
    expect(() => refuseUnsized(written('K'))).toThrow(
      expect.objectContaining({
        code: 'needs-size',
        needed: expect.stringContaining('a value for K') as string,
        where: expect.objectContaining({ line: 1, column: 15 }) as object,
      }) as Error,
    );
  });

  test.each([
    ['y in 1..K', 'K'],
    ['y in 0..n', 'n'],
    ['y in -K..K', 'K'],
    ['y in 0..2 * K', 'K'],
    ['y in real^K', 'K'],
    ['y in (0..inf)^(K - 1)', 'K'],
    ['y in positive_definite(p)', 'p'],
    ['y in simplex(3)', '3'],
  ])('with %s has the size %s', (line, size) => {
    expect(text(sizeOfDensity(one(`f(y) = 1\n  ${line}`))!)).toBe(size);
  });

  test('knows a size in the bound of an interval, wherever it is met first', () => {
    const density = one(
      'f(y | a, b) = a * b\n  y in (0, 1)\n  a in (0, K)\n  b in simplex(K)'.replace('a * b', 'a * b[1]'),
    );
    expect(domainText(density.parameters[0].domain)).toBe('(0, K)');
  });

  test('reads domains that depend on each other in any order', () => {
    const density = one('f(y | a; n) = a\n  y in 0..n\n  a in (0, n)\n  n in 1..inf');
    expect(domainText(density.parameters[0].domain)).toBe('(0, n)');
  });

  test('may call a parameter e, gamma or beta', () => {
    const density = one(
      'f(y | e, beta) = e^y * beta * beta(beta, e)\n  y in {0, 1}\n  e in (0, inf)\n  beta in (0, inf)',
    );
    expect(names(density.parameters)).toEqual(['e', 'beta']);
  });

  test('may give statistics and a base measure in place of a formula', () => {
    const density = one(
      'f(y) = maxent(log(y), max(y, 2))\n  y in 1..6\n  h = y^2'.replace('max(y, 2)', '(y == 2)'),
    );
    expect(density.formula).toBeNull();
    expect(density.maxent!.statistics.map(text)).toEqual(['log(y)', '(y == 2)']);
    expect(text(density.maxent!.base)).toBe('y^2');
    expect(text(one('f(y) = maxent(y)\n  y in 1..6').maxent!.base)).toBe('1');
  });

  test('with a value fixed has lost the name everywhere', () => {
    const density = one(
      'f(y | p; n) = combinations(n, y) * p^y * (1 - p)^(n - y)\n  y in 0..n\n  p in (0, 1)\n  n in 1..inf',
    );
    const fixed = fix(
      density,
      new Map([
        ['n', Rational.of(3)],
        ['p', Rational.of(1, 4)],
      ]),
    );
    expect([fixed.parameters, fixed.constants]).toEqual([[], []]);
    expect(domainText(fixed.outcome.domain)).toBe('0..3');
    expect(text(fixed.formula!)).not.toMatch(/\b[np]\b/);
    expect(fix(density, new Map())).toBe(density);
  });
});

const rest = '\n  y in {0, 1}\n  p in (0, 1)';
const formula = (body: string): string => `f(y | p) = ${body}${rest}`;
const outcome = (domain: string): string => `f(y | p) = p\n  y in ${domain}\n  p in (0, 1)`;

/** Text, code, line:column, and a part of what is said to be needed. */
const bad: readonly (readonly [string, string, string, RegExp])[] = [
  ['', 'cannot-read', '1:1', /density such as/],
  [' \n # nothing here\n', 'cannot-read', '1:1', /density such as/],
  ['hello', 'cannot-read', '1:1', /NAME\(OUTCOME/],
  ['f(y | p)', 'cannot-read', '1:1', /NAME\(OUTCOME/],
  ['f(y | p) =', 'cannot-read', '1:1', /FORMULA/],
  [`f(y | p) == p${rest}`, 'cannot-read', '1:1', /FORMULA/],
  [`1f(y | p) = p${rest}`, 'cannot-read', '1:1', /NAME/],
  [`f(1y | p) = p${rest}`, 'cannot-read', '1:1', /letters/],
  [`f(y z | p) = p${rest}`, 'cannot-read', '1:1', /letters/],
  [`f(y | p,) = p${rest}`, 'cannot-read', '1:1', /letters/],
  ['f() = 1', 'cannot-read', '1:1', /letters/],
  [`f(y | p | q) = p${rest}`, 'cannot-read', '1:1', /one \|/],
  [`f(y | p; m; n) = p${rest}`, 'cannot-read', '1:1', /one ;/],
  [`f(y; m | p) = p${rest}`, 'cannot-read', '1:1', /one \|/],
  ['f(y | eta1) = eta1\n  y in {0, 1}\n  eta1 in real', 'reserved-name', '1:7', /other than eta1/],
  ['f(mu2) = mu2\n  mu2 in {0, 1}', 'reserved-name', '1:3', /mu1, mu2/],
  [`f(y | p, p) = p${rest}`, 'duplicate-name', '1:7', /once/],
  ['f(y | y) = y\n  y in {0, 1}', 'duplicate-name', '1:3', /once/],
  [`f(y | p; p) = p${rest}`, 'duplicate-name', '1:7', /once/],
  [`f(y | p) = p${rest}\nf(y | p) = p${rest}`, 'duplicate-name', '4:1', /name of its own/],
  ['f(y | p) = p\n  y in {0, 1}', 'missing-domain', '1:7', /p in/],
  ['f(y | p) = p\n  p in (0, 1)', 'missing-domain', '1:3', /y in/],
  [`f(y | p) = p${rest}\n  p in (0, 2)`, 'duplicate-domain', '4:3', /one `in` line/],
  [`f(y | p) = p${rest}\n  q in (0, 2)`, 'unknown-name', '4:3', /one of y, p/],
  ['f(y | a) = a\n  y in {0, 1}\n  a in (0, a)', 'circular-domain', '3:8', /circle/],
  ['f(y | a, b) = a\n  y in {0, 1}\n  a in (0, b)\n  b in (0, a)', 'circular-domain', '3:8', /circle/],
  [formula('q'), 'unknown-name', '1:12', /one of y, p/],
  [formula('p + i'), 'unknown-name', '1:16', /one of/],
  [formula('foo(p)'), 'unknown-function', '1:12', /exp, log/],
  [formula('sqrt(std(p))'), 'unknown-function', '1:17', /exp, log/],
  [formula('(p'), 'unbalanced-bracket', '1:12', /closing/],
  [formula('p)'), 'unbalanced-bracket', '1:13', /opening/],
  [formula('exp(p]'), 'cannot-read', '1:17', /./],
  [formula('p = 2'), 'cannot-read', '1:14', /==/],
  [formula('2 p'), 'cannot-read', '1:12', /\*/],
  [formula('p +'), 'cannot-read', '1:14', /formula/],
  [formula('* p'), 'cannot-read', '1:12', /formula/],
  [formula('p ? 1 : 2'), 'cannot-read', '1:14', /numbers, names/],
  [formula('1:3'), 'cannot-read', '1:13', /numbers, names/],
  [formula('p % 2'), 'cannot-read', '1:14', /numbers, names/],
  [formula('not p'), 'cannot-read', '1:12', /one of/],
  [formula('p and y'), 'cannot-read', '1:14', /one of/],
  [formula('p[1]'), 'cannot-read', '1:12', /simplex/],
  [formula('exp(p, y)'), 'cannot-read', '1:12', /1 argument/],
  [formula('sum(p, k, 1)'), 'cannot-read', '1:12', /sum\(body/],
  [formula('1 / 0'), 'cannot-read', '1:14', /not 0/],
  [formula('true'), 'cannot-read', '1:12', /number/],
  [formula('π'), 'cannot-read', '1:12', /numbers, names/],
  // injection: nothing of a text is ever run
  [formula('p.constructor'), 'cannot-read', '1:13', /phi\[k\]/],
  [formula('p["constructor"]'), 'cannot-read', '1:14', /numbers, names/],
  [formula('constructor(p)'), 'unknown-function', '1:12', /exp, log/],
  [formula('hasOwnProperty(p)'), 'unknown-function', '1:12', /exp, log/],
  [formula('__proto__'), 'unknown-name', '1:12', /one of y, p/],
  [formula('import("fs")'), 'cannot-read', '1:19', /numbers, names/],
  [formula('evaluate(p)'), 'unknown-function', '1:12', /exp, log/],
  [formula('f(x) = p'), 'cannot-read', '1:17', /==/],
  [formula('`${p}`'), 'cannot-read', '1:12', /numbers, names/],
  [formula('p; 2'), 'cannot-read', '1:13', /numbers, names/],
  [formula('{a: 1}'), 'cannot-read', '1:12', /numbers, names/],
  // domains
  ['f(y | p) = p\n  y in\n  p in (0, 1)', 'cannot-read', '2:3', /DOMAIN/],
  ['f(y | p) = p\n  y == {0, 1}\n  p in (0, 1)', 'cannot-read', '2:3', /DOMAIN/],
  [outcome('blah'), 'cannot-read', '2:8', /simplex\(K\)/],
  [outcome('(0, 1'), 'unbalanced-bracket', '2:8', /closing/],
  [outcome('(0, b)'), 'unknown-name', '2:12', /one of/],
  [outcome('[0, 2 * width)'), 'unknown-name', '2:16', /one of/],
  [outcome('{0, b}'), 'unknown-name', '2:12', /one of/],
  [outcome('(0, b)^K'), 'unknown-name', '2:12', /one of/],
  [outcome('(1, 0)'), 'cannot-read', '2:8', /\(a, b\)/],
  [outcome('(inf, 0)'), 'cannot-read', '2:8', /\(a, b\)/],
  [outcome('(0, -inf)'), 'cannot-read', '2:8', /\(a, b\)/],
  [outcome('(inf - inf, 1)'), 'cannot-read', '2:8', /\(a, b\)/],
  [outcome('(log(0), 1)'), 'cannot-read', '2:8', /\(a, b\)/],
  [outcome('[0, 1/0)'), 'cannot-read', '2:13', /not 0/],
  [outcome('real^1000000000'), 'cannot-read', '2:8', /real\^K/],
  ['f(y | a) = a\n  y in {0, 1}\n  a in (0, y)', 'circular-domain', '3:8', /other parameters/],
  [`f(y | ${'p'.repeat(10_000)}) = 1${rest}`, 'cannot-read', '1:1', /letters/],
  [
    `f(y | ${Array.from({ length: 300 }, (_, i) => `p${i}`).join(', ')}) = 1${rest}`,
    'cannot-read',
    '1:1',
    /at most/,
  ],
  // look-alikes and what does not show
  [formula('р'), 'cannot-read', '1:12', /numbers, names/],
  [formula('p − y'), 'cannot-read', '1:14', /numbers, names/],
  [formula('p\u200b'), 'cannot-read', '1:13', /numbers, names/],
  [formula('p\u202e'), 'cannot-read', '1:13', /numbers, names/],
  [formula('p\u0000'), 'cannot-read', '1:13', /numbers, names/],
  ['f（y | p） = p', 'cannot-read', '1:1', /NAME\(OUTCOME/],
  ['f(y | p\u037e r) = p', 'cannot-read', '1:1', /letters/],
  // maximum entropy
  ['f(y | p) = maxent(p * y)\n  y in 1..6\n  p in (0, 1)', 'cannot-read', '1:12', /after a semicolon/],
  ['f(y) = maxent()\n  y in 1..6', 'cannot-read', '1:8', /maxent\(T1/],
  ['f(y) = maxent(y,)\n  y in 1..6', 'cannot-read', '1:8', /maxent\(T1/],
  ['f(y) = maxent(z)\n  y in 1..6', 'unknown-name', '1:15', /one of y/],
  ['f(y) = maxent(y, log(z))\n  y in 1..6', 'unknown-name', '1:22', /one of y/],
  ['f(y) = maxent(y) * 2\n  y in 1..6', 'unknown-function', '1:8', /exp, log/],
  ['f(y) = 1\n  y in 1..6\n  h = y', 'cannot-read', '3:7', /maxent/],
  // far too much of it
  [formula(`${'('.repeat(900)}p${')'.repeat(900)}`), 'cannot-read', '1:', /levels/],
  [formula('('.repeat(100_000)), 'unbalanced-bracket', '1:12', /closing/],
  ['('.repeat(1_000_000), 'cannot-read', '1:1', /at most/],
  [formula('p + '.repeat(6000)), 'cannot-read', '1:', /at most/],
];

const shown = (source: string): string => (source.length > 60 ? `${source.slice(0, 60)}…` : source);

const cases = bad.map(([source, code, at, needed]) => ({ shown: shown(source), source, code, at, needed }));

test.each(cases)('$shown is refused as $code', ({ source, code, at, needed }) => {
  const problem = complaintOf(source);
  const where = problem.where!;
  expect(problem.code).toBe(code);
  const place = `${String(where.line)}:${String(where.column)}`;
  expect(at.endsWith(':') ? place.slice(0, at.length) : place).toBe(at);
  expect(problem.what.length).toBeGreaterThan(3);
  expect(problem.needed).toMatch(needed);
  expect(where.length).toBeGreaterThanOrEqual(1);
  expect(where.text).toBe(source.split('\n')[where.line - 1]);
});

const complaintOf = (source: string): Problem => {
  try {
    readDensities(source);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('was read');
};
