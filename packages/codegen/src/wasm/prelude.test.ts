// The functions that vectors lack, against 40 digits: everyday arguments, all bit patterns, either side of each change of form,
// and the ends, where they are as IEEE 754 has them.
import { samples, ulpsBetween } from '@expfam/oracle';
import { arithmetic, Real } from '@expfam/precise';
import type { Arithmetic } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { exponential, logarithm, logTwo } from './coefficients.js';
import { op } from './code.js';
import { vectorsOf } from './lanes.js';
import { ModuleAssembler } from './module.js';
import { prelude } from './site.js';
import type { PreludeFunction, PreludeName } from './site.js';

const m: Arithmetic = arithmetic(40);
const formats = ['f64', 'f32'] as const;
type Format = (typeof formats)[number];

/** A function of the prelude on one number a time. */
const compiled = (name: PreludeName, format: Format): ((...x: number[]) => number) => {
  const v = vectorsOf[format];
  const module = new ModuleAssembler();
  module.define('call', { takes: ['i32', 'i32'], gives: null }, (f) => {
    const [x, y] = f.parameters.map(({ value }) => f.let(op('v128.load', value)));
    const write: PreludeFunction = prelude[name];
    f.do(op('v128.store', f.parameters[0].value, write(f, v, x, y)));
    return undefined;
  });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module.assemble({ pages: 1 }, 64)));
  const { memory, top, call } = instance.exports as unknown as {
    readonly memory: WebAssembly.Memory;
    readonly top: WebAssembly.Global;
    readonly call: (x: number, y: number) => void;
  };
  const free = Number(top.value);
  const cells =
    format === 'f64' ? new Float64Array(memory.buffer, free) : new Float32Array(memory.buffer, free);
  return (x, y = 0) => {
    cells[0] = x;
    cells[16 / v.lanes.size] = y;
    call(free, free + 16);
    return cells[0];
  };
};

const leastNormal = { f64: -1021, f32: -125 };
const unit = { f64: 2 ** -1074, f32: 2 ** -149 };

const rows = {
  exp: { from: -745, to: 709.7, narrow: [-103.9, 88.7], ulps: 1 },
  expm1: { from: -745, to: 709.7, narrow: [-103.9, 88.7], ulps: 2 },
  log: { from: 5e-324, to: 1e308, narrow: [1.5e-45, 3e38], ulps: 1 },
  log1p: { from: -0.9999, to: 1e308, narrow: [-0.9990234375, 3e38], ulps: 1.5 },
  log1pAbove: { from: 0, to: 2 ** 1020, narrow: [0, 2 ** 120], ulps: 1.5 },
} as const;

describe.each(formats)('in %s', (format) => {
  const round = (x: number): number => (format === 'f64' ? x : Math.fround(x));
  test.each(Object.entries(rows))('%s is within its bound everywhere', (name, row) => {
    const f = compiled(name as keyof typeof rows, format);
    const [from, to] = format === 'f64' ? [row.from, row.to] : row.narrow;
    const near = name.startsWith('exp') ? 0 : name === 'log' ? 1 : 0;
    const points = [
      ...samples({ seed: 21, count: 400, from: round(from), to: round(to), format }),
      ...Array.from({ length: 400 }, (_, i) => from * (1 - i / 400) + (Math.min(to, 1000) * i) / 400),
      ...Array.from({ length: 400 }, (_, i) => near + Math.sin(i * 0.7) * 10 ** (-i / 40)),
      ...Array.from({ length: 200 }, (_, i) => near + (i - 100) * 0.0173),
    ].map(round).filter((x) => x >= from && x <= to); // prettier-ignore
    for (const x of points) {
      const exact = m[name === 'log1pAbove' ? 'log1p' : (name as 'exp')](Real.fromNumber(x));
      const actual = f(x);
      const isTiny = exact.magnitude() < leastNormal[format];
      const off = isTiny
        ? Math.abs(actual - exact.toNumber()) / unit[format]
        : ulpsBetween(actual, exact, format);
      expect(off, `${name}(${x}) = ${actual}`).toBeLessThanOrEqual(row.ulps);
    }
  });

  const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
  const ends = format === 'f64' ? [709.79, -745.2] : [88.73, -104];
  test.each([
    ['exp', 0, 1], ['exp', -0, 1], ['exp', infinity, infinity], ['exp', -infinity, 0], ['exp', nan, nan], ['exp', ends[0], infinity], ['exp', ends[1], 0],
    ['expm1', 0, 0], ['expm1', -0, -0], ['expm1', infinity, infinity], ['expm1', -infinity, -1], ['expm1', nan, nan], ['expm1', ends[0], infinity],
    ['log', 1, 0], ['log', 0, -infinity], ['log', -0, -infinity], ['log', -1, nan], ['log', infinity, infinity], ['log', nan, nan],
    ['log1pAbove', 0, 0], ['log1pAbove', nan, nan], ['expBelow', 0, 1], ['expBelow', -infinity, 0], ['expBelow', nan, nan], ['expBelow', ends[1], 0],
    ['log1p', 0, 0], ['log1p', -1, -infinity], ['log1p', -2, nan], ['log1p', infinity, infinity], ['log1p', nan, nan],
  ] as const)('%s(%d) is %d', (name, x, value) => {
    expect(compiled(name, format)(x)).toBe(value);
  }); // prettier-ignore

  test('exponentials below a top keep what rounding takes from the difference', () => {
    const exp = compiled('expBelow', format);
    const wide = arithmetic(700);
    const points = samples({ seed: 5, count: 600, format }).filter(Number.isFinite);
    const tops = points.map((x, i) => round(x + Math.exp(Math.sin(i) * 8) * (i % 5)));
    const near = points.map((_, i) => [round(Math.sin(i) * 90), round(Math.sin(i) * 90 + (i % 13) * 8)]);
    for (const [x, top] of [...points.map((x, i) => [x, tops[i]]), ...near]) {
      if (!(x <= top) || !Number.isFinite(top)) continue;
      const exact = m.exp(wide.subtract(Real.fromNumber(x), Real.fromNumber(top)));
      const actual = exp(x, top);
      const isTiny = exact.isZero() || exact.magnitude() < leastNormal[format];
      const off = isTiny
        ? Math.abs(actual - exact.toNumber()) / unit[format]
        : ulpsBetween(actual, exact, format);
      expect(off, `exp(${x} - ${top}) = ${actual}`).toBeLessThanOrEqual(1);
    }
  });

  test('powers are within an ulp, and at the ends as Math.pow has them', () => {
    const power = compiled('power', format);
    const bases = Array.from({ length: 300 }, (_, i) => round(Math.exp(Math.sin(i * 1.7) * (i % 7) * 3)));
    const least = format === 'f64' ? -1000 : -120;
    bases.forEach((x, i) => {
      const y = round(Math.cos(i * 2.3) * (i % 11) * 3);
      const exact = m.exp(m.multiply(Real.fromNumber(y), m.log(Real.fromNumber(x))));
      if (Math.abs(exact.magnitude()) > -least) return;
      expect(ulpsBetween(power(x, y), exact, format), `${x}^${y}`).toBeLessThanOrEqual(1);
    });
    const special = [0, 1, 2, -2, 3, -3, 0.5, -0.5, infinity, -infinity, nan];
    for (const x of special)
      for (const y of special) {
        if (Math.abs(x) === 1 && !Number.isFinite(y)) continue; // 1 here as in IEEE 754, NaN in JavaScript
        const close = round(x ** y);
        const actual = power(x, y);
        if (Number.isFinite(close) && close !== 0) expect(actual / close).toBeCloseTo(1, 6);
        else expect(actual, `${x}^${y}`).toBe(close);
      }
  });

  test('the polynomials leave no more than they state', () => {
    const at = (coefficients: readonly number[], x: Real): Real =>
      coefficients.reduceRight((sum, c) => m.add(m.multiply(sum, x), Real.fromNumber(round(c))), Real.zero);
    const of = (x: number): Real => Real.fromNumber(x);
    for (let i = -50; i <= 50; i++) {
      if (i === 0) continue;
      const r = of((i / 50) * (Math.LN2 / 2));
      const series = m.multiply(m.multiply(r, r), at(exponential[format].coefficients, r));
      const exact = m.exp(r);
      const missing = m.divide(m.subtract(m.add(m.add(Real.one, r), series), exact), exact);
      expect(missing.abs().toNumber()).toBeLessThan(exponential[format].error);
      const s = of((i / 50) * ((Math.SQRT2 - 1) / (Math.SQRT2 + 1)));
      const z = m.multiply(s, s);
      const half = m.multiply(s, m.multiply(z, at(logarithm[format].coefficients, z))).scale(-1);
      const atanh = m.subtract(m.log1p(s), m.log1p(s.negate())).scale(-1);
      const left = m.divide(m.subtract(m.add(s, half), atanh), atanh);
      expect(left.abs().toNumber()).toBeLessThan(logarithm[format].error);
    }
  });

  test('the parts of log 2 add up, and multiples of the first are exact', () => {
    const { high, low } = logTwo[format];
    const missing = m.subtract(m.log(Real.fromNumber(2)), m.add(Real.fromNumber(high), Real.fromNumber(low)));
    expect(missing.abs().toNumber()).toBeLessThan(Math.abs(low) * 2 ** (format === 'f64' ? -52 : -23));
    const most = format === 'f64' ? 1075 : 150;
    expect(round(high * most) / most).toBe(high);
  });
});
