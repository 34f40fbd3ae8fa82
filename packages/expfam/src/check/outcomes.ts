// Outcomes at which kernels are measured, entry by entry. Their numbers are short in binary, so that every format holds them.
import { entryCount, entryDomain, hullOf, listedIn, totalOf } from '@expfam/codegen';
import type { Domain } from '@expfam/expression';
import { neighbour, samples } from '@expfam/oracle/measure';
import type { Format } from '@expfam/oracle/measure';

type Outcome = readonly number[];

/** How outcomes are drawn beside those that are always taken. */
export interface OutcomeSampling {
  readonly format: Format;
  readonly count: number;
  readonly seed: number;
}

const none: OutcomeSampling = { format: 'f64', count: 0, seed: 1 };

/** Outcomes inside a domain, its ends among them, and where they are numbers some that are uniform over bit patterns. */
export const outcomesOf = (domain: Domain, sampling: OutcomeSampling = none): readonly Outcome[] => {
  const count = entryDomain(domain) === null ? 1 : (entryCount(domain) ?? 1);
  switch (domain.kind) {
    case 'simplex':
      return sharesOf(count, 1024, 1).map((parts) => parts.map((part) => part / 1024));
    case 'counts':
      return sharesOf(count, totalOf(domain) ?? 1, 0);
    case 'sphere':
      return directions(count);
    case 'positive-definite':
      return scatters(Math.round(Math.sqrt(count)));
    default: {
      const own = entryDomain(domain) ?? domain;
      const values = [...numbersIn(own), ...drawnIn(own, sampling)].filter(isHeld(own, sampling.format));
      return values.map((_, i) => upTo(count).map((k) => values[(i + 3 * k) % values.length] ?? 0));
    }
  }
};

/** Whether a number is still inside where it and the ends are rounded to the format. */
const isHeld = (domain: Domain, format: Format): ((y: number) => boolean) => {
  if (format === 'f64') return () => true;
  const { lower, upper, lowerOpen, upperOpen } = hullOf(domain);
  const [from, to] = [lower, upper].map(Math.fround);
  return (y) => {
    const held = Math.fround(y);
    return (
      Number.isFinite(held) &&
      (lowerOpen ? held > from : held >= from) &&
      (upperOpen ? held < to : held <= to)
    );
  };
};

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Numbers inside a domain. */
const numbersIn = (domain: Domain): readonly number[] => {
  const listed = listedIn(domain);
  if (listed !== null) return listed;
  const { lower, upper, integer } = hullOf(domain);
  const candidates = integer ? [0, 1, 2, 3, 7, 10, 100] : [0.125, 0.5, 0.75, 1.5, 3, -2, 40];
  const isThere = (y: number): boolean =>
    Number.isFinite(y) && y >= lower && y <= upper && (integer || (y > lower && y < upper));
  const usual = [...candidates, lower, lower + 1].filter(isThere);
  return usual.length > 0 ? usual : between(lower, upper).filter(isThere);
};

/** Numbers of the size of the ends of an interval, where it holds none of everyday size. */
const between = (lower: number, upper: number): readonly number[] => {
  if (Number.isFinite(lower) && Number.isFinite(upper))
    return [0.125, 0.5, 0.75].map((share) => lower + share * (upper - lower));
  const end = Number.isFinite(lower) ? lower : upper;
  return [1.25, 2, 0.5, 0.75, 40].map((scale) => scale * end);
};

/** The sizes of outcomes that are drawn, where the ends of a support are no larger: beyond, a power or an exponential of them overflows. */
const [smallest, largest] = [2 ** -12, 2 ** 12];

/** Numbers inside a domain, uniform over bit patterns. */
const drawnIn = (domain: Domain, { format, count, seed }: OutcomeSampling): readonly number[] => {
  if (count === 0) return [];
  const isInside = insideOf(domain);
  const { integer } = hullOf(domain);
  const unit = unitOf(domain);
  const sizes = samples({ seed, count: 2 * count, from: smallest, to: largest, format }).map((x) => x * unit);
  const numbers = sizes.flatMap((x) => (integer ? [Math.round(x)] : [x, -x]));
  return [...new Set(numbers)].filter((y) => isInside([y])).slice(0, count);
};

/** Whether an outcome that is a number lies inside its domain, away from ends that do not belong to it. */
const insideOf = (domain: Domain): ((y: Outcome) => boolean) => {
  const { lower, upper, lowerOpen, upperOpen, integer } = hullOf(domain);
  const listed = listedIn(domain);
  return ([y = Number.NaN]) =>
    Number.isFinite(y) &&
    (listed?.includes(y) ?? true) &&
    (lowerOpen ? y > lower : y >= lower) &&
    (upperOpen ? y < upper : y <= upper) &&
    (!integer || Number.isInteger(y));
};

/** Whether no power of an outcome overflows, beside ends of that size. */
const isMiddling = (y: number, unit: number): boolean =>
  y === 0 || (Math.abs(y) <= largest * unit && Math.abs(y) >= smallest / largest);

/** The size of the ends of a domain, at least 1. */
const unitOf = (domain: Domain): number => {
  const { lower, upper } = hullOf(domain);
  const size = Math.max(1, ...[lower, upper].filter(Number.isFinite).map(Math.abs));
  return size > largest ? size : 1;
};

/** Outcomes near another, so many places of the format away; of what is no number another outcome. */
export const outcomesNear = (domain: Domain, format: Format): ((y: Outcome, places: number) => Outcome[]) => {
  if (entryDomain(domain) !== null || domain.kind === 'set') {
    const all = outcomesOf(domain);
    return (_, places) => all.slice(places % all.length).slice(0, 1).map((y) => [...y]); // prettier-ignore
  }
  const isInside = insideOf(domain);
  const { integer } = hullOf(domain);
  const unit = unitOf(domain);
  const held = isHeld(domain, format);
  return ([y = Number.NaN], places) =>
    [places, -places]
      .map((step) => [integer ? y + Math.sign(step) * Math.min(places, largest) : neighbour(y, step, format)])
      .filter((near) => isInside(near) && near.every((each) => isMiddling(each, unit) && held(each)));
};

/** A total in as many whole parts, each of at least so much: all but even, and nearly all in one. */
const sharesOf = (count: number, total: number, least: number): readonly Outcome[] => {
  const rest = total - least * count;
  const even = upTo(count).map(
    (k) => least + Math.floor((rest * (k + 1)) / count) - Math.floor((rest * k) / count),
  );
  const single = upTo(count).map((at) => upTo(count).map((k) => (k === at ? least + rest : least)));
  return [even, ...single];
};

const directions = (count: number): readonly Outcome[] => {
  const rough = [0, 1, 2].map((turn) => upTo(count).map((k) => Math.cos(2 * k + turn)));
  const unit = (v: Outcome): Outcome => v.map((x) => Math.fround(x / Math.hypot(...v)));
  return [...rough.map(unit), ...upTo(count).map((at) => upTo(count).map((k) => (k === at ? 1 : 0)))];
};

/** B·Bᵀ for triangular B, row by row. */
const scatters = (size: number): readonly Outcome[] =>
  [0.25, 1, 6].map((scale) => {
    const b = upTo(size).map((i) =>
      upTo(size).map((j) => (i === j ? scale + i : j < i ? 0.5 * (j + 1) - i : 0)),
    );
    return upTo(size * size).map((n) => {
      const [row, column] = [b[Math.floor(n / size)] ?? [], b[n % size] ?? []];
      return row.reduce((sum, x, k) => sum + x * (column[k] ?? 0), 0);
    });
  });
