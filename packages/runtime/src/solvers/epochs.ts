// Epochs one after the other: which rows make a batch, how long each step is, and a look at the whole objective at the end of
// each. Here the processor takes the steps.
import type { Step } from '../devices/device.js';
import { shuffle } from '../numbers/random.js';
import type { Objective } from '../objective.js';
import { breather } from './breath.js';
import { look } from './look.js';
import type { SolverSettings } from './solver.js';
import { stepper } from './step.js';

/** What one method differs in from another. */
export interface Method {
  readonly name: string;
  /** Step number `taken`, from 1, at a step size. */
  step(rate: number, taken: number): Step;
  /** The first step size, from the largest curvature and the natural size of a gradient at the start. */
  rate(curvature: number, gradientSize: number): number;
}

/** A point with the whole objective there. */
export interface Best {
  readonly point: Float64Array;
  readonly objective: number;
  readonly gradient: Float64Array;
  readonly gradientNorm: number;
}

/** Where epochs begin, or begin again. */
export interface Beginning {
  readonly point: Float64Array;
  readonly rate: number;
  /** The first epoch, from 1. */
  readonly epoch: number;
}

/** What epochs are made of. */
export interface Course {
  readonly objective: Objective;
  readonly method: Method;
  readonly settings: SolverSettings;
  readonly random: () => number;
}

/** Epochs, whoever takes the steps. */
export interface Epochs {
  /** Runs the next epoch and tells where it led. */
  next(): Promise<Best>;
  /** Forgets what the method remembers, and begins anew. */
  begin(at: Beginning): void;
}

/** The objective as a whole at a point. */
export const survey = async (objective: Objective, point: Float64Array): Promise<Best> => {
  const { value, gradient } = await look(objective, point);
  return { point, objective: value, gradient, gradientNorm: objective.size(gradient) };
};

/** Steps in an epoch. */
export const stepsIn = (rows: number, { batch }: SolverSettings): number => Math.ceil(rows / batch);

/** Batches of one size: in a short last one a row would count more than in the others, and the noise never average out. */
export const batchOf = (rows: Uint32Array, step: number, steps: number): Uint32Array =>
  rows.subarray(Math.round((step / steps) * rows.length), Math.round(((step + 1) / steps) * rows.length));

/** The step size falls along a cosine to zero; `done` counts epochs. */
export const rateAt = (rate: number, done: number, { epochs }: SolverSettings): number =>
  (rate * (1 + Math.cos((Math.PI * done) / epochs))) / 2;

// How much of an epoch may be lost where the process is killed, in milliseconds.
const keepingTime = 1000;

/** Tells where the solver stands at every interval, and at once when it is about to be stopped. */
export const keeper = ({ onPoint, signal }: SolverSettings): ((point: Float64Array) => void) => {
  let last = performance.now();
  return (point) => {
    if (onPoint === undefined) return;
    const now = performance.now();
    if (now - last < keepingTime && signal?.aborted !== true) return;
    last = now;
    onPoint(point);
  };
};

/** Epochs of steps that the processor takes, whatever evaluates the gradients. */
export const epochsHere = ({ objective, method, settings, random }: Course, start: Beginning): Epochs => {
  const rows = Uint32Array.from({ length: objective.rows }, (_, row) => row);
  const gradient = new Float64Array(objective.length);
  const breathe = breather(settings);
  const keep = keeper(settings);
  const steps = stepsIn(rows.length, settings);
  const beginAt = ({ point, rate, epoch }: Beginning) => ({
    point: point.slice(),
    rate,
    epoch,
    taken: 0,
    take: stepper(objective.length),
  });
  let now = beginAt(start);
  return {
    next: async () => {
      shuffle(rows, random);
      for (let step = 0; step < steps; step++) {
        await objective.estimate(batchOf(rows, step, steps), now.point, gradient);
        const rate = rateAt(now.rate, now.epoch - 1 + step / steps, settings);
        now.take(now.point, gradient, method.step(rate, ++now.taken));
        keep(now.point);
        await breathe();
      }
      now.epoch++;
      return survey(objective, now.point.slice());
    },
    begin: (at) => {
      now = beginAt(at);
    },
  };
};
