// The normaliser of a family that is known only as a sum or an integral, with the means and covariances of its statistics from
// the same pass. The weight is looked for in a chart of the outcome, where what falls like a power falls exponentially; an
// integral is summed there by the trapezoidal rule, whose error falls exponentially with the step, a sum term by term.
//
// Where the exponent is concave in the chart, what lies outside the hull is at most exp(−60) of the whole on either side
// (exp(−40) in single precision): it falls at least as fast as the chord from the top to the end of the hull.
import type { Expression } from '@expfam/expression';
import type { Derivation } from '@expfam/family';
import type { KernelBuilder, KernelNode, SpecialFunction } from '../kernel.js';
import type { Chart, Place } from './chart.js';
import { chartOf } from './chart.js';
import type { Integrand } from './exponent.js';
import { integrandOf, isSteep } from './exponent.js';
import { finenessOf } from './half-waves.js';
import type { Ground, Hull } from './hull.js';
import { held, hullOfWeight } from './hull.js';
import { loop } from './loop.js';
import { isSmooth, latticeOf } from './lattice.js';
import { reach } from './marks.js';
import type { Adding, Rule, Summing } from './rule.js';
import { trapezoid } from './rule.js';

/** What is asked of a family. */
export interface Asked {
  readonly name: string;
  /** What is averaged beside the statistics. */
  readonly others: readonly Expression[];
}

/** The numbers that the function gives: A, the means, and the covariances of each with the statistics, row by row. */
export const places = (statistics: number, averaged: number) => ({
  logPartition: 0,
  mean: (i: number): number => 1 + i,
  covariance: (i: number, j: number): number => {
    const [row, column] = i < j ? [j, i] : [i, j];
    return (
      1 +
      averaged +
      (row < statistics
        ? (row * (row + 1)) / 2 + column
        : (statistics * (statistics + 1)) / 2 + (row - statistics) * statistics + column)
    );
  },
  count: 1 + averaged + (statistics * (statistics + 1)) / 2 + (averaged - statistics) * statistics,
});

/** The function of the natural parameters that gives them all. */
export const momentsOf = (derivation: Derivation, { name, others }: Asked): SpecialFunction => {
  const { natural, statistics, outcome } = derivation;
  const chart = chartOf(outcome.domain, isSteep(derivation))!;
  const isDiscrete = outcome.domain.kind === 'range';
  const formulas = [...statistics, ...others];
  return {
    name,
    arity: natural.length,
    sums: true,
    results: places(statistics.length, formulas.length).count,
    about: aboutOf(derivation, isDiscrete),
    define: (builder, eta, precision) => {
      const integrand = integrandOf(derivation, others, { chart, builder, eta, precision });
      const smooth = formulas.every(isSmooth) && isSmooth(derivation.logBaseMeasure);
      const ground: Ground = {
        heightsAt: (u, peak) =>
          heights(integrand, { chart, u, peak, isStepped: isDiscrete }, builder, precision),
        moments: formulas.length,
        chart,
        fineness: finenessOf(derivation, chart),
        isStepped: isDiscrete,
      };
      const hull = hullOfWeight(ground, builder, precision);
      const found = { ground, hull, integrand };
      const rule = isDiscrete
        ? latticeOf({ ...found, domain: outcome.domain, smooth }, builder, precision)
        : trapezoid(found, builder, precision);
      return summed(
        rule,
        { statistics: statistics.length, averaged: formulas.length, hull },
        builder,
        precision,
      );
    },
  };
};

const aboutOf = ({ name }: Derivation, isDiscrete: boolean): string =>
  `the logarithm of the normaliser of ${name}, the means of its statistics and their covariances, ${
    isDiscrete
      ? 'summed over all outcomes whose weight counts'
      : 'integrated by the trapezoidal rule where the weight counts'
  }`;

interface Looked {
  readonly chart: Chart;
  readonly u: KernelNode;
  readonly peak: KernelNode;
  /** Whether the outcome is a whole number: between two, indicators mean nothing, and what is 0 at both need not be. */
  readonly isStepped: boolean;
}

const heights = (
  { exponent, averaged }: Integrand,
  { chart, u, peak, isStepped }: Looked,
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
) => {
  const { call, constant, named } = builder;
  const { least } = reach[precision];
  const whole = (place: Place): Place | KernelNode =>
    isStepped ? call('floor', call('add', place.y, constant(0.5))) : place;
  const place = chart.at(u, builder);
  const y = whole(place);
  const height = call('add', exponent(y), place.logSlope);
  const weight = named('weight', held(height, builder, precision));
  const centre = averaged(whole(chart.at(peak, builder)));
  const apart = averaged(y).map((t, i) => call('abs', call('subtract', t, centre[i])));
  const moments = apart.map((distance, i) => {
    // an infinite statistic has no weight, and no say
    const largest = call('minimum', distance, constant(-least));
    const size = call('maximum', largest, constant(-1 / least));
    const growth = call('multiply', constant(2), call('log', size));
    const name = apart.length === 1 ? 'moments' : `moments${i + 1}`;
    return named(name, held(call('add', weight, growth), builder, precision));
  });
  return { weight, moments };
};

interface Shape {
  readonly statistics: number;
  readonly averaged: number;
  readonly hull: Hull;
}

/** A statistic beside a statistic, each pair once. */
const pairsOf = (statistics: number, averaged: number): (readonly [number, number])[] =>
  Array.from({ length: averaged }, (_, i) => i).flatMap((i) =>
    Array.from({ length: Math.min(i + 1, statistics) }, (_, j) => [i, j] as const),
  );

/** Σ w, Σ w·d and Σ w·d·d′ with d the distances from the statistics at the peak, each sum compensated. */
const summingOf = (
  { statistics, averaged, hull }: Shape,
  centre: readonly KernelNode[],
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
): Summing => {
  const { call, constant, named } = builder;
  const pairs = pairsOf(statistics, averaged);
  const terms = Array.from({ length: 1 + averaged + pairs.length }, (_, k) => k);
  const names = terms.flatMap((k) => [`s${k}`, `r${k}`]);
  const none: Readonly<Record<string, KernelNode>> = Object.fromEntries(
    names.map((key) => [key, constant(0)]),
  );
  const add: Adding = ({ count, at }, known) => {
    const start = Object.fromEntries(names.map((key) => [key, known[key]]));
    const { k: _, ...sums } = loop<string>(builder, { k: constant(0), ...start }, (now) => {
      const { weight: height, values } = at(now['k']);
      const isSome = call('less', constant(-reach[precision].outermost), height);
      const power = call('exp', call('minimum', height, constant(reach[precision].outermost)));
      const weight = named('w', call('select', isSome, power, constant(0)));
      const counts = call('less', constant(0), weight);
      const apart = values.map((t, i) =>
        named(`d${i + 1}`, call('select', counts, call('subtract', t, centre[i]), constant(0))),
      );
      const weighed = apart.map((d, i) => named(`wd${i + 1}`, call('multiply', weight, d)));
      const added = [weight, ...weighed, ...pairs.map(([i, j]) => call('multiply', weighed[i], apart[j]))];
      const next = added.flatMap((term, k) => {
        const x = named(`x${k}`, call('add', term, now[`r${k}`]));
        const sum = named(`a${k}`, call('add', now[`s${k}`], x));
        const rest = call('subtract', x, call('subtract', sum, now[`s${k}`]));
        return [[`s${k}`, sum] as const, [`r${k}`, rest] as const];
      });
      return {
        while: call('less', now['k'], count),
        next: { k: call('add', now['k'], constant(1)), ...Object.fromEntries(next) },
      };
    });
    return sums;
  };
  const squares = pairs.flatMap(([i, j], k) => {
    const crest = call('exp', call('subtract', hull.crests[i], hull.top));
    return i === j ? [[`s${1 + averaged + k}`, named(`most${i + 1}`, crest)] as const] : [];
  });
  return { add, none, watched: { s0: constant(1), ...Object.fromEntries(squares) } };
};

/** A, the means and the covariances from the sums. */
const summed = (
  rule: Rule,
  shape: Shape,
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
): readonly KernelNode[] => {
  const { call, constant, named } = builder;
  const { statistics, averaged, hull } = shape;
  const centre = rule.centre.map((t, i) => named(`t${i + 1}`, t));
  const { sums, settled } = rule.total(summingOf(shape, centre, builder, precision));
  const rest = sums['s0'];
  const totalOf = (i: number): KernelNode => sums[`s${i + 1}`];
  const sum = named('sum', rule.hasUnit ? call('add', constant(1), rest) : rest);
  const isGood = call('and', hull.settled, settled);
  // 0, or NaN where the rule cannot reach
  const spoilt = named('spoilt', call('log', call('select', isGood, constant(1), constant(-1))));
  const distances = centre.map((_, i) => named(`e${i + 1}`, call('divide', totalOf(i), sum)));
  const covariance = pairsOf(statistics, averaged).map(([i, j], k) =>
    call(
      'subtract',
      call('divide', totalOf(averaged + k), sum),
      call('multiply', distances[i], distances[j]),
    ),
  );
  const logSum = call(rule.hasUnit ? 'log1p' : 'log', rest);
  const means = distances.map((d, i) => call('add', centre[i], d));
  return [call('add', rule.top, logSum), ...means, ...covariance].map((value) => call('add', value, spoilt));
};
