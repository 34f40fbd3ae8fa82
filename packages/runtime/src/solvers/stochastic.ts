// The loop that all mini-batch methods share: shuffled epochs, a step size that falls along a cosine to zero, a look at the
// whole objective after each epoch, and a retreat with half the step where the numbers explode.
import { seeded, shuffle } from '../numbers/random.js';
import type { Objective } from '../objective.js';
import { breather } from './breath.js';
import { dot } from './line-search.js';
import { solution } from './solver.js';
import type { Solver, SolverSettings } from './solver.js';

/** How a method turns a gradient into a step; made anew for every run, so that it can remember. */
export type Update = (point: Float64Array, gradient: Float64Array, rate: number) => void;

/** What one method differs in from another. */
export interface Method {
  readonly name: string;
  update(length: number): Update;
  /** The first step size, from the largest curvature and the natural size of a gradient at the start. */
  rate(curvature: number, gradientSize: number): number;
}

interface Best {
  readonly point: Float64Array;
  readonly objective: number;
  readonly gradient: Float64Array;
  readonly gradientNorm: number;
}

const RETREATS = 30;
// How much of an epoch may be lost where the process is killed, in milliseconds.
const KEEPING = 1000;

/** The solver of a stochastic method. It stops early where the whole gradient is within the tolerance. */
export const stochastic = (method: Method): Solver => ({
  name: method.name,
  solve: async (objective, start, settings) => {
    const breathe = breather(settings);
    const random = seeded(settings.seed);
    const rows = Uint32Array.from({ length: objective.rows }, (_, row) => row);
    let best = await survey(objective, start);
    if (!usable(best)) return solution('non-finite', { ...best, iterations: 0 });
    let rate = settings.learningRate ?? (await defaultRate(objective, method, start));
    let update = method.update(objective.length);
    let point = start.slice();
    let retreats = 0;
    for (let epoch = 1; epoch <= settings.epochs; epoch++) {
      shuffle(rows, random);
      await sweep(objective, { rows, point, update, settings, breathe, rate, epoch });
      const here = await survey(objective, point.slice());
      const { gradientNorm } = here;
      settings.onProgress?.({
        solver: method.name,
        iteration: epoch,
        objective: here.objective,
        gradientNorm,
        point: here.point,
      });
      if (usable(here) && here.objective <= best.objective) best = here;
      if (best.gradientNorm <= settings.tolerance)
        return solution('gradient', { ...best, iterations: epoch });
      if (usable(here)) continue;
      if (++retreats > RETREATS) return solution('non-finite', { ...best, iterations: epoch });
      point = best.point.slice();
      update = method.update(objective.length);
      rate /= 2;
    }
    return solution('max-iterations', { ...best, iterations: settings.epochs });
  },
});

const usable = (here: Best): boolean => Number.isFinite(here.objective) && Number.isFinite(here.gradientNorm);

const survey = async (objective: Objective, point: Float64Array): Promise<Best> => {
  const gradient = new Float64Array(objective.length);
  const value = await objective.evaluate(point, gradient);
  return { point, objective: value, gradient, gradientNorm: objective.size(gradient) };
};

interface Epoch {
  readonly rows: Uint32Array;
  readonly point: Float64Array;
  readonly update: Update;
  readonly settings: SolverSettings;
  readonly breathe: () => Promise<void> | undefined;
  readonly rate: number;
  readonly epoch: number;
}

const sweep = async (objective: Objective, run: Epoch): Promise<void> => {
  const { rows, point, update, settings } = run;
  const gradient = new Float64Array(objective.length);
  // batches of one size: in a short last one a row would count more than in the others, and the noise never average out
  const keep = keeper(point, settings);
  const steps = Math.ceil(rows.length / settings.batch);
  for (let step = 0; step < steps; step++) {
    const batch = rows.subarray(
      Math.round((step / steps) * rows.length),
      Math.round(((step + 1) / steps) * rows.length),
    );
    await objective.estimate(batch, point, gradient);
    const done = (run.epoch - 1 + step / steps) / settings.epochs;
    update(point, gradient, (run.rate * (1 + Math.cos(Math.PI * done))) / 2);
    keep();
    await run.breathe();
  }
};

/** Tells where the solver stands at every interval, and at once when it is about to be stopped. */
const keeper = (point: Float64Array, { onPoint, signal }: SolverSettings): (() => void) => {
  let last = performance.now();
  return () => {
    if (onPoint === undefined) return;
    const now = performance.now();
    if (now - last < KEEPING && signal?.aborted !== true) return;
    last = now;
    onPoint(point);
  };
};

// A few power iterations on differences of gradients: the largest curvature to some per cent.
const defaultRate = async (objective: Objective, method: Method, start: Float64Array): Promise<number> => {
  const at = new Float64Array(objective.length);
  await objective.evaluate(start, at);
  const size = objective.size(at);
  const largest = at.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const gradientSize = size > 0 ? largest / size : 1;
  let direction = at.map((value, i) => value + (largest > 0 ? largest : 1) * 1e-3 * Math.cos(i + 1));
  let curvature = 0;
  for (let step = 0; step < 10; step++) {
    const length = Math.sqrt(dot(direction, direction));
    if (!(length > 0)) break;
    const probe = new Float64Array(objective.length);
    await objective.evaluate(
      start.map((value, i) => value + (1e-3 * (direction[i] ?? 0)) / length),
      probe,
    );
    direction = probe.map((value, i) => (value - (at[i] ?? 0)) / 1e-3);
    curvature = Math.sqrt(dot(direction, direction));
  }
  return method.rate(curvature > 0 && Number.isFinite(curvature) ? curvature : 1, gradientSize);
};
