// The rule for a sum over whole numbers: term by term over the hull of the weight; every second, fourth, … term where the
// weight is wide and smooth and lies apart from the ends of the support, as the trapezoidal rule then loses nothing.
import type { Domain, Expression } from '@expfam/expression';
import { hullOf } from '../float/domain.js';
import type { KernelBuilder, KernelNode } from '../kernel.js';
import { held, reach } from './hull.js';
import { loop } from './loop.js';
import type { Found, Rule, Weighed } from './rule.js';

const mostTerms = 65536;
/** A weight that counts over 96 terms is 4 steps wide for each deviation, and with one and a half it has all digits. */
const enough = 192;

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
  {
    hull,
    integrand,
    chart,
    domain,
    smooth: isWide,
  }: Found & { readonly domain: Domain; readonly smooth: boolean },
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
): Rule => {
  const { call, constant, named } = builder;
  const { lower, upper } = hullOf(domain);
  const within = (y: KernelNode): KernelNode => {
    const above = Number.isFinite(lower) ? call('maximum', y, constant(lower)) : y;
    return Number.isFinite(upper) ? call('minimum', above, constant(upper)) : above;
  };
  const wholeAt = (u: KernelNode): KernelNode => within(call('floor', chart.at(u, builder).y));
  const first = named('firstTerm', wholeAt(hull.from));
  const last = named('lastTerm', within(call('add', wholeAt(hull.to), constant(1))));
  const stride = isWide ? strideOf(first, last, domain, builder) : constant(1);
  const peak = peakOf(wholeAt(hull.peak), within, integrand, builder);
  const top = named('peakHeight', integrand.exponent(peak));
  // the peak is one of the places: its weight is 1 and its distances 0, and the sum is over the others
  const steps = call('floor', call('divide', call('subtract', peak, first), stride));
  const begin = named('begin', call('subtract', peak, call('multiply', steps, stride)));
  const rest = call('divide', call('subtract', last, begin), stride);
  const count = named('count', call('add', call('floor', rest), constant(1)));
  const at = (k: KernelNode): Weighed => {
    const y = named('yk', call('add', begin, call('multiply', k, stride)));
    const height = held(integrand.exponent(y), builder, precision);
    const relative = call('subtract', height, top);
    return {
      weight: call('select', call('equal', y, peak), constant(reach[precision].least), relative),
      values: integrand.averaged(y),
    };
  };
  return {
    hasUnit: true,
    top,
    centre: integrand.averaged(peak),
    total: ({ add, none }) => ({
      sums: add({ count: call('minimum', count, constant(mostTerms)), at }, none),
      step: stride,
      settled: call('less', count, constant(mostTerms)),
    }),
  };
};
