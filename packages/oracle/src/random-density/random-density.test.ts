// The generator makes what it says: densities with the total 1, the same ones from the same seed, of known dimension.
import { describe, expect, test } from 'vitest';
import { oracle } from '../oracle.js';
import { blocks } from './blocks.js';
import { choiceFrom } from './choice.js';
import { disguise } from './disguise.js';
import { spoilt } from './non-members.js';
import { randomDensity } from './random-density.js';
import { pointOf, truthOf } from './truth.js';

const made = Array.from({ length: 60 }, (_, seed) => randomDensity(seed));

test('the same seed makes the same density', () => {
  expect(made.map((_, seed) => randomDensity(seed))).toEqual(made);
  expect(new Set(made.map(({ text }) => text)).size).toBe(made.length);
});

const names = ['a', 'b', 'd'];
const usual = { positive: 2.25, real: 0.75, unit: 0.375, 'above-one': 2.5, angle: 0.5 };

describe.each(Object.keys({ ...blocks, ...spoilt }))('%s', (name) => {
  const text = familyText(name);
  test('has the total 1 as it stands in the table', () => {
    const [slots] = { ...blocks, ...spoilt }[name];
    const values = Object.fromEntries(slots.map((slot, i) => [names[i], usual[slot]]));
    expect(
      oracle(text, { digits: 10, constants: { c: 1.25 } })
        .total(values)
        .toNumber(),
    ).toBeCloseTo(1, 8);
  });
});

function familyText(name: string): string {
  const [slots, make] = { ...blocks, ...spoilt }[name];
  const known = names.slice(0, slots.length);
  const { support, factors, constants = [] } = make(known, choiceFrom(1));
  const domain =
    typeof support === 'string'
      ? { positive: '(0, inf)', real: 'real', unit: '(0, 1)', circle: '(-pi, pi)' }[support]
      : 'values' in support
        ? `{${support.values.join(', ')}}`
        : `${support.from}..${support.to}`;
  const head = [known.join(', '), ...constants.map((each) => each.name)].join('; ');
  const lines = [...known, ...constants.map((each) => each.name)].map((each) => `  ${each} in real`);
  return [`f(y | ${head}) = ${factors.map((factor) => `(${factor})`).join(' * ').replaceAll('Y', 'y')}`, `  y in ${domain}`, ...lines].join('\n'); // prettier-ignore
}

test('a disguise keeps the value of a density', () => {
  const factors = ['b^a', '1 / gamma(a)', 'y^(a - 1)', 'exp(-b * y)', 'sqrt(2 * b)', '(y - a)^2'];
  const domains = '\n  y in (0, inf)\n  a in (0, inf)\n  b in (0, inf)';
  const valueOf = (formula: string): number =>
    oracle(`f(y | a, b) = ${formula}${domains}`).logDensity(1.5, { a: 0.8, b: 2.2 }).toNumber();
  const plain = valueOf(factors.map((factor) => `(${factor})`).join(' * '));
  for (let seed = 0; seed < 25; seed++)
    expect(valueOf(disguise(factors, choiceFrom(seed), 'a'))).toBeCloseTo(plain, 12);
});

test.each([
  { naturals: ['a / b', '-1 / (2 * b)'], names: ['a', 'b'], dimension: 2, curved: false, identified: true },
  { naturals: ['a', 'a^2'], names: ['a'], dimension: 2, curved: true, identified: true },
  { naturals: ['a', '2 * a + 1'], names: ['a'], dimension: 1, curved: false, identified: true },
  { naturals: ['a * b'], names: ['a', 'b'], dimension: 1, curved: false, identified: false },
  { naturals: ['a', 'b', 'a + b'], names: ['a', 'b'], dimension: 2, curved: false, identified: true },
])('η = ($naturals) has dimension $dimension', ({ naturals, names: known, ...truth }) => {
  const parameters = known.map((name) => ({ name, domain: '(0, inf)' }));
  expect(truthOf(naturals, parameters, choiceFrom(3))).toEqual({ member: true, ...truth });
});

test.each(['real', '(0, inf)', '(-inf, 0)', '(1, inf)', '(0, 1)', '(0, pi / 2)', '(-1, 1)'])(
  'points are drawn inside %s',
  (domain) => {
    const inside = (x: number): boolean =>
      domain === 'real' ||
      { '(0, inf)': x > 0, '(-inf, 0)': x < 0, '(1, inf)': x > 1, '(0, 1)': x > 0 && x < 1, '(-1, 1)': Math.abs(x) < 1, '(0, pi / 2)': x > 0 && x < Math.PI / 2 }[domain]!; // prettier-ignore
    const choice = choiceFrom(9);
    for (let i = 0; i < 20; i++)
      expect(inside(pointOf([{ name: 'x', domain }], choice).x.toNumber())).toBe(true);
  },
);
