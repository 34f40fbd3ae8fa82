// What went wrong elsewhere, replayed: each row an input, what a rival made of it, and what our kernels must return. The wanted
// values are formulas that the oracle evaluates at 60 digits, at the exact value of the doubles.
import { real, simplify, symbol, text } from '@expfam/expression';
import type { Expression } from '@expfam/expression';
import { parseFormula } from '@expfam/expression/parse';
import { deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { evaluate, ulpsBetween } from '@expfam/oracle';
import { Real } from '@expfam/precise';
import type { KernelModule } from '@expfam/runtime';
import { beforeAll, describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { symmetricCategorical } from './derivations.fixture.js';

const densities = {
  bernoulli: 'b(y | p) = p^y * (1 - p)^(1 - y)\n  y in {0, 1}\n  p in (0, 1)',
  geometric: 'g(y | p) = p * (1 - p)^y\n  y in 0..inf\n  p in (0, 1)',
  continuous_bernoulli:
    'c(y | l) = l^y * (1 - l)^(1 - y) * log(l / (1 - l)) / (2 * l - 1)\n  y in [0, 1]\n  l in (0, 1)',
  gamma:
    'a(y | k, r) = r^k / gamma(k) * y^(k - 1) * exp(-r * y)\n  y in (0, inf)\n  k in (0, inf)\n  r in (0, inf)',
  angle: 's(y | k) = k * sin(y) * exp(k * cos(y)) / (2 * sinh(k))\n  y in (0, pi)\n  k in (0, inf)',
  gompertz: 'm(y | c) = c * exp(y - c * (exp(y) - 1))\n  y in (0, inf)\n  c in (0, inf)',
} as const;

interface Row {
  readonly from: string;
  readonly rival: string;
  readonly family: keyof typeof densities | number;
  readonly ask: 'response' | 'loss' | 'gradient' | 'hessian';
  readonly eta: readonly number[];
  /** The outcome, or the class from 0. */
  readonly y?: number;
  /** What each number must be, with x1, x2, … for η. */
  readonly wanted: readonly string[];
  readonly ulps: number;
}

const softplus = (eta: number, rival: string): Row => ({
  from: 'ExponentialFamily.jl #298', rival, family: 'bernoulli', ask: 'loss', eta: [eta], y: 0,
  wanted: [eta > 0 ? 'x1 + log1p(exp(-x1))' : 'log1p(exp(x1))'], ulps: 4,
}); // prettier-ignore
const variance = (eta: number, rival: string): Row => ({
  from: "sigmoid' = y * (1 - y), PyTensor", rival, family: 'bernoulli', ask: 'hessian', eta: [eta],
  wanted: ['exp(-x1) / (1 + exp(-x1))^2'], ulps: 8,
}); // prettier-ignore
const gap = (eta: number): Row => ({
  from: 'probabilities clipped at 1e-7, TensorFlow.js layers', rival: 'a loss that is flat at 16.118 and a gradient of 0 above a gap of 16.1',
  family: 2, ask: 'gradient', eta: [eta, 0], y: 1, wanted: ['1 / (1 + exp(x2 - x1))', '-1 / (1 + exp(x2 - x1))'], ulps: 4,
}); // prettier-ignore

const rows: readonly Row[] = [
  softplus(-20, '27 bits lost'),
  softplus(-40, '62 bits lost'),
  softplus(1000, 'infinity'),
  softplus(710, 'overflow of exp'),
  variance(10, '13 bits lost'),
  variance(30, '43 bits lost'),
  variance(38, '62 bits lost, 0'),
  ...[16, 17, 20, 100, 1e4].map(gap),
  { from: 'ExponentialFamily.jl #294 #297', rival: 'NaN', family: 3, ask: 'response', eta: [800, 0, 799], wanted: ['1 / (1 + exp(-1))', '0', '1 / (1 + exp(1))'], ulps: 4 },
  ...[2 ** -30, 0.12435220728440106, 3, 800].map((eta): Row => ({
    from: 'the angle of a direction on a sphere', rival: '141 ulp at 0.124', family: 'angle', ask: 'hessian', eta: [eta],
    wanted: ['1 / x1^2 - 4 / (exp(x1) - exp(-x1))^2'], ulps: 16,
  })),
  { from: 'exp(y) - 1 of a young death', rival: '26 bits lost', family: 'gompertz', ask: 'loss', eta: [-1], y: 2 ** -34, wanted: ['expm1(2^-34)'], ulps: 4 },
  { from: 'SciPy #18295', rival: '0', family: 2, ask: 'loss', eta: [0, -40], y: 0, wanted: ['log1p(exp(x2))'], ulps: 4 },
  { from: 'log of a sum with the maximum in it', rival: '0, 62 bits lost', family: 3, ask: 'loss', eta: [0, -40, -41], y: 0, wanted: ['log1p(exp(x2) + exp(x3))'], ulps: 4 },
  { from: 'the residual p - 1', rival: '62 bits lost', family: 3, ask: 'gradient', eta: [0, -40, -41], y: 0, wanted: ['-(exp(x2) + exp(x3)) / (1 + exp(x2) + exp(x3))', 'exp(x2) / (1 + exp(x2) + exp(x3))', 'exp(x3) / (1 + exp(x2) + exp(x3))'], ulps: 4 },
  { from: 'exp(z - max), where the difference is rounded', rival: '350 to 400 ulp', family: 2, ask: 'response', eta: [0.1, -699.7], wanted: ['1 / (1 + exp(x2 - x1))', '1 / (1 + exp(x1 - x2))'], ulps: 4 },
  { from: 'SymPy logsumexp_2terms_opt', rival: '3.31 for 2.31326', family: 2, ask: 'loss', eta: [1, 2], y: 0, wanted: ['log(exp(1) + exp(2)) - 1'], ulps: 4 },
  { from: 'CasADi #3208', rival: '1 for 1.31326', family: 2, ask: 'loss', eta: [1, 0], y: 1, wanted: ['log(1 + exp(1))'], ulps: 4 },
  { from: 'JAX #17117, masked entries', rival: 'NaN', family: 3, ask: 'gradient', eta: [0, -1e30, 1], y: 0, wanted: ['-1 / (1 + exp(-1))', '0', '1 / (1 + exp(-1))'], ulps: 4 },
  { from: 'PyTensor #2288', rival: 'NaN, infinity over infinity', family: 'bernoulli', ask: 'gradient', eta: [1000], y: 0, wanted: ['1'], ulps: 0 },
  { from: '-log(1 - p) of the geometric family', rival: '25 bits lost', family: 'geometric', ask: 'loss', eta: [-1e-9], y: 0, wanted: ['-log(-expm1(x1))'], ulps: 4 },
  { from: 'the mean of the continuous Bernoulli', rival: '28.3 for 0.5', family: 'continuous_bernoulli', ask: 'response', eta: [1e-9], wanted: ['exp(x1) / expm1(x1) - 1 / x1'], ulps: 16 },
  { from: 'the variance of the continuous Bernoulli', rival: 'a negative number', family: 'continuous_bernoulli', ask: 'hessian', eta: [-1e-9], wanted: ['1 / x1^2 - exp(x1) / expm1(x1)^2'], ulps: 16 },
  ...[8 - 2 ** -49, 8, 8 + 2 ** -49].map((shape): Row => ({
    from: 'Stan math #1578 #2970 #3397', rival: 'a derivative of the wrong sign above a cut-off', family: 'gamma', ask: 'gradient', eta: [shape, -1], y: 1, wanted: ['digamma(x1)', 'x1 - 1'], ulps: 16,
  })),
]; // prettier-ignore

const modules = new Map<string, KernelModule>();
const moduleOf = async (family: Row['family'], target: 'ts' | 'wasm'): Promise<KernelModule> => {
  const key = `${target} ${String(family)}`;
  const derivation =
    typeof family === 'number'
      ? symmetricCategorical(family)
      : deriveDensity(readDensities(densities[family])[0], { checked: false });
  const found = modules.get(key) ?? (await compile(derivation, { target }));
  modules.set(key, found);
  return found;
};

const resultOf = (kernels: KernelModule, { ask, eta, y = 0, wanted }: Row): ArrayLike<number> => {
  const [at, out] = [Float64Array.from(eta), new Float64Array(wanted.length)];
  const outcome = kernels.classes === null ? Float64Array.of(y) : Uint8Array.of(y);
  if (ask === 'loss') return [kernels.loss(at, outcome, 1)];
  if (ask === 'gradient') kernels.gradient(at, outcome, out, 1);
  else kernels[ask](at, out, 1);
  return out;
};

const exactOf = ({ wanted, eta }: Row): readonly Real[] =>
  wanted.map((formula) =>
    evaluate(formula, Object.fromEntries(eta.map((x, i) => [`x${String(i + 1)}`, x])), 400),
  );

describe.each(['ts', 'wasm'] as const)('on %s', (target) => {
  test.each(rows.map((row) => [row.from, row.rival, row.ask, row] as const))(
    '%s: not %s (%s)',
    async (_, __, ___, row) => {
      const kernels = await moduleOf(row.family, target);
      const actual = resultOf(kernels, row);
      exactOf(row).forEach((exact, i) =>
        expect(
          ulpsBetween(actual[i], exact, 'f64', Real.zero),
          `${String(actual[i])} for ${exact.toString(20)}`,
        ).toBeLessThanOrEqual(row.ulps),
      );
    },
  );

  describe.each([2, 3, 10, 24])('%i classes', (classes) => {
    let kernels: KernelModule;
    beforeAll(async () => {
      kernels = await moduleOf(classes, target);
    });
    const response = (eta: Float64Array): Float64Array => {
      const mean = new Float64Array(classes);
      kernels.response(eta, mean, 1);
      return mean;
    };

    test('that are all equal have equal shares', () => {
      for (const level of [0, 1e308, -1e308, 5e-324])
        expect([...response(new Float64Array(classes).fill(level))]).toEqual(
          Array.from({ length: classes }, () => 1 / classes),
        );
    });

    test('of which two tie for the top share what there is', () => {
      const mean = response(new Float64Array(classes).fill(-1e30).fill(700, 0, 2));
      expect([...mean.slice(0, 2)]).toEqual([0.5, 0.5]);
      expect([...mean.slice(2)]).toEqual(Array.from({ length: classes - 2 }, () => 0));
    });

    test('have probabilities that sum to one within K ulps', () => {
      const eta = Float64Array.from({ length: classes }, (_, k) => 40 * Math.sin(5 * k + 1));
      const sum = response(eta).reduce((a, b) => a + b, 0);
      expect(Math.abs(sum - 1)).toBeLessThanOrEqual(classes * 2 ** -52);
    });
  });
});

const scope = {
  names: new Map(['x', 'y'].map((name) => [name, symbol(name, real.all)])),
  place: (offset: number, length: number) => ({ source: '', text: '', line: 1, column: offset + 1, length }),
};
const simplified = (formula: string): Expression => simplify(parseFormula(formula, scope));

test('mathjs #3693: simplification comes to an end', () => {
  expect(text(simplified('(1 / (x * (y - 1)))^(1 / (y - 1))'))).not.toBe('');
});

test('mathjs #3329: the root of a square is not the number', () => {
  expect(evaluate(text(simplified('(x^2)^(1/2)')), { x: -3 }).toNumber()).toBe(3);
});
