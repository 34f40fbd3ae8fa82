// Points next to where the kernels of a derivation change their formula, in any target of a precision: there the functions of a
// kernel could part from the truth and from each other, so they are measured and held to their laws on both sides.
import { hullOf, lower, vectorRounding, wgsl } from '@expfam/codegen';
import type { Rounding } from '@expfam/codegen';
import type { Derivation } from '@expfam/family';
import type { Format } from '@expfam/oracle/measure';
import { crossings } from './crossings.js';
import type { Decider, Ground } from './crossings.js';
import { outcomesOf } from './outcomes.js';
import { thinned } from './thinned.js';
import type { Point } from './truth.js';

/** What is known of the place. */
export interface Across {
  readonly format: Format;
  /** Points that were drawn. */
  readonly points: readonly Point[];
  readonly allows: (point: Point) => boolean;
  readonly link?: string;
  /** Pairs of points at most, evenly taken from all. */
  readonly count: number;
}

/** Points next to where the kernels of any target change their formula. */
export const acrossFormulas = (given: Derivation, options: Across): readonly Point[] => {
  const { format, link, points, allows, count } = options;
  const { domain } = given.outcome;
  const isEveryday = ({ eta }: Point): boolean =>
    eta.every((x) => Math.abs(x) > 2 ** -10 && Math.abs(x) < 2 ** 9);
  const usual = points.filter(isEveryday);
  const ground: Ground = {
    format,
    from: usual.length > 0 ? usual : points,
    outcomes: outcomesOf(domain).flatMap((y) => (y.length === 1 ? y : [])),
    whole: hullOf(domain).integer,
    allows,
  };
  const pairs = deciders(given, { format, ...(link !== undefined && { link }) }).flatMap((each) =>
    crossings(each, ground),
  );
  const known = new Map(pairs.map((pair) => [pair.map(({ eta, y }) => `${eta.join()} ${y.join()}`).join(), pair])); // prettier-ignore
  return thinned([...known.values()], count).flat();
};

/** The kernel as each target of a precision computes it: where two compute alike, once. */
const deciders = (
  given: Derivation,
  { format, link }: Pick<Across, 'format' | 'link'>,
): readonly Decider[] => {
  const lowered = (rounding: Rounding) => lower(given, { rounding, ...(link !== undefined && { link }) });
  const processor: Decider = { kernel: lowered(vectorRounding[format]), lacks: 'nothing' };
  return format === 'f64' ? [processor] : [processor, { kernel: lowered(wgsl.rounding), lacks: 'prelude' }];
};
