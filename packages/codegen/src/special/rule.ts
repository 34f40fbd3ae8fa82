// The trapezoidal rule on the hull of a weight. Its step follows from how sharply the weight bends: on the line Im u = d the
// integrand has grown by at most exp(F″d²/2), and the rule is off by that times exp(−2πd/step).
import type { KernelBuilder, KernelNode } from '../kernel.js';
import type { Chart, Place } from './chart.js';
import type { Integrand } from './exponent.js';
import type { Hull } from './hull.js';
import { held, reach } from './hull.js';
import { loop } from './loop.js';

/** A rule: so many places, each with the logarithm of its weight relative to the top. */
export interface Rule {
  readonly at: (k: KernelNode) => { readonly weight: KernelNode; readonly values: readonly KernelNode[] };
  readonly count: KernelNode;
  /** Whether a place of weight 1 at the peak is left out. */
  readonly hasUnit: boolean;
  readonly step: KernelNode;
  /** The logarithm of the unit of the weights. */
  readonly top: KernelNode;
  /** What is averaged, at the peak. */
  readonly centre: readonly KernelNode[];
  /** Whether the places are few enough. */
  readonly settled: KernelNode;
}

/** What rules are made of. */
export interface Found {
  readonly hull: Hull;
  readonly integrand: Integrand;
  readonly chart: Chart;
}

const cells = 256;
const turns = 60;
const mostPlaces = 8192;
/** Charts have their own singularities at a distance of π/2 and more. */
const widest = 1;

/** The top of the weight near a place, by steps that are halved where neither side is higher. */
const summitOf = (
  heightAt: (u: KernelNode) => KernelNode,
  { hull: { peak }, step }: { readonly hull: Hull; readonly step: KernelNode },
  builder: KernelBuilder,
): { readonly at: KernelNode; readonly top: KernelNode } => {
  const { call, constant, named } = builder;
  const start = { turn: constant(0), at: peak, top: named('foot', heightAt(peak)), stride: step };
  return loop(builder, start, ({ turn, at, top, stride }) => {
    const left = named('leftOf', call('subtract', at, stride));
    const right = named('rightOf', call('add', at, stride));
    const heights = [named('leftHeight', heightAt(left)), named('rightHeight', heightAt(right))];
    const isLeft = call('less', heights[1], heights[0]);
    const best = named('best', call('maximum', heights[0], heights[1]));
    const rises = call('less', top, best);
    return {
      while: call('less', turn, constant(turns)),
      next: {
        turn: call('add', turn, constant(1)),
        at: call('select', rises, call('select', isLeft, left, right), at),
        top: call('maximum', top, best),
        stride: call('select', rises, stride, call('multiply', constant(0.5), stride)),
      },
    };
  });
};

/** The rule for an integral. */
export const trapezoid = (
  { hull, integrand, chart }: Found,
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
): Rule => {
  const { call, constant, named } = builder;
  const { margin, digits } = reach[precision];
  const { from, to } = hull;
  const heightOf = (place: Place): KernelNode =>
    held(call('add', integrand.exponent(place), place.logSlope), builder, precision);
  const heightAt = (u: KernelNode): KernelNode => heightOf(chart.at(u, builder));
  const width = named('width', call('subtract', to, from));
  const step = named('cellWidth', call('multiply', constant(1 / cells), width));
  const { at: summit, top } = summitOf(heightAt, { hull, step }, builder);
  // the least square of the distance, in cells, at which the integrand has grown to exp(2) of its top
  const bent = loop(
    builder,
    {
      cell: constant(2),
      before: named('before', heightAt(from)),
      middle: named('middle', heightAt(call('add', from, step))),
      closest: constant(1e6),
    },
    ({ cell, before, middle, closest }) => {
      const after = named('after', heightAt(call('add', from, call('multiply', cell, step))));
      const bend = call('subtract', call('subtract', call('multiply', constant(2), middle), before), after);
      const drop = named('drop', call('subtract', top, middle));
      const below = call('maximum', drop, constant(0));
      const room = call('add', call('multiply', constant(2), below), constant(4));
      const counts = call('and', call('less', drop, constant(margin)), call('less', constant(1e-6), bend));
      const square = call('divide', room, call('maximum', bend, constant(1e-6)));
      return {
        while: call('lessEqual', cell, constant(cells)),
        next: {
          cell: call('add', cell, constant(1)),
          before: middle,
          middle: after,
          closest: call('select', counts, call('minimum', closest, square), closest),
        },
      };
    },
  );
  const distance = call('multiply', call('multiply', constant(0.5), call('sqrt', bent.closest)), step);
  const size = (2 * Math.PI) / digits;
  const h = named('h', call('multiply', constant(size), call('minimum', distance, constant(widest))));
  const count = named('count', call('floor', call('divide', width, h)));
  const steps = named('steps', call('floor', call('divide', call('subtract', summit, from), h)));
  return {
    hasUnit: false,
    count: call('minimum', count, constant(mostPlaces)),
    settled: call('less', count, constant(mostPlaces)),
    step: h,
    top,
    centre: integrand.averaged(chart.at(summit, builder)),
    at: (k) => {
      // counted from the summit, where places are to be exact
      const u = named('u', call('add', summit, call('multiply', call('subtract', k, steps), h)));
      const place = chart.at(u, builder);
      return { weight: call('subtract', heightOf(place), top), values: integrand.averaged(place) };
    },
  };
};
