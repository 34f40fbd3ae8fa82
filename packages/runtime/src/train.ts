// One training run: checked data become a design, a plan, a null model and a minimum. Cross-validation runs it once a fold.
import type { Dataset } from './dataset.js';
import { buildDesign } from './design.js';
import type { LinearProblem } from './devices/device.js';
import type { Ending } from './inference/ending.js';
import { separation } from './inference/separation.js';
import type { KernelModule } from './kernel.js';
import { minimise } from './minimise.js';
import type { Minimum, Stage } from './minimise.js';
import { fitNull } from './null-model.js';
import type { Settings } from './options.js';
import { expand, originalOf } from './original.js';
import { planFit } from './plan.js';
import type { Plan } from './plan.js';

/** Data to train on. */
export interface Training {
  /** Weights of classes multiplied in. */
  readonly data: Dataset;
  /** The same without these. */
  readonly cases: Dataset;
  readonly settings: Settings;
  /** The shares of the penalties along a path that was laid before. */
  readonly shares?: readonly number[];
}

/** A trained model before anything is said about it; `at` looks at another stage of its path. */
export interface Trained extends Ending {
  readonly at: (stage: Stage) => Promise<Ending>;
}

/** Trains on checked data. */
export const train = async (kernels: KernelModule, training: Training): Promise<Trained> => {
  const { data, cases, settings } = training;
  const design = buildDesign(kernels, data);
  const plan = planFit(kernels, data, { design, settings });
  const problem: LinearProblem = {
    kernels,
    ...design,
    y: data.y,
    rowWeights: data.weights,
    offset: data.offset,
  };
  const nullModel = await fitNull(problem, {
    intercept: data.intercept,
    totalWeight: data.totalWeight,
    free: Int32Array.from(constants(kernels, plan)),
    signal: settings.signal,
  });
  const task = { data, design, plan, nullModel, settings };
  const separated = settings.biasReduction ? { running: [] } : separation(problem, unpenalised(plan));
  const found = await minimise(problem, task, training.shares);
  const end = (minimum: Minimum): Ending => {
    const working = expand(minimum.solution.point, plan, problem);
    return {
      ...minimum,
      ...task,
      cases,
      problem,
      separated,
      working,
      weights: originalOf(design, working, plan),
    };
  };
  const at = async (stage: Stage): Promise<Ending> =>
    end({ ...found, ...stage, objective: await found.objectiveAt(stage.share) });
  return { ...end(found), at };
};

// What nothing pulls on: of a penalised fit the intercepts.
const unpenalised = ({ free, penalty, lasso }: Plan): Int32Array =>
  free.filter((at) => penalty[at] === 0 && (lasso?.[at] ?? 0) === 0);

// The parameters that a constant may move: all but the one that the form holds.
const constants = (kernels: KernelModule, plan: Plan): readonly number[] =>
  Array.from({ length: kernels.parameters }, (_, k) => k).slice(plan.form === 'plain' ? 0 : 1);
