// The gate before files are written: a quick measure of a kernel in the targets and the precision that are asked for, which is
// refused where it misses its budget.
import { budgets, compile, hullOf, lower, withLink } from '@expfam/codegen';
import type { BaseMeasure } from '@expfam/codegen';
import type { Derivation } from '@expfam/family';
import { Problem } from '../problems.js';
import { cornersOf } from './corners.js';
import { measure, placeOf } from './measure.js';
import type { Finding } from './measure.js';
import { outcomesOf } from './outcomes.js';
import { planOf } from './plan.js';
import type { Point } from './truth.js';

/** How the kernel is made. */
export interface Made {
  readonly base: BaseMeasure;
  readonly link: string;
  readonly precision: 'f64' | 'f32';
  /** A shader runs nowhere by itself: what it is a translation of is measured in its place. */
  readonly targets: readonly string[];
}

/** Classes above which a quick measure would not be quick; the tests measure those. */
const most = 12;

/** How far out corners are measured: the truth of a sum or an integral takes a hundred times as long as that of a formula. */
const hard = {
  summed: { sizes: [36], most: 8 },
  closed: { sizes: [0.0625, 36, 650], most: 10 },
} as const;

/**
 * Measures the kernel at a few points.
 *
 * @throws Problem `misses-its-budget` with the function, its error and where that is.
 */
export const withinBudget = async (
  derivation: Derivation,
  { base, link, precision, targets }: Made,
): Promise<void> => {
  if ((derivation.classes ?? 0) > most) return;
  const { judged } = lower(derivation, { link });
  const isSummed = judged === 'summed';
  const drawn = planOf(derivation, {
    judged,
    link,
    format: precision,
    count: 3,
    most: isSummed ? 4 : 8,
    effort: 'none',
    ...(isSummed ? { truth: (await import('./moments-truth.js')).momentsTruth(derivation) } : {}),
  });
  const corners =
    link === 'canonical'
      ? cornersOf(derivation, { format: precision, ...hard[isSummed ? 'summed' : 'closed'] })
      : endsOf(withLink(derivation, link), precision);
  const plan = { ...drawn, points: [...drawn.points, ...corners] };
  for (const target of gauged(targets, precision)) {
    const kernels = await compile(derivation, { target, precision, base, link });
    const budget = budgets[target][precision][judged];
    // where no truth was settled nothing is known against it
    const missed = measure(kernels, derivation, { judged, budget, plan }).find(
      ({ pass, points }) => !pass && points > 0,
    );
    if (missed !== undefined)
      throw new Problem(
        'misses-its-budget',
        sayMiss(`${derivation.name} in ${target} (${precision})`, missed),
      );
  }
};

/** So near to the ends of a predictor that is a power of the mean, or the mean itself, half of the digits of the rest cancel; no power of two, which would be exact. */
const near = { f64: 7e7, f32: 3e3 } as const;

/** Points next to the ends of the predictors of a link; none where all are unbounded. */
const endsOf = (linked: Derivation, precision: 'f64' | 'f32'): readonly Point[] => {
  const ends = linked.natural.flatMap(({ domain }) => [hullOf(domain).lower, hullOf(domain).upper]);
  const cancels = ends.some((end) => Number.isFinite(end) && end !== 0);
  if (!cancels) return [];
  const outcomes = outcomesOf(linked.outcome.domain).slice(0, 2);
  const corners = cornersOf(linked, { format: precision, sizes: [near[precision]], most: 4 });
  return corners.flatMap(({ eta }) => outcomes.map((y) => ({ eta, y })));
};

/** In double precision the targets differ by a rounding or two, and one speaks for both; in single precision each does for itself. */
const gauged = (targets: readonly string[], precision: 'f64' | 'f32'): readonly ('ts' | 'wasm')[] => {
  const running = (['ts', 'wasm'] as const).filter((each) => targets.includes(each));
  if (running.length === 0) return ['ts'];
  return precision === 'f64' ? running.slice(0, 1) : running;
};

const sayMiss = (family: string, { name, worst, budget, at }: Finding): string => {
  const found = Number.isFinite(worst) ? `off by ${worst.toPrecision(3)} ulp` : 'no number of any size';
  return `the ${name} of ${family} is ${found}, its budget is ${String(budget)} ulp; at ${at === null ? '' : placeOf(at)}`;
};
