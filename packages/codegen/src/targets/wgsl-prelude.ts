// The functions that WGSL lacks, as the operations that they are printed from and that the bounds for their errors are composed of.
import type { KernelBuilder, KernelNode, SpecialFunction } from '../kernel.js';

/** c₀ + u·(c₁ + u·(…)). */
const nested = (
  coefficients: readonly number[],
  u: KernelNode,
  { call, constant }: KernelBuilder,
): KernelNode =>
  coefficients.reduceRight<KernelNode | null>(
    (inner, c) => (inner === null ? constant(c) : call('add', constant(c), call('multiply', u, inner))),
    null,
  )!;

/** 1/3, 1/5, …: atanh(s) = s + s·r·(1/3 + r·(1/5 + …)) with r = s². */
const odd = Array.from({ length: 7 }, (_, i) => 1 / (2 * i + 3));
/** 1/2, 1/6, … */
const factorials = Array.from(
  { length: 8 },
  (_, i) => 1 / Array.from({ length: i + 2 }, (__, j) => j + 1).reduce((a, b) => a * b),
);

const log1p: SpecialFunction = {
  name: 'log1p',
  arity: 1,
  about:
    'log(1 + x): on (-1/2, 1] by 2 atanh(x / (2 + x)), whose 8 terms leave out less than 2^-26; elsewhere log is good to 3 ulp',
  define: (builder, [x]) => {
    const { call, constant, named } = builder;
    const s = named('s', call('divide', x, call('add', constant(2), x)));
    const r = named('r', call('multiply', s, s));
    const twice = call('multiply', constant(2), s);
    const rest = call('multiply', call('multiply', twice, r), nested(odd, r, builder));
    const near = named('near', call('add', twice, rest));
    const far = named('far', call('log', call('maximum', call('add', constant(1), x), constant(1e-30))));
    const isNear = call('and', call('less', constant(-0.5), x), call('lessEqual', x, constant(1)));
    return call('select', isNear, near, far);
  },
};

const expm1: SpecialFunction = {
  name: 'expm1',
  arity: 1,
  about: 'exp(x) - 1: within 1/2 of zero by its series, whose 9 terms leave out less than 2^-28',
  define: (builder, [x]) => {
    const { call, constant, named } = builder;
    const square = call('multiply', call('multiply', x, x), nested(factorials, x, builder));
    const near = named('near', call('add', x, square));
    const held = call('minimum', call('maximum', x, constant(-104)), constant(88));
    const far = call('subtract', call('exp', held), constant(1));
    return call('select', call('less', call('abs', x), constant(0.5)), near, far);
  },
};

/** The functions by name. */
export const shaderPrelude = { log1p, expm1 } as const;
