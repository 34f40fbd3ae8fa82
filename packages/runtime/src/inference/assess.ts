// From the end of a solver to the report: did it converge to something that exists, how sure are the coefficients, how good
// is the fit.
import { columnName, isPenalised } from '../plan.js';
import { expand, originalOf } from '../original.js';
import type { Plan } from '../plan.js';
import type { FitReport, FitWarning } from '../report.js';
import { boundary } from './boundary.js';
import { classify } from './classifier.js';
import { coefficientTable } from './coefficients.js';
import { covariance } from './covariance.js';
import type { Ending } from './ending.js';
import { examine } from './existence.js';
import { profileIntervals } from './intervals.js';
import { goodness } from './statistics.js';
import type { Goodness } from './statistics.js';

/** A report, and the covariance of the free coefficients where there is one. */
export interface Assessment {
  readonly report: FitReport;
  /** Dispersion included, in the order of the plan's free coefficients. */
  readonly covariance: Float64Array | null;
  /** At unit dispersion and by the model, whatever the errors are of: for leverages. */
  readonly unit: Float64Array | null;
}

/** The report of a fit. */
export const assess = async (ending: Ending): Promise<Assessment> => {
  const { data, problem, plan, settings, solution, nullModel, working } = ending;
  const { kernels } = problem;
  const found = await examine(ending);
  const converged = solution.converged && found.exists;
  const good = goodness({
    data,
    problem,
    weights: working,
    nullLoss: nullModel.loss,
    length: plan.free.length,
    start: nullModel.constants[0] ?? 0,
  });
  const estimated = kernels.dispersion === 'estimated';
  const sure = await errors(ending, good, converged && found.regular);
  const report: FitReport = {
    schema: 'expfam/fit@1',
    family: kernels.family,
    link: settings.link ?? kernels.link ?? 'canonical',
    formula: settings.formula ?? null,
    rows: data.rows,
    rowsDropped: settings.rowsDropped ?? 0,
    coefficients: sure.coefficients,
    level: settings.level,
    intervals: settings.intervals,
    errors: settings.errors === 'robust' ? 'HC0' : 'model',
    statistic: estimated ? 't' : 'z',
    ...statistics(good),
    ...criteria(good, {
      penalised: isPenalised(settings),
      parameters: plan.free.length + (estimated ? 1 : 0),
    }),
    l1: settings.l1 * ending.share,
    l2: settings.l2 * ending.share,
    biasReduction: settings.biasReduction,
    path: pathOf(ending),
    objective: solution.objective,
    solver: ending.solver,
    device: settings.device.name,
    iterations: solution.iterations,
    gradientNorm: solution.gradientNorm,
    conditionNumber: plan.conditionNumber,
    converged,
    reason: found.exists ? solution.reason : 'no-maximum',
    ...(classify({ data: ending.cases, problem, weights: working }) ?? noClasses),
    crossValidation: null,
    holdout: null,
    against: null,
    warnings: [
      ...plan.warnings,
      ...found.warnings,
      ...sure.warnings,
      ...(converged && good.perfect ? [perfectFit] : []),
      ...(solution.converged || !found.exists ? [] : [boundary(ending) ?? stoppedEarly(ending)]),
    ],
  };
  return { report, covariance: sure.covariance, unit: sure.unit };
};

const noClasses = { accuracy: null, logLoss: null, confusion: null, calibration: null };

const statistics = ({ dispersion, deviance, nullDeviance, dfResidual, dfNull, logLikelihood }: Goodness) => ({
  dispersion,
  deviance,
  nullDeviance,
  dfResidual,
  dfNull,
  logLikelihood,
});

const criteria = (good: Goodness, model: { readonly penalised: boolean; readonly parameters: number }) => {
  if (model.penalised || good.logLikelihood === null) return { aic: null, bic: null };
  return {
    aic: -2 * good.logLikelihood + 2 * model.parameters,
    bic: -2 * good.logLikelihood + Math.log(good.count) * model.parameters,
  };
};

const errors = async (ending: Ending, good: Goodness, regular: boolean) => {
  const { data, design, problem, plan, settings, weights } = ending;
  const { kernels } = problem;
  const { dispersion } = good;
  const known = regular && !isPenalised(settings) && dispersion !== null;
  const { unit, used } = known ? covariance(ending, dispersion) : { unit: null, used: null };
  const profiled =
    unit !== null && settings.intervals === 'profile'
      ? await profileIntervals(ending, dispersion ?? 1)
      : null;
  const terms = Array.from({ length: design.columns }, (_, column) => columnName(data, design, column));
  const coefficients = coefficientTable({
    terms,
    classes:
      kernels.classes === null
        ? null
        : (data.classes ?? Array.from({ length: kernels.classes }, (_, k) => String(k))),
    s: kernels.parameters,
    estimates: weights,
    aliased: plan.aliased,
    baseline: plan.form === 'baseline',
    free: plan.free,
    covariance: used,
    profiled,
    degrees: kernels.dispersion === 'estimated' ? good.dfResidual : null,
    level: settings.level,
  });
  const open = [...(profiled ?? [])].filter(([, ends]) => ends === null);
  const names = open.map(([at]) => terms[Math.floor(at / kernels.parameters)] ?? '');
  return { coefficients, covariance: used, unit, warnings: open.length === 0 ? [] : [unbounded(names)] };
};

const unbounded = (columns: readonly string[]): FitWarning => ({
  code: 'interval-unbounded',
  message: `the profile likelihood of ${[...new Set(columns)].join(', ')} does not fall far enough for an interval`,
  columns: [...new Set(columns)],
});

const pathOf = ({ path, settings, plan, design, problem }: Ending): FitReport['path'] => {
  if (path === null) return null;
  const s = problem.kernels.parameters;
  const penalised = Array.from(plan.free.keys()).filter((i) => (plan.free[i] ?? 0) >= design.first * s);
  return path.map(({ share, solution: { point, objective, iterations, converged } }) => {
    const working = expand(point, plan, problem);
    return {
      l1: settings.l1 * share,
      l2: settings.l2 * share,
      objective,
      nonzero: penalised.filter((i) => point[i] !== 0).length,
      iterations,
      converged,
      estimates: inTableOrder(originalOf(design, working, plan), s, plan),
    };
  });
};

const inTableOrder = (weights: Float64Array, s: number, plan: Plan): readonly number[] =>
  Array.from({ length: s }, (_, k) => k)
    .slice(plan.form === 'baseline' ? 1 : 0)
    .flatMap((k) => Array.from({ length: weights.length / s }, (_, column) => weights[column * s + k] ?? 0));

const perfectFit: FitWarning = {
  code: 'perfect-fit',
  message: 'the residuals are nothing but rounding: standard errors, statistics and p values say nothing',
  columns: [],
};

const stoppedEarly = ({ solver, solution }: Ending): FitWarning => ({
  code: 'not-converged',
  message: `${solver} stopped after ${String(solution.iterations)} iterations (${solution.reason}) with a gradient of ${solution.gradientNorm.toExponential(1)}`,
  columns: [],
});
