// The integral behind K_ν against K_ν at 90 digits, and against its differences by the order.
import type { SpecialFunction } from '../kernel.js';
import { ulpsBetween } from '@expfam/oracle';
import { arithmetic, Real } from '@expfam/precise';
import { expect, test } from 'vitest';
import { besselIntegral, besselKOrder, integralPlaces, orderPlaces } from './bessel-integral.js';
import { compiled } from './special.fixture.js';

const m = arithmetic(90);
const of = (x: number): Real => Real.fromNumber(x);
/** A step by the order whose square leaves 50 digits. */
const tiny = m.divide(Real.one, m.exp(of(60)));

type Point = readonly [order: number, p: number, q: number];
const points: readonly Point[] = [
  [0, 1, 1],
  [0.5, 1, 1],
  [-0.5, 2, 0.125],
  [1, 1e-3, 1e-3],
  [-2, 5, 0.1],
  [3, 0.5, 20],
  [0.25, 1e-8, 1e-9],
  [-7.5, 1e-6, 3],
  [40, 0.01, 0.01],
  [-300, 4, 1e-4],
  [2000, 30, 70],
  [0, 4000, 1000],
  [-1, 1e6, 1e6],
  [12.5, 1e-12, 1e3],
  [0.25, 1e-16, 1e-18],
  [0, 1e-30, 1e-20],
  [-1.5, 1e-40, 1e-3],
  [1e5, 1e3, 1e-3],
  [0.01, 1e12, 1e10],
  [-1e-9, 3, 2],
  [2, 1e-20, 1e-18],
];

/** What its numbers must be, each with the size by which its error is counted. */
const truthAt = ([order, p, q]: Point): readonly (readonly [number, Real, number])[] => {
  const [nu, a, b] = [of(order), of(p), of(q)];
  const x = m.sqrt(m.multiply(a, b)).scale(1);
  const tilt = m.multiply(m.log(m.divide(b, a)), Real.one.scale(-1));
  const at = (by: Real): Real => m.besselK(by, x);
  const total = (by: Real): Real => m.add(m.log(at(by).scale(1)), m.multiply(by, tilt));
  const shifted = (by: number): Real => m.add(nu, of(by));
  const root = m.exp(tilt);
  /** E[exp(k·t)]. */
  const raised = (k: number, by: Real = nu): Real =>
    m.multiply(
      m.divide(at(m.add(by, of(k))), at(by)),
      k < 0 ? m.power(m.divide(Real.one, root), of(-k)) : m.power(root, of(k)),
    );
  const [above, below] = [m.add(nu, tiny), m.subtract(nu, tiny)];
  const slope = (f: (by: Real) => Real): Real => m.divide(m.subtract(f(above), f(below)), tiny.scale(1));
  const bend = m.divide(
    m.subtract(m.add(total(above), total(below)), total(nu).scale(1)),
    m.multiply(tiny, tiny),
  );
  const means = [slope(total), raised(1), raised(-1)];
  const covariance = [
    [bend],
    [slope((by) => raised(1, by)), m.subtract(raised(2), m.multiply(means[1], means[1]))],
    [
      slope((by) => raised(-1, by)),
      m.subtract(Real.one, m.multiply(means[1], means[2])),
      m.subtract(raised(-2), m.multiply(means[2], means[2])),
    ],
  ];
  const deviation = (i: number): number => Math.sqrt(covariance[i][i].toNumber());
  const width = Math.hypot(order, 2 * Math.sqrt(p) * Math.sqrt(q));
  const mode = Math.abs(Math.log(order > 0 ? (order + width) / (2 * p) : (2 * q) / (width - order)));
  return [
    [integralPlaces.logPartition, total(shifted(0)), Math.max(width, Math.abs(order) * mode)],
    ...means.map((mean, i) => [integralPlaces.mean(i), mean, i === 0 ? Math.max(mode, 1) : 0] as const),
    ...covariance.flatMap((row, i) =>
      row.map((c, j) => [integralPlaces.covariance(i, j), c, deviation(i) * deviation(j)] as const),
    ),
  ];
};

/** What log K_ν(x) and its kin must be: cosh t is half of exp(t) and exp(−t), at p = q = x/2. */
const truthOfOrder = (order: number, x: number): readonly (readonly [number, Real, number])[] => {
  const [nu, at] = [of(order), of(x)];
  const k = (by: Real): Real => m.besselK(by, at);
  const [above, below] = [m.add(nu, tiny), m.subtract(nu, tiny)];
  const slope = (f: (by: Real) => Real): Real => m.divide(m.subtract(f(above), f(below)), tiny.scale(1));
  const logarithm = (by: Real): Real => m.log(k(by));
  const bend = m.divide(
    m.subtract(m.add(logarithm(above), logarithm(below)), logarithm(nu).scale(1)),
    m.multiply(tiny, tiny),
  );
  /** E[cosh(j·t)]. */
  const wave = (j: number, by: Real = nu): Real =>
    m.divide(m.add(k(m.add(by, of(j))), k(m.subtract(by, of(j)))), k(by)).scale(-1);
  const cosh = wave(1);
  const variance = m.subtract(m.add(wave(2), Real.one).scale(-1), m.multiply(cosh, cosh));
  const width = Math.hypot(order, x);
  const mode = Math.abs(Math.asinh(order / x));
  const deviations = Math.sqrt(bend.toNumber() * variance.toNumber());
  return [
    [orderPlaces.logPartition, logarithm(nu), Math.max(width, Math.abs(order) * mode)],
    [orderPlaces.mean(0), slope(logarithm), Math.max(mode, 1)],
    [orderPlaces.mean(1), cosh, 0],
    [orderPlaces.covariance(0, 0), bend, 0],
    [orderPlaces.covariance(0, 1), slope((by) => wave(1, by)), deviations],
    [orderPlaces.covariance(1, 1), variance, 0],
  ];
};

const close = async (
  special: SpecialFunction,
  args: readonly number[],
  truth: readonly (readonly [number, Real, number])[],
): Promise<void> => {
  for (const [result, value, size] of truth) {
    const actual = (await compiled(special, result))(...args);
    const ulps = ulpsBetween(actual, value, 'f64', of(size));
    if (process.env['EXPFAM_SHOW_ULPS']) console.log(args.join(), result, actual, ulps.toFixed(2));
    expect(ulps, `number ${result}: ${actual} for ${value.toString(20)}`).toBeLessThanOrEqual(24);
  }
};

test.each(points)('the integral of order %d at %d and %d is within its stated error', (...point) =>
  close(besselIntegral, point, truthAt(point)),
);

test.each([
  [0, 1e-9],
  [0, 0.25],
  [0, 800],
  [0, 1e6],
  [0.5, 3],
  [-1, 1e-3],
  [1, 40],
  [2.5, 1e-6],
  [30, 0.01],
  [-30, 500],
  [1000, 1000],
])('log K of order %d at %d is within its stated error', (order, x) =>
  close(besselKOrder, [order, x], truthOfOrder(order, x)),
);
