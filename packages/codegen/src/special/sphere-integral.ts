// log of Γ(ν + 1)·(2/x)^ν·I_ν(x) for large orders: the logarithm of E[exp(x·t)], t the cosine of a direction on a sphere, with the
// mean and the variance of t, from one pass of the trapezoidal rule in u with t = tanh u. Measured from its top the exponent is
// −m·(log(1 + w) − w/(1 + w) + log cosh s), w = t₀·tanh s, m = 2ν + 1: positive parts, in which x does not occur.
import type { KernelBuilder, KernelNode, SpecialFunction } from '../kernel.js';
import { loop } from './loop.js';
import { horner } from './tools.js';

type Precision = 'f64' | 'f32';

/** How far down the weight is followed, the logarithm of the error of the rule, and the terms of the series in w. */
const reach = {
  f64: { margin: 46, digits: 46, terms: 26 },
  f32: { margin: 26, digits: 28, terms: 13 },
} as const;
/** The rule is judged on a line no further out than this. */
const widest = 0.9;
/** Below this w the series holds. */
const near = 0.25;

/** log(1 + w) − w/(1 + w) = w²·(1/2 − 2w/3 + 3w²/4 − …). */
const gapOf = (w: KernelNode, builder: KernelBuilder, precision: Precision): KernelNode => {
  const { call, constant, named } = builder;
  const coefficients = Array.from(
    { length: reach[precision].terms },
    (_, k) => ((k % 2 === 0 ? 1 : -1) * (k + 1)) / (k + 2),
  );
  const held = named('heldW', call('maximum', call('minimum', w, constant(near)), constant(-near)));
  const series = call('multiply', call('multiply', held, held), horner(coefficients, held, builder));
  const plain = call('subtract', call('log1p', w), call('divide', w, call('add', constant(1), w)));
  return call('select', call('less', call('abs', w), constant(near)), series, plain);
};

/** log cosh s and tanh s. */
const hyperbolic = (s: KernelNode, { call, constant, named }: KernelBuilder) => {
  const size = named('size', call('abs', s));
  const less = named('less', call('expm1', call('multiply', constant(-2), size)));
  const tangent = call('divide', call('negate', less), call('add', constant(2), less));
  const tanh = named('tanhS', call('select', call('less', s, constant(0)), call('negate', tangent), tangent));
  // cosh s = 1/√(1 − tanh² s), and far out exp|s|/2
  const square = call('multiply', tanh, tanh);
  const inner = call('multiply', constant(-0.5), call('log1p', call('negate', square)));
  const outer = call(
    'add',
    call('subtract', size, constant(Math.LN2)),
    call('log1p', call('add', constant(1), less)),
  );
  return { tanh, logCosh: call('select', call('less', size, constant(0.5)), inner, outer) };
};

/** Σ w, Σ w·d and Σ w·d², d the distance of t from where it is at the top. */
const sumsOf = (
  m: number,
  { top, rest }: { readonly top: KernelNode; readonly rest: KernelNode },
  builder: KernelBuilder,
  precision: Precision,
) => {
  const { call, constant, named } = builder;
  const { margin, digits } = reach[precision];
  const bend = named(
    'bend',
    call('multiply', constant(m), call('add', constant(1), call('multiply', top, top))),
  );
  const d = named(
    'd',
    call('minimum', call('sqrt', call('divide', constant(2 * digits), bend)), constant(widest)),
  );
  const square = named('dd', call('multiply', d, d));
  const growth = call(
    'multiply',
    call('multiply', bend, call('multiply', constant(0.5), square)),
    call('add', constant(1), square),
  );
  const step = named(
    'h',
    call('divide', call('multiply', constant(2 * Math.PI), d), call('add', constant(digits), growth)),
  );
  // m·s²/(2 + s) is below m·log cosh s
  const ratio = margin / m;
  const side = (ratio + Math.sqrt(ratio * ratio + 8 * ratio)) / 2;
  const before = named('before', call('floor', call('divide', constant(side), step)));
  const count = named('count', call('add', call('multiply', constant(2), before), constant(1)));
  const start = { k: constant(0), sum: constant(0), first: constant(0), second: constant(0) };
  const last = loop(builder, start, ({ k, sum, first, second }) => {
    const s = named('s', call('multiply', call('subtract', k, before), step));
    const { tanh, logCosh } = hyperbolic(s, builder);
    const w = named('w', call('multiply', top, tanh));
    const drop = call('multiply', constant(m), call('add', gapOf(w, builder, precision), logCosh));
    const weight = named('weight', call('exp', call('negate', drop)));
    const apart = named('apart', call('divide', call('multiply', rest, tanh), call('add', constant(1), w)));
    const weighed = named('weighed', call('multiply', weight, apart));
    return {
      while: call('less', k, count),
      next: {
        k: call('add', k, constant(1)),
        sum: call('add', sum, weight),
        first: call('add', first, weighed),
        second: call('add', second, call('multiply', weighed, apart)),
      },
    };
  });
  return { ...last, step };
};

/** log ∫ (1 − t²)^(ν − 1/2) dt = log(√π·Γ(ν + 1/2)/Γ(ν + 1)) with ν = twice/2: half steps from ν = 0 or 1/2. */
const logWhole = (twice: number): number => {
  let sum = twice % 2 === 0 ? Math.log(Math.PI) : Math.LN2;
  for (let k = twice; k >= 2; k -= 2) sum += Math.log1p(-1 / k);
  return sum;
};

const made = new Map<number, SpecialFunction>();

/** The function of s = x² of an order ν = twice/2: the logarithm, the mean of t, and its variance. */
export const sphereIntegral = (twice: number): SpecialFunction => {
  const found = made.get(twice) ?? functionOf(twice);
  made.set(twice, found);
  return found;
};

const functionOf = (twice: number): SpecialFunction => ({
  name: `sphereIntegral${twice}Halves`,
  arity: 1,
  results: 3,
  about: `the logarithm of the mean of exp(sqrt(x) * t), t the cosine of a direction in ${twice + 2} dimensions, and the mean and the variance of t under that weight, by the trapezoidal rule`,
  define: (builder, [s], precision) => {
    const { call, constant, named } = builder;
    const m = twice + 1;
    const x = named('y', call('sqrt', s));
    // x·(1 − t₀²) = m·t₀
    const twiceX = call('divide', call('multiply', constant(2), x), constant(m));
    const root = call('sqrt', call('add', constant(1), call('multiply', twiceX, twiceX)));
    const under = named('under', call('add', constant(1), root));
    const top = named('top', call('divide', twiceX, under));
    const rest = named('rest', call('divide', constant(2), under));
    const { sum, first, second, step } = sumsOf(m, { top, rest }, builder, precision);
    const apart = named('e', call('divide', first, sum));
    const height = call(
      'add',
      call('multiply', x, top),
      call('multiply', constant(m / 2), call('log', rest)),
    );
    const area = call('subtract', call('log', call('multiply', step, sum)), constant(logWhole(twice)));
    const variance = call('subtract', call('divide', second, sum), call('multiply', apart, apart));
    return [call('add', height, area), call('add', top, apart), variance];
  },
});
