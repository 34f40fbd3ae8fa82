// Models judged by rows that they have not seen: cross-validation, which also chooses along a path, and a part held out.
import { weighClasses } from './class-weights.js';
import type { Dataset } from './dataset.js';
import { totalLoss } from './devices/cpu.js';
import { deal, masked } from './folds.js';
import { classify } from './inference/classifier.js';
import type { Ending } from './inference/ending.js';
import type { KernelModule } from './kernel.js';
import type { Settings } from './options.js';
import { expand } from './original.js';
import type { CrossValidation, Holdout } from './report.js';
import { train } from './train.js';

/** What a model has to say about rows that it has not seen. */
export const judge = (ending: Ending, unseen: Dataset, working = ending.working): Holdout => {
  const problem = { ...ending.problem, rowWeights: unseen.weights };
  const classified = classify({ data: unseen, problem, weights: working });
  let rows = 0;
  for (let row = 0; row < unseen.rows; row++) if ((unseen.weights?.[row] ?? 1) > 0) rows++;
  return {
    rows,
    meanLoss: totalLoss(problem, working) / unseen.totalWeight,
    accuracy: classified?.accuracy ?? null,
    confusion: classified?.confusion ?? null,
  };
};

/** The verdict of a cross-validation, and the stage of the path that it chooses. */
export interface Verdict {
  readonly report: CrossValidation;
  readonly chosen: number;
}

/**
 * Deals the rows into folds, leaves out each once, and judges the models of the others by it; with a path, every penalty.
 *
 * @throws Problem too-few-rows
 */
export const crossValidate = async (
  kernels: KernelModule,
  cases: Dataset,
  given: { readonly settings: Settings; readonly folds: number; readonly shares: readonly number[] },
): Promise<Verdict> => {
  const { settings, folds, shares } = given;
  const parts = deal(kernels, cases, { parts: folds, seed: settings.seed });
  const losses = shares.map(() => new Float64Array(folds));
  const right = new Float64Array(shares.length);
  const weights = new Float64Array(folds);
  let classifies = false;
  for (let fold = 0; fold < folds; fold++) {
    const kept = masked(kernels, cases, (row) => parts[row] !== fold);
    const left = masked(kernels, cases, (row) => parts[row] === fold);
    const data = weighClasses(kernels, kept, settings.classWeights);
    const trained = await train(kernels, { data, cases: kept, settings, shares });
    weights[fold] = left.totalWeight;
    (trained.path ?? [trained]).forEach(({ solution }, at) => {
      const found = judge(trained, left, expand(solution.point, trained.plan, trained.problem));
      const losing = losses[at] ?? new Float64Array(0);
      losing[fold] = found.meanLoss;
      right[at] = (right[at] ?? 0) + (found.accuracy ?? 0) * left.totalWeight;
      classifies ||= found.accuracy !== null;
    });
  }
  const total = sum(weights);
  const means = losses.map((byFold) => sum(byFold.map((loss, fold) => loss * (weights[fold] ?? 0))) / total);
  // where no mean is a number there is nothing to choose by, and the end of the path stands
  const least = means.reduce(
    (best, mean, at) => (mean < (means[best] ?? Infinity) ? at : best),
    means.length - 1,
  );
  const byFold = [...(losses[least] ?? [])];
  return {
    chosen: least,
    report: {
      folds,
      meanLoss: means[least] ?? NaN,
      standardError: spread(byFold) / Math.sqrt(folds),
      accuracy: classifies ? (right[least] ?? 0) / total : null,
      byFold,
      path:
        settings.path === undefined
          ? null
          : shares.map((share, at) => ({
              l1: settings.l1 * share,
              l2: settings.l2 * share,
              meanLoss: means[at] ?? NaN,
            })),
    },
  };
};

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

const spread = (values: readonly number[]): number => {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  return Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1));
};
