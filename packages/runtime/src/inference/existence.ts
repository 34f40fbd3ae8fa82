// Whether the point where a solver stopped is an optimum at all. Where the data are separated the likelihood has no maximum:
// the gradient fades while every Newton step still moves the linear predictors by about 1; at a true optimum it moves nothing.
import { cholesky } from '../linear-algebra/cholesky.js';
import { columnName, isPenalised } from '../plan.js';
import type { FitWarning } from '../report.js';
import { newtonStep } from '../solvers/newton.js';
import type { Ending } from './ending.js';

/** What the examination found. */
export interface Examination {
  /** False where there is no finite optimum. */
  readonly exists: boolean;
  /** Whether the information can be inverted for standard errors. */
  readonly regular: boolean;
  readonly warnings: readonly FitWarning[];
}

// What the information may cost: standard errors are worth a minute, the check of a penalised fit alone a second.
const LARGEST = 4000;
const WORK = { unpenalised: 4e10, penalised: 1e9 };
// A Newton step that still moves some η by this share, with the gradient gone, is on its way to infinity.
const MOVING = 1e-2;

/** Takes one more Newton step in thought and looks at how far it would go. */
export const examine = (ending: Ending): Examination => {
  const { data, plan, objective, solution, settings } = ending;
  const { length } = plan.free;
  if (!solution.converged) return { exists: true, regular: false, warnings: [] };
  if (length === 0) return { exists: true, regular: true, warnings: [] };
  const penalised = isPenalised(settings);
  if (length > LARGEST || data.rows * length ** 2 > (penalised ? WORK.penalised : WORK.unpenalised))
    return { exists: true, regular: false, warnings: penalised ? [] : [skipped] };
  const step = newtonStep(objective, solution);
  if (objective.reach(solution.point, step) > MOVING)
    return { exists: false, regular: false, warnings: [separation(movingColumns(ending, step))] };
  if (penalised) return { exists: true, regular: true, warnings: [] };
  const { rank, order } = cholesky(objective.curvature(solution.point), length);
  const columns = names(ending, Array.from(order.subarray(rank)));
  return { exists: true, regular: rank === length, warnings: rank === length ? [] : [singular(columns)] };
};

/** The columns whose coefficients take part in a step, the intercept left out where others do. */
const movingColumns = (ending: Ending, step: Float64Array): readonly string[] => {
  const largest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const moving = Array.from(step.keys()).filter((i) => Math.abs(step[i] ?? 0) > 0.05 * largest);
  const found = names(ending, moving);
  const features = found.filter((name) => name !== '(Intercept)');
  return features.length > 0 ? features : found;
};

const names = ({ data, design, problem, plan }: Ending, positions: readonly number[]): readonly string[] => [
  ...new Set(
    positions.map((i) =>
      columnName(data, design, Math.floor((plan.free[i] ?? 0) / problem.kernels.parameters)),
    ),
  ),
];

const separation = (columns: readonly string[]): FitWarning => ({
  code: 'separation',
  message: `no finite maximum, the outcomes are separated by ${columns.join(', ')}; a penalty (l2) makes the estimates finite`,
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
