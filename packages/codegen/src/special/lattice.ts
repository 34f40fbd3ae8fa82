// The rule for a sum over whole numbers: term by term over the hull of the weight; every second, fourth, … term where the
// weight is wide and smooth and lies apart from the ends of the support, as the trapezoidal rule then loses nothing.
import type { Domain, Expression } from '@expfam/expression';
import { hullOf } from '../float/domain.js';
import type { KernelBuilder, KernelNode } from '../kernel.js';
import { held } from './hull.js';
import { loop } from './loop.js';
import { reach } from './marks.js';
import type { Found, Rule, Weighed } from './rule.js';
import { overStretches } from './stretches.js';
import type { OverStretch, Stretch } from './stretches.js';

const mostTerms = 65536;
/** A weight that counts over 96 terms is 4 steps wide for each deviation, and with one and a half it has all digits. */
const enough = 192;

/** From here on a whole number is not told from the next: there a sum over them is none. */
const mostWhole = { f64: 2 ** 53, f32: 2 ** 24 } as const;

const smooth: ReadonlySet<string> = new Set([
  'symbol', 'number', 'add', 'multiply', 'power', 'exp', 'log', 'log1p', 'expm1', 'lgamma', 'polygamma', 'gamma', 'pi', 'e',
]); // prettier-ignore

/** Whether a formula means the same between the whole numbers, without corners. */
export const isSmooth = (node: Expression): boolean => smooth.has(node.op) && node.args.every(isSmooth);

/** Of the two whole numbers at the peak of the chart the one of larger weight: far below it variances would cancel. */
const peakOf = (
  at: KernelNode,
  within: (y: KernelNode) => KernelNode,
  { exponent }: Found['integrand'],
  { call, constant, named }: KernelBuilder,
): KernelNode => {
  const below = named('below', at);
  const above = named('above', within(call('add', below, constant(1))));
  const isAbove = call('less', exponent(below), exponent(above));
  return named('peakTerm', call('select', isAbove, above, below));
};

/** Every how many-th of the terms between two is summed. */
const strideOf = (
  first: KernelNode,
  last: KernelNode,
  domain: Domain,
  builder: KernelBuilder,
): KernelNode => {
  const { call, constant, named } = builder;
  const { lower, upper } = hullOf(domain);
  const terms = named('terms', call('add', call('subtract', last, first), constant(1)));
  const isApart = [
    ...(Number.isFinite(lower) ? [call('less', constant(lower), first)] : []),
    ...(Number.isFinite(upper) ? [call('less', last, constant(upper))] : []),
  ].reduce((a, b) => call('and', a, b), call('less', constant(enough), terms));
  const most = named(
    'mostTerms',
    call('select', isApart, constant(enough), constant(Number.MAX_SAFE_INTEGER)),
  );
  return loop(builder, { stride: constant(1), left: terms }, ({ stride, left }) => ({
    while: call('less', most, left),
    next: { stride: call('add', stride, stride), left: call('multiply', constant(0.5), left) },
  })).stride;
};

/** The rule. */
export const latticeOf = (
  { ground, hull, integrand, domain, smooth: isWide }: Found & {
    readonly domain: Domain;
    readonly smooth: boolean;
  }, // prettier-ignore
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
): Rule => {
  const { call, constant, named } = builder;
  const { lower, upper } = hullOf(domain);
  const [zero, one] = [constant(0), constant(1)];
  const within = (y: KernelNode): KernelNode => {
    const above = Number.isFinite(lower) ? call('maximum', y, constant(lower)) : y;
    return Number.isFinite(upper) ? call('minimum', above, constant(upper)) : above;
  };
  const wholeAt = (u: KernelNode): KernelNode => within(call('floor', ground.chart.at(u, builder).y));
  const peak = peakOf(wholeAt(hull.peak), within, integrand, builder);
  const top = named('peakHeight', integrand.exponent(peak));
  const total: Rule['total'] = ({ add, none }) => {
    const over = ({ from, to, isEmpty }: Stretch): ReturnType<OverStretch> => {
      // the term at which a stretch begins belongs to the one before it, and the chart may round either end down
      const begins = call('select', call('lessEqual', from, hull.from), zero, one);
      const ends = call('select', call('lessEqual', hull.to, to), one, zero);
      const first = named('firstTerm', within(call('add', wholeAt(from), begins)));
      const last = named('lastTerm', within(call('add', wholeAt(to), ends)));
      const farthest = call('maximum', call('abs', first), call('abs', last));
      const stride = isWide ? strideOf(first, last, domain, builder) : one;
      const steps = call('floor', call('divide', call('subtract', peak, first), stride));
      const begin = named('begin', call('subtract', peak, call('multiply', steps, stride)));
      const rest = call('divide', call('subtract', last, begin), stride);
      const terms = named('count', call('select', isEmpty, zero, call('add', call('floor', rest), one)));
      // the peak is one of the places: its weight is 1 and its distances 0, and the sum is over the others
      const at = (k: KernelNode): Weighed => {
        const y = named('yk', call('add', begin, call('multiply', k, stride)));
        const height = held(integrand.exponent(y), builder, precision);
        const relative = call('subtract', height, top);
        return {
          weight: call('select', call('equal', y, peak), constant(reach[precision].least), relative),
          values: integrand.averaged(y),
        };
      };
      const sums = add({ count: call('minimum', terms, constant(mostTerms)), at }, none);
      const scaled = Object.keys(none).map((key) => [key, call('multiply', stride, sums[key])] as const);
      // of the peak only 1 is counted elsewhere
      const hasPeak = call('and', call('lessEqual', first, peak), call('lessEqual', peak, last));
      const unit = call('select', hasPeak, call('subtract', stride, one), zero);
      return {
        sums: { ...Object.fromEntries(scaled), s0: call('add', unit, call('multiply', stride, sums['s0'])) },
        settled: call(
          'and',
          call('less', terms, constant(mostTerms)),
          call('less', farthest, constant(mostWhole[precision])),
        ),
      };
    };
    return overStretches({ ground, hull, none }, over, builder, precision);
  };
  return { hasUnit: true, top, centre: integrand.averaged(peak), total };
};
