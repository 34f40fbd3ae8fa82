// Where the null model begins: constants at which every row has a finite loss, and for which some of the rows are as likely as a
// coarse search finds. A start far off may lead to no maximum or to another, and data may be of any size.
import { totalLoss } from './devices/cpu.js';
import type { LinearProblem } from './devices/device.js';
import { gatherer } from './devices/gather.js';
import { Problem } from './problems.js';

/** One constant a parameter. @throws Problem no-feasible-start */
export const feasibleStart = (problem: LinearProblem): Float64Array => {
  const { kernels } = problem;
  const sample = sampleOf(problem);
  const lossOn = (rows: LinearProblem) => (at: Float64Array) => {
    const loss = totalLoss(rows, at);
    return Number.isFinite(loss) ? loss : Infinity;
  };
  const [few, all] = [lossOn(sample), lossOn(problem)];
  const one = lossOn(gatherer(sample)(Uint32Array.of(0)));
  const s = kernels.parameters;
  const found = (s === 1 ? ofOne(few) : ofSeveral(s, few, one)).find((at) => all(at) < Infinity);
  if (found !== undefined) return found;
  throw new Problem(
    'no-feasible-start',
    `no constant gives every row a finite loss in the family ${kernels.family}`,
  );
};

type Loss = (constants: Float64Array) => number;

const sampleRows = 500;

/** Some of the rows that weigh anything, evenly spread, where there are many. */
export const sampleOf = (problem: LinearProblem): LinearProblem => {
  const { rows, rowWeights } = problem;
  const weighing = Uint32Array.from({ length: rows }, (_, row) => row).filter(
    (row) => rowWeights === null || (rowWeights[row] ?? 0) > 0,
  );
  const step = Math.max(1, Math.floor(weighing.length / sampleRows));
  if (step === 1 && weighing.length === rows) return problem;
  return gatherer(problem)(weighing.filter((_, position) => position % step === 0));
};

const sizes = Array.from({ length: 13 }, (_, k) => k - 6).flatMap((power) =>
  [1, 2, 5].map((digit) => digit * 10 ** power),
);
const candidates = [0, ...sizes.flatMap((size) => [size, -size])];

// Of one parameter constants of every size, the best first; around the best a finer search.
const ofOne = (loss: Loss): readonly Float64Array[] => {
  const of = (value: number): number => loss(Float64Array.of(value));
  const tried = candidates
    .map((value) => ({ value, loss: of(value) }))
    .filter((each) => each.loss < Infinity)
    .sort((a, b) => a.loss - b.loss)
    .map(({ value }) => value);
  const best = tried[0];
  return [...(best === undefined ? [] : [finer(of, farther(of, best))]), ...tried].map((value) =>
    Float64Array.of(value),
  );
};

const smallestSize = Math.min(...sizes);
const largestSize = Math.max(...sizes);

// Beyond the largest and the smallest candidate for as long as it gets better.
const farther = (of: (value: number) => number, from: number): number => {
  const size = Math.abs(from);
  if (from === 0 || (size > smallestSize && size < largestSize)) return from;
  let [best, least] = [from, of(from)];
  for (;;) {
    const next = size < 1 ? best / 10 : best * 10;
    const loss = of(next);
    if (!(loss < least)) return best;
    [best, least] = [next, loss];
  }
};

// By thirds of a ratio of ten to either side.
const mostNarrowings = 20;

const finer = (of: (value: number) => number, from: number): number => {
  let [low, high, best, least] = [from / 10, from * 10, from, of(from)];
  for (let narrowing = 0; narrowing < mostNarrowings && from !== 0; narrowing++) {
    const third = Math.cbrt(high / low);
    const [left, right] = [low * third, high / third];
    const [below, above] = [of(left), of(right)];
    if (below <= above) high = right;
    else low = left;
    if (Math.min(below, above) < least) [best, least] = below <= above ? [left, below] : [right, above];
  }
  return best;
};

// Of several, 0 is inside most natural parameter spaces, and −1 or 1 inside the others, or a mixture of these, or ten times as
// far out where parameters are bounded together; from there each is made ten times larger or smaller for as long as that makes
// the rows likelier.
const fewParameters = 9;
const reaches = [1, 10];

const ofSeveral = (s: number, loss: Loss, one: Loss): readonly Float64Array[] => {
  for (const reach of reaches) {
    const inside = cornersOf(s)
      .map((corner) => corner.map((value) => value * reach))
      .filter((corner) => one(corner) < Infinity)
      .filter((corner) => loss(corner) < Infinity);
    if (inside.length > 0) return inside.slice(0, 3).flatMap((corner) => [scaled(corner, loss), corner]);
  }
  return [];
};

const cornersOf = (s: number): readonly Float64Array[] => {
  const values = [0, -1, 1];
  if (s > fewParameters) return values.map((value) => new Float64Array(s).fill(value));
  return Array.from({ length: 3 ** s }, (_, choice) =>
    Float64Array.from({ length: s }, (__, k) => values[Math.floor(choice / 3 ** k) % 3] ?? 0),
  );
};

const scaled = (corner: Float64Array, loss: Loss): Float64Array => {
  const turns = Array.from(corner.keys()).flatMap((k) => [10, 0.1].map((factor) => ({ k, factor })));
  let best = corner;
  for (let before = Infinity, least = loss(corner); least < before;) {
    before = least;
    for (const turn of turns) [best, least] = drawn(best, least, { ...turn, loss });
  }
  return best;
};

// One of the constants times a factor, for as long as that gets better.
const drawn = (
  from: Float64Array,
  least: number,
  { k, factor, loss }: { readonly k: number; readonly factor: number; readonly loss: Loss },
): readonly [Float64Array, number] => {
  const next = from.map((value, at) => (at === k ? value * factor : value));
  const there = loss(next);
  return there < least ? drawn(next, there, { k, factor, loss }) : [from, least];
};
