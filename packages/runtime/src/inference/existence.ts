// Whether the point where a solver stopped is an optimum at all. Where separation could not be decided before, the end of the
// fit tells: without a maximum the gradient fades while every Newton step still moves the linear predictors by about 1, or
// the objective stays as it is however far one goes on.
import { cholesky } from '../linear-algebra/cholesky.js';
import { columnName, isPenalised } from '../plan.js';
import type { FitWarning } from '../report.js';
import { newtonStep } from '../solvers/newton.js';
import type { Ending } from './ending.js';
import { endlessDirection } from './endless.js';

/** What the examination found. */
export interface Examination {
  /** False where there is no finite optimum. */
  readonly exists: boolean;
  /** Whether the information can be inverted for standard errors. */
  readonly regular: boolean;
  readonly warnings: readonly FitWarning[];
}

// What the information may cost: standard errors are worth a minute, the check of a penalised fit alone a second.
const mostCoefficients = 4000;
const mostWork = { unpenalised: 4e10, penalised: 1e9 };
// A Newton step that still moves some η by this share, with the gradient gone, is on its way to infinity.
const movingShare = 1e-2;

/** Says whether there is an optimum: what was decided before the fit, else where one more Newton step would go. */
export const examine = async (ending: Ending): Promise<Examination> => {
  const { data, plan, objective, solution, settings, separated } = ending;
  const { length } = plan.free;
  if (separated !== null && separated.running.length > 0)
    return { exists: false, regular: false, warnings: [separation(featuresOf(ending, separated.running))] };
  if (!solution.converged) return { exists: true, regular: false, warnings: [] };
  if (length === 0) return { exists: true, regular: true, warnings: [] };
  const penalised = isPenalised(settings);
  if (
    length > mostCoefficients ||
    data.rows * length ** 2 > (penalised ? mostWork.penalised : mostWork.unpenalised)
  )
    return { exists: true, regular: false, warnings: penalised ? [] : [skipped] };
  if (separated === null) {
    const step = newtonStep(objective, solution);
    if (objective.reach(solution.point, step) > movingShare)
      return { exists: false, regular: false, warnings: [endless(movingColumns(ending, step))] };
    const flat = await endlessDirection(objective, solution);
    if (flat !== null)
      return { exists: false, regular: false, warnings: [endless(movingColumns(ending, flat))] };
  }
  if (penalised) return { exists: true, regular: true, warnings: [] };
  const { rank, order } = cholesky(objective.curvature(solution.point), length);
  const lost = Array.from(order.subarray(rank), (i) => plan.free[i] ?? 0);
  const columns = names(ending, lost);
  return { exists: true, regular: rank === length, warnings: rank === length ? [] : [singular(columns)] };
};

/** The columns whose coefficients take part in a step, the intercept left out where others do. */
const movingColumns = (ending: Ending, step: Float64Array): readonly string[] => {
  const largest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const moving = Array.from(step.keys()).filter((i) => Math.abs(step[i] ?? 0) > 0.05 * largest);
  return featuresOf(
    ending,
    moving.map((i) => ending.plan.free[i] ?? 0),
  );
};

const featuresOf = (ending: Ending, positions: readonly number[]): readonly string[] => {
  const found = names(ending, positions);
  const features = found.filter((name) => name !== '(Intercept)');
  return features.length > 0 ? features : found;
};

const names = ({ data, design, problem }: Ending, positions: readonly number[]): readonly string[] => [
  ...new Set(positions.map((at) => columnName(data, design, Math.floor(at / problem.kernels.parameters)))),
];

const separation = (columns: readonly string[]): FitWarning => ({
  code: 'separation',
  message: `no finite maximum, the outcomes are separated by ${columns.join(', ')}; a ridge (--l2) or bias reduction (--bias-reduction) makes the estimates finite`,
  columns,
});

const endless = (columns: readonly string[]): FitWarning => ({
  code: 'separation',
  message: `no finite maximum, the likelihood never falls along ${columns.join(', ')}; a ridge (--l2) or bias reduction (--bias-reduction) makes the estimates finite`,
  columns,
});

const singular = (columns: readonly string[]): FitWarning => ({
  code: 'singular-information',
  message: `the information is singular in ${columns.join(', ')}: standard errors are withheld`,
  columns,
});

const skipped: FitWarning = {
  code: 'inference-skipped',
  message: 'the model is too large for standard errors and for a check that its maximum exists',
  columns: [],
};
