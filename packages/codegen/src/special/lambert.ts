// Lambert's W and the root that it is made of: u + exp(−u) − 1 = d. In d, the distance from the branch point, nothing cancels,
// and W(−exp(−1 − d)) = −exp(−u).
import type { KernelBuilder, KernelNode, SpecialFunction } from '../kernel.js';
import { polynomials } from './coefficients.js';
import { fitted } from './tools.js';

const steps = { f64: 6, f32: 4 } as const;

/** u + exp(−u) − 1 for u ≥ 0: below 1 as u² times a polynomial, for the plain sum cancels there. */
const excess = (u: KernelNode, builder: KernelBuilder, precision: 'f64' | 'f32'): KernelNode => {
  const { call, constant, named } = builder;
  const small = named('small', call('minimum', u, constant(1)));
  const near = call(
    'multiply',
    call('multiply', small, small),
    fitted(polynomials.excess, small, builder, precision),
  );
  const far = call('add', u, call('expm1', call('negate', u)));
  return call('select', call('less', u, constant(1)), near, far);
};

/** The u ≥ 0 with u + exp(−u) − 1 = d. */
export const excessRoot: SpecialFunction = {
  name: 'excessRoot',
  arity: 1,
  about: "the x1 >= 0 with x1 + exp(-x1) - 1 = x for x >= 0, within 4 ulp: Newton's iteration from above",
  define: (builder, [d], precision) => {
    const { call, constant, named } = builder;
    // √(2d) + d is never below the root, and d + 1 is above it
    const start = call(
      'minimum',
      call('add', call('sqrt', call('multiply', constant(2), d)), d),
      call('add', d, constant(1)),
    );
    let u = named('start', start);
    for (let k = 1; k <= steps[precision]; k += 1) {
      const over = call('subtract', excess(u, builder, precision), d);
      const slope = call('negate', call('expm1', call('negate', u)));
      const step = call('divide', over, call('maximum', slope, constant(1e-300)));
      u = named(`u${k}`, call('subtract', u, step));
    }
    const isAtBranch = call('lessEqual', d, constant(0));
    return call('select', isAtBranch, call('sqrt', d), u);
  },
};

/** The derivative of that u by d: 1/(1 − exp(−u)). */
export const excessRootRate: SpecialFunction = {
  name: 'excessRootRate',
  arity: 1,
  about: 'the derivative of excessRoot, 1 / (1 - exp(-excessRoot(x))), for x > 0, within 5 ulp',
  define: ({ call, constant, special }, [d]) => {
    const complement = call('negate', call('expm1', call('negate', special(excessRoot, d))));
    return call('divide', constant(1), complement);
  },
};

/** W(x) for x ≥ −1/e. */
export const lambertW: SpecialFunction = {
  name: 'lambertW',
  arity: 1,
  about:
    "the principal branch of Lambert's W for x >= -1/e, within 6 ulp of itself or of what rounding x does to it",
  define: (builder, [x], precision) => {
    const { call, constant, named, special } = builder;
    const isBelow = call('less', x, constant(0));
    // −1 − log(−x) is the distance from the branch point
    const size = call('select', isBelow, call('negate', x), constant(Math.exp(-2)));
    const distance = call('subtract', constant(-1), call('log', size));
    const first = call(
      'negate',
      call('exp', call('negate', special(excessRoot, named('distance', distance)))),
    );
    // W = x·exp(−W), so that what a small W is off comes to nothing
    const below = call('multiply', x, call('exp', call('negate', named('first', first))));
    const above = call('maximum', x, constant(0));
    const isLarge = call('less', constant(3), above);
    const logX = named('l', call('log', call('maximum', above, constant(3))));
    const far = call('subtract', logX, call('multiply', constant(0.75), call('log', logX)));
    let w = named('w', call('select', isLarge, far, call('multiply', constant(0.75), call('log1p', above))));
    for (let k = 1; k <= steps[precision]; k += 1) {
      // Halley's step for w − x·exp(−w)
      const f = named(`f${k}`, call('subtract', w, call('multiply', above, call('exp', call('negate', w)))));
      const next = call('add', w, constant(1));
      const curve = call(
        'divide',
        call('multiply', call('add', next, constant(1)), f),
        call('multiply', constant(2), next),
      );
      w = named(`w${k}`, call('subtract', w, call('divide', f, call('subtract', next, curve))));
    }
    return call('select', isBelow, below, w);
  },
};
