// Riemann's zeta function right of its pole, by the sum of Euler and Maclaurin: the first terms, and what the others come to
// by an integral and its corrections. The logarithm and its derivatives come from the same pass, without the leading 1.
import type { KernelBuilder, KernelNode, SpecialFunction } from '../kernel.js';
import { sumTree } from '../float/sum-tree.js';
import { bernoulli } from './tools.js';

/** Terms that are summed, and corrections; with them the rest is below 2^-54 and 2^-26. */
const sizes = { f64: { terms: 10, corrections: 8 }, f32: { terms: 5, corrections: 4 } } as const;

/** Above this all but the leading 1 is 0. */
const largest = 1100;

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/** A function of s with its first two derivatives. */
type Jet = readonly [KernelNode, KernelNode, KernelNode];

const isNumber = (node: KernelNode, value: number): boolean =>
  node.kind === 'constant' && node.value === value;

/** Products and sums without factors of 1 and terms of 0. */
const arithmeticOf = ({ call, constant }: KernelBuilder) => ({
  times: (...factors: readonly KernelNode[]): KernelNode =>
    factors.some((node) => isNumber(node, 0))
      ? constant(0)
      : factors.reduce((a, b) => (isNumber(a, 1) ? b : isNumber(b, 1) ? a : call('multiply', a, b))),
  plus: (...terms: readonly KernelNode[]): KernelNode =>
    terms.reduce((a, b) => (isNumber(a, 0) ? b : isNumber(b, 0) ? a : call('add', a, b))),
});

/** The product of a jet and (s + k). */
const timesFactor = ([p, dp, ddp]: Jet, factor: KernelNode, builder: KernelBuilder): Jet => {
  const { times, plus } = arithmeticOf(builder);
  const two = builder.constant(2);
  return [times(p, factor), plus(times(dp, factor), p), plus(times(ddp, factor), times(two, dp))];
};

/** Σ over n ≥ N of n^-s, its negative derivative and its second one, over N^-s. */
const rest = (s: KernelNode, precision: 'f64' | 'f32', builder: KernelBuilder): readonly KernelNode[] => {
  const { call, constant, named } = builder;
  const { terms: n, corrections } = sizes[precision];
  const logN = constant(Math.log(n));
  const inverse = named('i', call('divide', constant(1), call('subtract', s, constant(1))));
  const { times, plus } = arithmeticOf(builder);
  const slope = call('add', logN, inverse);
  // N·(1/(s − 1), L/(s − 1) + 1/(s − 1)², L²/(s − 1) + 2L/(s − 1)² + 2/(s − 1)³)
  const second = plus(times(logN, logN), times(constant(2), inverse, named('slope', slope)));
  let totals: Jet = [
    plus(times(constant(n), inverse), constant(0.5)),
    plus(times(constant(n), inverse, slope), constant(0.5 * Math.log(n))),
    plus(times(constant(n), inverse, second), constant(0.5 * Math.log(n) ** 2)),
  ];
  let jet: Jet = [s, constant(1), constant(0)];
  for (let j = 1; j <= corrections; j += 1) {
    if (j > 1)
      for (const k of [2 * j - 3, 2 * j - 2])
        jet = timesFactor(jet, call('add', s, constant(k)), builder).map((node, i) =>
          named(`j${j}${'abc'[i]}`, node),
        ) as unknown as Jet;
    const weight = constant((bernoulli[j - 1] / factorial(2 * j)) * n ** (1 - 2 * j));
    const [p, dp, ddp] = jet;
    const falls = call('subtract', times(p, logN), dp);
    const bends = plus(call('subtract', times(p, logN, logN), times(constant(2), dp, logN)), ddp);
    totals = [
      plus(totals[0], times(weight, p)),
      plus(totals[1], times(weight, falls)),
      plus(totals[2], times(weight, bends)),
    ];
  }
  return totals;
};

/** What `zetaSums` gives, in this order. */
export const zetaResults = { zeta: 0, first: 1, second: 2, logarithm: 3, mean: 4, variance: 5 } as const;

/** ζ(s), ζ′(s), ζ″(s), log ζ(s), −(log ζ)′ and (log ζ)″. */
export const zetaSums: SpecialFunction = {
  name: 'zetaSums',
  arity: 1,
  results: 6,
  about:
    'for x > 1 zeta(x) and its first two derivatives, log(zeta(x)), the negative derivative of that and its second one, within 8 ulp, the last within 12: the sum of Euler and Maclaurin',
  define: (builder, [x], precision) => {
    const { call, constant, named } = builder;
    const { terms: n } = sizes[precision];
    const s = named('s', call('minimum', x, constant(largest)));
    const powers = Array.from({ length: n - 1 }, (_, i) =>
      named(`p${i + 2}`, call('power', constant(i + 2), call('negate', s))),
    );
    const tail = rest(s, precision, builder).map((total) => call('multiply', powers[n - 2], total));
    const [value, fall, bend] = tail.map((end, order) => {
      const terms = powers
        .slice(0, -1)
        .map((power, i) => arithmeticOf(builder).times(constant(Math.log(i + 2) ** order), power));
      return named(['z', 'f', 'b'][order], sumTree([end, ...terms.reverse()], builder).sum);
    });
    // 0, or NaN at the pole and left of it
    const isInside = call('less', constant(1), x);
    const spoilt = named('spoilt', call('log', call('select', isInside, constant(1), constant(-1))));
    const zeta = named('zeta', call('add', constant(1), value));
    const mean = named('mean', call('divide', fall, zeta));
    const variance = call('subtract', call('divide', bend, zeta), call('multiply', mean, mean));
    return [zeta, call('negate', fall), bend, call('log1p', value), mean, variance].map((node) =>
      call('add', node, spoilt),
    );
  },
};
