// The script for SymPy, as a text: what it defines and calls, and that nothing of a user's text gets out of its place. That the
// scripts prove what they say is tried by `npm run tool -- prove-with-sympy`, which needs Python.
import { describe, expect, test } from 'vitest';
import { deriveLink } from '../../links/derive-link.js';
import { deriveDensity, readDensities } from '../../text.js';
import { pythonName } from './code.js';
import { derivationSympy } from './index.js';

const script = (density: string, options = {}): string =>
  derivationSympy(deriveDensity(readDensities(density)[0], { ...options, checked: false }));

const poisson = 'poisson(y | rate) = rate^y * exp(-rate) / factorial(y)\n  y in 0..inf\n  rate in (0, inf)';
const die = 'die(y | phi) = prod(phi[k]^(y == k), k, 1, K)\n  y in 1..K\n  phi in simplex(K)';
const odd =
  'odd(y | lambda; def, e) = (lambda / def)^e * y^(e - 1) * exp(-lambda * y / def) / gamma(e)\n  y in (0, inf)\n  lambda in (0, inf)\n  def in (0, inf)\n  e in (0, inf)';
const beta =
  'beta(y | a, b) = y^(a - 1) * (1 - y)^(b - 1) / beta(a, b)\n  y in (0, 1)\n  a in (0, inf)\n  b in (0, inf)';
const maxent = 'loaded(y) = maxent(y)\n  y in 1..6'; // prettier-ignore

describe.each([
  ['a count', poisson],
  ['a die', die],
  ['odd names', odd],
  ['two parameters', beta],
  ['maximum entropy', maxent],
])('the script of %s', (_, density) => {
  const written = script(density);

  test('calls only what its adapters define', () => {
    const adapter = written.slice(written.indexOf('class Numbers'), written.indexOf('class Symbols'));
    for (const [, name] of written.matchAll(/\bF\.(\w+)/g)) expect(adapter).toMatch(new RegExp(`\\b${name}\\b`));
    for (const [, name] of written.matchAll(/^ {4}"([^"]+)",$/gm)) expect(name).toMatch(/^[\w .=+\-[\]:()]+$/);
  }); // prettier-ignore

  test('has as many brackets opened as closed on every line of its formulas', () => {
    for (const line of written.split('\n').filter((each) => each.startsWith('    return ')))
      expect(line.split('(').length, line).toBe(line.split(')').length);
  });

  test('shows the density in comments', () => {
    const head = written.slice(0, written.indexOf('import random'));
    for (const line of head.trim().split('\n')) expect(line).toMatch(/^#/);
  });

  test('ends with its verdict', () => {
    expect(written.trimEnd()).toMatch(/\nfinish\(\)$/);
  });
});

test('keywords of Python are renamed, and no two names become one', () => {
  const names = ['lambda', 'lambda_', 'def', 'None', 'is', 'e', 'gamma', '_private', '__class__', 'rate'];
  const renamed = names.map(pythonName);
  expect(new Set(renamed).size).toBe(names.length);
  for (const name of renamed) expect(name).toMatch(/^[A-Za-z]\w*$/);
  expect(renamed.slice(0, 4)).toEqual(['lambda_', 'lambda__', 'def_', 'None_']);
  expect(script(odd)).toContain('v.lambda_ = interval(0, None)');
});

test('a fraction of whole numbers is no float', () => {
  const written = script('f(y | m) = exp(-(y - m)^2 / 3) / sqrt(3 * pi)\n  y in real\n  m in real');
  expect(written).toMatch(/F\.q\(\d+, \d+\)|\/ \d/);
  expect(written.slice(written.indexOf('def density'))).not.toMatch(/(?<![\w.])\d+ \/ \d/);
});

test('a link brings its own claims', () => {
  const derivation = deriveDensity(readDensities(poisson)[0], { checked: false });
  const written = derivationSympy(derivation, { link: deriveLink(derivation, 'sqrt', false) });
  for (const name of ['the loss is that of eta', 'gradient', 'observed information', 'expected information'])
    expect(written).toContain(`"link: ${name}"`);
});
