// The loop that all mini-batch methods share: shuffled epochs, taken by the processor or by a device, a look at the whole objective
// after each, and a retreat with half the step where the numbers explode.
import { dot } from '../linear-algebra/dot.js';
import { seeded } from '../numbers/random.js';
import type { Objective } from '../objective.js';
import { epochsOnDevice } from './epochs-on-device.js';
import { epochsHere, survey } from './epochs.js';
import type { Best, Beginning, Course, Epochs, Method } from './epochs.js';
import { solution } from './solver.js';
import type { Solver } from './solver.js';

const mostRetreats = 30;

/** The solver of a stochastic method. It stops early where the whole gradient is within the tolerance. */
export const stochastic = (method: Method): Solver => ({
  name: method.name,
  solve: async (objective, start, settings) => {
    let best = await survey(objective, start);
    if (!usable(best)) return solution('non-finite', { ...best, iterations: 0 });
    let rate = settings.learningRate ?? (await defaultRate(objective, method, start));
    const course: Course = { objective, method, settings, random: seeded(settings.seed) };
    const epochs = epochsOf(course, { point: start, rate, epoch: 1 });
    let retreats = 0;
    for (let epoch = 1; epoch <= settings.epochs; epoch++) {
      const here = await epochs.next();
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
      if (++retreats > mostRetreats) return solution('non-finite', { ...best, iterations: epoch });
      rate /= 2;
      epochs.begin({ point: best.point, rate, epoch: epoch + 1 });
    }
    return solution('max-iterations', { ...best, iterations: settings.epochs });
  },
});

const epochsOf = (course: Course, start: Beginning): Epochs => {
  const { descend } = course.objective;
  return descend === undefined ? epochsHere(course, start) : epochsOnDevice(course, start, descend);
};

const usable = (here: Best): boolean => Number.isFinite(here.objective) && Number.isFinite(here.gradientNorm);

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
