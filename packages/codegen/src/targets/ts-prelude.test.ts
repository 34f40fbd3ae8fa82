// The exponentials of the TypeScript target against 60 digits.
import { samples, ulpsBetween } from '@expfam/oracle';
import { arithmetic, Real } from '@expfam/precise';
import { expect, test } from 'vitest';
import { exponentials } from './ts-prelude.js';

const precise = arithmetic(60);
const of = (x: number): Real => Real.fromNumber(x);

interface Printed {
  readonly exp: (x: number) => number;
  readonly expBelow: (x: number, top: number) => number;
}

const printed = async (): Promise<Printed> => {
  const text = Object.values(exponentials(false)).map((each) => each.text);
  const module = [...text, 'export { exp, expBelow };'].join('\n');
  return (await import(`data:text/javascript,${encodeURIComponent(module)}`)) as Printed;
};

const edges = [
  0, -0, 1e-320, 0.001353, -0.001354, 0.5, 707.99, -707.99, 708, -708, 709.78, -708.39, -708.4, -745.13,
];

test('exp is within 1.5 ulp wherever it is a normal number', async () => {
  const { exp } = await printed();
  const inRange = samples({ seed: 5, count: 4000, format: 'f64' }).filter((x) => Math.abs(x) < 746);
  const spread = Array.from({ length: 2000 }, (_, i) => 708 * Math.sin(i * i));
  for (const x of [...edges, ...inRange, ...spread]) {
    const value = exp(x);
    if (value > 2 ** -1022)
      expect(ulpsBetween(value, precise.exp(of(x)), 'f64'), String(x)).toBeLessThan(1.5);
  }
});

test('exp of what is out of range is 0, infinite or NaN', async () => {
  const { exp } = await printed();
  expect([710, Infinity, -746, -Infinity, NaN].map(exp)).toEqual([Infinity, Infinity, 0, 0, NaN]);
});

test('expBelow loses nothing of the difference, however large its terms', async () => {
  const { expBelow } = await printed();
  for (let i = 0; i < 3000; i++) {
    const top = 300 * Math.sin(7 * i + 1);
    const x = top - 708 * Math.abs(Math.sin(i * i + 0.3));
    const exact = precise.exp(precise.subtract(of(x), of(top)));
    expect(ulpsBetween(expBelow(x, top), exact, 'f64'), `${x} below ${top}`).toBeLessThan(1.5);
  }
  // a subnormal number has an absolute error: half the least of them, and half again for the correction
  for (let i = 0; i < 300; i++) {
    const top = 50.371301886810976 * (i + 1);
    const x = top - 708.4 - i / 9;
    const exact = precise.exp(precise.subtract(of(x), of(top))).toNumber();
    expect(Math.abs(expBelow(x, top) - exact), `${x} below ${top}`).toBeLessThanOrEqual(2 * 5e-324);
  }
  expect(expBelow(1e308, 1e308)).toBe(1);
  expect(expBelow(-Infinity, 0)).toBe(0);
  expect(expBelow(-1e308, 1e308)).toBe(0);
});
