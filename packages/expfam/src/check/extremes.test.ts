// Where kernels were once found beyond their budget, and where they may be soon: each row names a density, the points at which it was
// worst and those around them, and is held there to the budget, on both targets that run by themselves and in both precisions.
import { budgets, compile, lower } from '@expfam/codegen';
import { neighbour } from '@expfam/oracle/measure';
import { describe, expect, test } from 'vitest';
import { densityOf, onlyOne } from '../densities.js';
import { prepareDensity } from '../engine.js';
import { measure, placeOf } from './measure.js';
import { planOf } from './plan.js';
import type { Point } from './truth.js';

interface Row {
  /** What went wrong there. */
  readonly because: string;
  /** A name of the catalogue, or a density. */
  readonly density: string;
  readonly fix?: Readonly<Record<string, string>>;
  readonly at: readonly (readonly [eta: readonly number[], y: number])[];
}

const rows: readonly Row[] = [
  {
    because: 'a statistic of the outcome overflowed: exp(743) in log(1 + exp(-y))',
    density: 'generalised_logistic',
    at: [[[-0.000565], -743], [[-710], -92.9], [[-746], -128], [[-0.5], 1e-9], [[-2], 100], [[-2], -3970]],
  },
  {
    because: 'the base measure was infinite: cosh(pi * y / 2) overflows',
    density: 'hyperbolic_secant',
    at: [[[0.3], 80], [[1.5], 586], [[-1.5], -586], [[0.1], 1e-8], [[0], -56.1]],
  },
  {
    because: 'the same statistic in other words',
    density: 'of_softplus(y | a) = a * exp(y) / (1 + exp(y))^(a + 1)\n  y in real\n  a in (0, inf)',
    at: [[[-0.00303], 768], [[-2424832], 96], [[-0.0287], 192], [[-1], -800]],
  },
  {
    because: 'the link log(y + sqrt(y^2 + 4 c^2)) cancels for y < 0',
    density: 'skellam',
    fix: { c: '4' },
    at: [[[0.1], -3860], [[2], -3856], [[-2], 3860], [[0], 0], [[0.5], 1], [[-0.5], -1]],
  },
  {
    because: 'of a mean that overflows the derivative was a difference of infinities',
    density: 'log_normal',
    at: [[[-0.122, -1e-8], 1], [[-0.006096, -1e-8], 2], [[-0.00973, -0.0000152587890625], 0.5], [[1, -0.0625], 3]],
  },
  {
    because: 'the rounding of the exponent 1/3 counts as often as the logarithm is large',
    density: 'weibull_of_three(y | r) = 3 * r * y^2 * exp(-r * y^3)\n  y in (0, inf)\n  r in (0, inf)',
    at: [[[-5.879e149], 1], [[-9e17], 1], [[-1.38e-142], 1], [[-1e-18], 2]],
  },
  {
    because: 'the same of an outcome',
    density: 'weibull_of_tenths(y | r) = 3 / 10 * r * y^(-7 / 10) * exp(-r * y^0.3)\n  y in (0, inf)\n  r in (0, inf)',
    at: [[[-8.9e-90], 1], [[-5.38e-12], 1], [[-11868], 2.384e-6], [[-11868], 4096]],
  },
  {
    because: 'exponents that overflow though their differences do not, and heads that are equal where tails are not',
    density: 'squares(y) = maxent(y, y^2)\n  y in -2..2',
    at: [[[1e308, 1e308], 0], [[-1.17e199, 4.87e263], 2], [[-0.5, 4.874e263], -2], [[221.15, -902.32], 0], [[-1e308, -1e308], -2], [[1e38, -1e38], 1], [[0.808, 1.8e19], 1]],
  },
  {
    because: 'the product of 9 and η is rounded, and the exponential multiplies that by 700',
    density: 'of_squares(y) = maxent(y^2)\n  y in 0..5',
    at: [[[74.578], 0], [[73.56], 5], [[7.497], 1], [[-80], 3], [[1e308], 5], [[-1e308], 0]],
  },
  {
    because: 'thirds are no numbers of any format',
    density: 'thirds(y) = maxent(y^2 - 3 * y)\n  y in 0..4',
    at: [[[88.72], 1], [[708.39], 4], [[-52.9], 2], [[96.52], 0], [[1e308], 1], [[4.839e295], 2]],
  },
  {
    because: 'a weight of 0 beside a multiple that overflows',
    density: 'gap(y) = maxent(y)\n  y in {0, 3}',
    at: [[[-1.5468870913883243e308], 0], [[1.5e308], 3], [[233], 0], [[-34], 3], [[0], 3]],
  },
  {
    because: 'powers of a constant overflow, and the singularity at -1 can be removed',
    density: 'truncated_power(y) = maxent(log(y))\n  y in (1, 4)',
    at: [[[-1], 2], [[-1.0000000001], 1.5], [[511], 1.5], [[708.39], 2], [[461.3], 3.9], [[-513.998], 1.0003], [[-11587], 1.1], [[1e9], 2]],
  },
  {
    because: 'E[y] was an infinity beside one that took it away',
    density: 'shifted_log_normal(y | m) = exp(-(log(y - 1) - m)^2 / 2) / ((y - 1) * sqrt(2 * pi))\n  y in (1, inf)\n  m in real',
    at: [[[462.3], 2], [[-3.7e26], 2], [[37.43], 3], [[6.9e16], 1.5], [[-37], 2]],
  },
  {
    because: 'a constant below every number, 1e-400, beside factors that are large',
    density: 'narrow(y | m) = exp(-(y - m)^2 / (2 * 1e-150^2)) / (1e-150 * sqrt(2 * pi))\n  y in real\n  m in real',
    at: [[[1e150], 1e-150], [[-4e111], 1], [[1], 0.5]],
  },
]; // prettier-ignore

/** The points in a format, with neighbours in bit pattern and at everyday distances. */
const around = (at: Row['at'], format: 'f64' | 'f32'): Point[] =>
  at.flatMap(([eta, y]) => {
    const fits = (x: number): number => (format === 'f32' ? Math.fround(x) : x);
    const outcome = [fits(y)];
    const moved = (change: (x: number) => number): Point => ({ eta: eta.map((x) => fits(change(x))), y: outcome });
    return [
      ...[0.875, 1, 1.09375].map((scale) => moved((x) => x * scale)),
      ...[-3, -1, 1, 2].map((places) => moved((x) => neighbour(fits(x), places, format))),
    ];
  }); // prettier-ignore

describe.each(rows)('$density ($because)', ({ density, fix = {}, at }) => {
  test.each(['f64', 'f32'] as const)('is within its budget in %s', async (format) => {
    const isText = density.includes('=');
    const read = isText
      ? onlyOne((await import('@expfam/family/text')).readDensities(density))
      : await densityOf({ name: density, text: null });
    const { derivation, base } = prepareDensity(read, { fix }, null);
    const { judged } = lower(derivation);
    const plan = planOf(derivation, { judged, format, effort: 'none', count: 1 });
    const points = around(at, format).filter(plan.allows);
    expect(points.length).toBeGreaterThan(at.length);
    for (const target of ['ts', 'wasm'] as const) {
      const kernels = await compile(derivation, { target, precision: format, base });
      const budget = budgets[target][format][judged];
      const findings = measure(kernels, derivation, { judged, budget, plan, at: points });
      expect(findings.length).toBeGreaterThan(4);
      for (const { name, worst, at: where, budget: most } of findings)
        expect(worst, `${target} ${name} at ${where === null ? '' : placeOf(where)}`).toBeLessThanOrEqual(
          most,
        );
    }
  });
});
