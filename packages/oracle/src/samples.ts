// Seeded points for judging kernels: uniform over bit patterns, so that tiny, huge and subnormal values occur, and edges.

/** The floating-point formats of kernels. */
export type Format = 'f64' | 'f32';

/** Which points are wanted. */
export interface SampleOptions {
  readonly seed: number;
  /** Points beside the edges. */
  readonly count: number;
  /** The interval, ends included: all finite numbers of the format unless told otherwise. */
  readonly from?: number;
  readonly to?: number;
  /** f64 unless told otherwise; f32 gives numbers that are float32 values. */
  readonly format?: Format;
}

/** Where functions of one logit change their form, beside the edges of the format: both signs of each are taken. */
const landmarks = [
  0, 1e-300, 1e-30, 1e-16, 1e-8, 0.5, 1, 2, 36.04, 37, 88.72, 104, 708.39, 709.78, 710, 745.13, 746, 1e4,
  1e30, 1e38, 1e308,
];

const limits = {
  f64: {
    largest: Number.MAX_VALUE,
    leastNormal: 2 ** -1022,
    least: 2 ** -1074,
    below: 1 - 2 ** -53,
    above: 1 + 2 ** -52,
  },
  f32: {
    largest: 2 ** 128 - 2 ** 104,
    leastNormal: 2 ** -126,
    least: 2 ** -149,
    below: 1 - 2 ** -24,
    above: 1 + 2 ** -23,
  },
};

/** A stream of whole numbers of 32 random bits: splitmix32, the same on every machine. */
export function randomBits(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

/**
 * Numbers of the format in an interval: `count` of them uniform over bit patterns, then the edges that lie inside, with
 * the ends of the interval. The same options give the same numbers.
 *
 * @throws RangeError for an interval without a number of the format.
 * @example
 * ```ts
 * samples({ seed: 42, count: 1000, from: -1e4, to: 0 });
 * ```
 */
export function samples(options: SampleOptions): number[] {
  const format = options.format ?? 'f64';
  const { largest, leastNormal, least, below, above } = limits[format];
  const [from, to] = [Math.max(options.from ?? -largest, -largest), Math.min(options.to ?? largest, largest)];
  const inside = (x: number): boolean => x >= from && x <= to;
  // the nearest number of the format to an end may lie outside
  const [first, last] = [rank(from, format), rank(to, format)];
  const low = numberAt(first, format) < from ? first + 1n : first;
  const high = numberAt(last, format) > to ? last - 1n : last;
  if (!(from <= to) || !inside(numberAt(low, format)))
    throw new RangeError(`no ${format} numbers from ${from} to ${to}`);
  const next = randomBits(options.seed);
  const spread = high - low + 1n;
  const drawn = Array.from({ length: options.count }, () => {
    const random = (BigInt(next()) << 64n) | (BigInt(next()) << 32n) | BigInt(next());
    return numberAt(low + ((random * spread) >> 96n), format);
  });
  const sizes = [...landmarks, least, leastNormal - least, leastNormal, below, above, largest];
  const edges = [from, ...sizes.flatMap((x) => [x, -x]), to].map((x) =>
    format === 'f32' ? Math.fround(x) : x,
  );
  return [...drawn, ...edges].filter((x) => Number.isFinite(x) && inside(x));
}

/** Vectors of logits. */
export interface LogitOptions {
  readonly seed: number;
  /** Vectors drawn at random, beside the special ones. */
  readonly count: number;
  /** Entries of each vector. */
  readonly classes: number;
  readonly format?: Format;
}

/**
 * Vectors of logits: half of the drawn ones of everyday size (±60), half uniform over all bit patterns, and then ties,
 * all-equal ones, masks of −1e30, leads of one class by 20, 100 and 1e4, and entries of ±1e4 and ±1e308 (±1e38 for f32).
 */
export function logitSamples({ seed, count, classes, format = 'f64' }: LogitOptions): number[][] {
  const next = randomBits(seed);
  const round = (x: number): number => (format === 'f32' ? Math.fround(x) : x);
  const everyday = (): number => round(((next() + next() / 2 ** 32) / 2 ** 32 - 0.5) * 120);
  const patterns = samples({ seed: next(), count: count * classes, format });
  const fill = (entry: (k: number) => number): number[] =>
    Array.from({ length: classes }, (_, k) => round(entry(k)));
  const drawn = Array.from({ length: count }, (_, i) =>
    fill((k) => (i % 2 === 0 ? everyday() : (patterns[i * classes + k] ?? 0))),
  );
  const huge = format === 'f64' ? 1e308 : 1e38;
  const equal = [0, 1, -1e4, 1e4, huge, -huge].map((x) => fill(() => x));
  const leads = [20, 37, 100, 746, 1e4, huge].flatMap((lead) => [
    fill((k) => (k === 0 ? lead : 0)),
    fill((k) => (k === classes - 1 ? -lead : 0)),
  ]);
  const masks = [
    fill((k) => (k % 2 === 0 ? everyday() : -1e30)),
    fill((k) => (k === 0 ? -1e30 : everyday())),
  ];
  const ties = [fill((k) => (k < 2 ? 7.25 : everyday())), fill((k) => [3, -3, 3][k % 3] ?? 0)];
  const opposed = [1e4, huge].map((x) => fill((k) => (k % 2 === 0 ? x : -x)));
  const steps = [fill((k) => -40 * k), fill((k) => 700 - k), fill((k) => -745 + k)];
  return [...drawn, ...equal, ...leads, ...masks, ...ties, ...opposed, ...steps];
}

/** The number of the format so many places on, downwards where they are negative; not finite beyond the largest. */
export function neighbour(x: number, places: number, format: Format = 'f64'): number {
  const place = rank(x, format) + BigInt(places);
  const most = rank(limits[format].largest, format);
  if (place > most) return Number.POSITIVE_INFINITY;
  return place < -most ? Number.NEGATIVE_INFINITY : numberAt(place, format);
}

/** The number of the format half way in place between two of them; the lower one where they are neighbours. */
export function midway(a: number, b: number, format: Format = 'f64'): number {
  return numberAt((rank(a, format) + rank(b, format)) >> 1n, format);
}

const view = new DataView(new ArrayBuffer(8));

/** The place of the number among all of its format, 0 for 0: neighbours differ by one. */
function rank(x: number, format: Format): bigint {
  const wide = format === 'f64';
  if (wide) view.setFloat64(0, Math.abs(x));
  else view.setFloat32(0, Math.abs(x));
  const place = wide ? view.getBigUint64(0) : BigInt(view.getUint32(0));
  return x < 0 ? -place : place;
}

function numberAt(place: bigint, format: Format): number {
  const wide = format === 'f64';
  const size = place < 0n ? -place : place;
  if (wide) view.setBigUint64(0, size);
  else view.setUint32(0, Number(size));
  const x = wide ? view.getFloat64(0) : view.getFloat32(0);
  return place < 0n ? -x : x;
}
