// Lines along an outcome on which every number gives an outcome of the support: of a number its values, of a vector one entry, with
// what must be changed elsewhere for the whole to stay in its support.
import { entryDomain, hullOf, listedIn } from '@expfam/codegen';
import type { Domain } from '@expfam/expression';
import { outcomesOf } from './outcomes.js';

type Outcome = readonly number[];

/** A line of outcomes. */
export interface OutcomeLine {
  /** Numbers from one end to the other, in order. */
  readonly stops: readonly number[];
  /** Whether only whole numbers lie on it. */
  readonly whole: boolean;
  readonly place: (x: number) => Outcome;
}

/** The lines through an outcome; none through a class, or where nothing may be moved. */
export const outcomeLines = (domain: Domain, y: Outcome): readonly OutcomeLine[] => {
  if (y.length === 0) return [];
  switch (domain.kind) {
    case 'simplex':
    case 'counts':
      return exchange(y, domain.kind === 'counts');
    case 'sphere':
      return rotation(y);
    case 'positive-definite':
      return [growth(y)];
    default:
      return single(domain, y);
  }
};

const ordered = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

/** One entry, where each lies by itself. */
const single = (domain: Domain, y: Outcome): readonly OutcomeLine[] => {
  const own = entryDomain(domain) ?? domain;
  // what is one of a few values is not moved from one to another
  if (domain.kind === 'set' || (y.length > 1 && listedIn(own) !== null)) return [];
  const stops = ordered(outcomesOf(own).flat());
  return [{ stops, whole: hullOf(own).integer, place: (x) => y.with(0, x) }];
};

/** Shares of a whole between its ends, closer to them the nearer they are. */
const shares: readonly number[] = [0.5, ...Array.from({ length: 10 }, (_, i) => 2 ** (-5 * (i + 1)))];

/** What the first entry gains the last one loses. */
const exchange = (y: Outcome, whole: boolean): readonly OutcomeLine[] => {
  const last = y.length - 1;
  const sum = (y[0] ?? 0) + (y[last] ?? 0);
  const inner = shares.flatMap((share) => [sum * share, sum - sum * share]);
  const stops = ordered(whole ? [0, 1, 2, 3, sum - 1, sum, ...inner.map(Math.round)] : inner);
  const isThere = (x: number): boolean => (whole ? x >= 0 && x <= sum : x > 0 && x < sum);
  const place = (x: number): Outcome => y.with(0, x).with(last, sum - x);
  return last === 0 || sum === 0 ? [] : [{ stops: stops.filter(isThere), whole, place }];
};

/** In the plane of the first entry and the last. */
const rotation = (y: Outcome): readonly OutcomeLine[] => {
  const last = y.length - 1;
  const radius = Math.hypot(y[0] ?? 0, y[last] ?? 0);
  const inner = shares.flatMap((share) => [radius * share, radius - radius * share]);
  const stops = ordered([...inner, ...inner.map((x) => -x), 0]);
  const place = (x: number): Outcome => y.with(0, x).with(last, Math.sqrt((radius - x) * (radius + x)));
  return last === 0 || radius === 0 ? [] : [{ stops, whole: false, place }];
};

/** The first entry of the diagonal, which may grow. */
const growth = (y: Outcome): OutcomeLine => {
  const [first = 1] = y;
  const stops = Array.from({ length: 12 }, (_, k) => first * 2 ** k);
  return { stops, whole: false, place: (x) => y.with(0, x) };
};
