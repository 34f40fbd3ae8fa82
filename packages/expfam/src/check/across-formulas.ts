// Points next to where the kernels of a derivation change their formula, in any target of a precision: there the functions of a
// kernel could part from the truth and from each other, so they are measured and held to their laws on both sides.
import { lower, vectorRounding, wgsl } from '@expfam/codegen';
import type { Rounding } from '@expfam/codegen';
import type { Derivation } from '@expfam/family';
import type { Format } from '@expfam/oracle/measure';
import { crossings } from './crossings.js';
import type { Decider, Ground } from './crossings.js';
import { outcomeLines } from './outcome-lines.js';
import { thinned } from './thinned.js';
import type { Point } from './truth.js';

/** What is known of the place. */
export interface Across {
  readonly format: Format;
  /** Points that were drawn. */
  readonly points: readonly Point[];
  readonly allows: (point: Point) => boolean;
  readonly link?: string;
  /** K of a derivation that leaves it open. */
  readonly classes?: number;
  /** Pairs of points at most, evenly taken from all. */
  readonly count: number;
}

/** Points next to where the kernels of any target change their formula. */
export const acrossFormulas = (given: Derivation, options: Across): readonly Point[] => {
  const { points, allows, count, format } = options;
  const { domain } = given.outcome;
  const isEveryday = ({ eta }: Point): boolean =>
    eta.every((x) => Math.abs(x) > 2 ** -10 && Math.abs(x) < 2 ** 9);
  const usual = points.filter(isEveryday);
  const ground: Ground = {
    format,
    from: usual.length > 0 ? usual : points,
    linesThrough: (y) => outcomeLines(domain, y),
    allows,
  };
  const pairs = deciders(given, options).flatMap((each) => crossings(each, ground));
  const known = new Map(pairs.map((pair) => [pair.map(({ eta, y }) => `${eta.join()} ${y.join()}`).join(), pair])); // prettier-ignore
  return thinned([...known.values()], count).flat();
};

/** The kernel as each target of a precision computes it: where two compute alike, once. */
const deciders = (
  given: Derivation,
  { format, link, classes }: Pick<Across, 'format' | 'link' | 'classes'>,
): readonly Decider[] => {
  const how = { ...(link !== undefined && { link }), ...(classes !== undefined && { classes }) };
  const lowered = (rounding: Rounding) => lower(given, { rounding, ...how });
  const processor: Decider = { kernel: lowered(vectorRounding[format]), lacks: 'nothing' };
  return format === 'f64' ? [processor] : [processor, { kernel: lowered(wgsl.rounding), lacks: 'prelude' }];
};
