// Where kernels are measured: natural parameters inside their space, uniform over bit patterns and of everyday sizes, each with
// outcomes inside the support.
import { hullOf, jointConditions } from '@expfam/codegen';
import { evaluator, isSymbol, variableOf } from '@expfam/expression';
import type { Derivation } from '@expfam/family';
import { logitSamples, samples } from '@expfam/oracle/measure';
import type { Format } from '@expfam/oracle/measure';
import { arithmetic, Real } from '@expfam/precise';
import { outcomesOf } from './outcomes.js';
import { environmentOf, sizes } from './truth.js';
import type { Point } from './truth.js';

/** How points are drawn. */
export interface Sampling {
  readonly format: Format;
  readonly count: number;
  readonly seed: number;
  /** Whether the outcome takes finitely many values, and any η may be asked for. */
  readonly finite: boolean;
  /** The largest size of a natural parameter where there are infinitely many outcomes. */
  readonly limit: number;
}

/** Natural parameters inside their space with outcomes inside the support, edges included. */
export const pointsOf = (derivation: Derivation, sampling: Sampling): readonly Point[] => {
  const { format, count, seed } = sampling;
  const s = derivation.natural.length;
  const outcomes = outcomesOf(derivation.outcome.domain, { format, count: Math.ceil(count / 4), seed });
  const logits = sampling.finite && s > 1;
  const etas = logits
    ? logitSamples({ seed, count, classes: s, format })
    : sampling.finite
      ? samples({ seed, count: 4 * count, format }).map((x) => [x])
      : s > many
        ? jointOfMany(derivation, sampling)
        : joint(
            derivation.natural.map(({ domain }, i) => {
              const { lower, upper } = hullOf(domain);
              return [
                everyday(lower, upper, { ...sampling, seed: seed + i }),
                anyway(lower, upper, { ...sampling, seed: seed + i }),
              ].flat();
            }),
          );
  return etas
    .map((eta) => (format === 'f32' ? eta.map((x) => Math.fround(x)) : eta))
    .flatMap((eta, i) => [0, 1].map((k) => ({ eta, y: outcomes[(2 * i + k) % outcomes.length] ?? [] })))
    .filter(isInside(derivation, format));
};

/** A number of any size is no larger among many: of a sum of hundreds of terms the truth would take minutes. */
const largestOfMany = 2 ** 12;

/** Of so many parameters one is nearly always at an edge or beyond all numbers, if each is of any size. */
const many = 16;

/** Vectors of many everyday numbers, every other one with a single number of any size among them, brought inside where they lie outside. */
const jointOfMany = ({ natural, ...derivation }: Derivation, sampling: Sampling): number[][] => {
  const isThere = isInside({ natural, ...derivation }, sampling.format);
  const hulls = natural.map(({ domain }) => hullOf(domain));
  const usual = joint(
    hulls.map(({ lower, upper }, i) =>
      everyday(lower, upper, { ...sampling, seed: sampling.seed + i }).filter((x) => x > lower && x < upper),
    ),
  );
  return usual.flatMap((eta, i) => {
    const near = steps.map((by) => eta.map((x) => x + by)).find((moved) => isThere({ eta: moved, y: [] }));
    if (near === undefined) return [];
    const place = (7 * i) % natural.length;
    const { lower = 0, upper = 0 } = hulls[place] ?? {};
    const limit = Math.min(sampling.limit, largestOfMany);
    const odd = anyway(lower, upper, { ...sampling, limit, seed: sampling.seed + i })[i % 4];
    return odd === undefined || i % 2 === 0 ? [near] : [near, near.with(place, odd)];
  });
};

/** By how much a vector is moved to lie inside: not at all where it does. */
const steps = [0, -1, 1, -2, 2, -4, 4, -8, 8, -16, 16, -64, 64] as const;

/** One vector an entry, the coordinates out of step so that large meets small. */
const joint = (columns: readonly (readonly number[])[]): number[][] => {
  const longest = Math.max(...columns.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) =>
    columns.map((column, k) => column[(i * (k === 0 ? 1 : 7) + 3 * k) % column.length] ?? 0),
  );
};

/** Numbers of a size that data have. */
const everyday = (lower: number, upper: number, { format, count, seed }: Sampling): number[] => {
  const sizes = samples({ seed, count, from: 2 ** -10, to: 2 ** 9, format });
  return sizes.flatMap((x) => {
    if (Number.isFinite(upper) && Number.isFinite(lower)) return [lower + (upper - lower) * (x / (1 + x))];
    if (Number.isFinite(upper)) return [upper - x];
    return Number.isFinite(lower) ? [lower + x] : [x, -x];
  });
};

/** Numbers of any size; where all of them would overflow, of those that do not. */
const anyway = (lower: number, upper: number, { format, count, seed, limit }: Sampling): number[] => {
  const drawn = samples({ seed, count, from: Math.max(lower, -limit), to: Math.min(upper, limit), format });
  // a subnormal number has lost digits before anything is computed from it
  return drawn.filter((x) => x === 0 || Math.abs(x) > 1 / limit);
};

/** Joint conditions are asked for where so much is left of their largest term: beyond, rounding alone decides them. */
const margin = { f64: -20, f32: -8 } as const;

/** Whether a point lies inside the natural space. */
export const isInside = (derivation: Derivation, format: Format): ((point: Point) => boolean) => {
  const { natural } = derivation;
  const m = arithmetic(40);
  const names = natural.map(({ symbol }) => (isSymbol(symbol) ? variableOf(symbol).name : ''));
  const conditions = jointConditions(derivation);
  return ({ eta }) => {
    const each = natural.every(({ domain }, i) => {
      const { lower, upper, lowerOpen, upperOpen } = hullOf(domain);
      const x = eta[i] ?? Number.NaN;
      return (
        (lowerOpen ? x > lower : x >= lower) && (upperOpen ? x < upper : x <= upper) && Number.isFinite(x)
      );
    });
    if (!each || conditions.length === 0) return each;
    const value = evaluator(m, environmentOf(names, eta));
    const size = sizes(m, value);
    return conditions.every((condition) => {
      const least = m.multiply(size(condition), Real.fromNumber(2 ** margin[format]));
      return value(condition).compare(least) > 0;
    });
  };
};
