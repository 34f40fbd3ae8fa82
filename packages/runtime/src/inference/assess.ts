// From the end of a solver to the report: did it converge to something that exists, how sure are the coefficients, how good
// is the fit.
import { columnName, isPenalised } from '../plan.js';
import { expand, originalOf } from '../original.js';
import type { Plan } from '../plan.js';
import type { FitReport, FitWarning } from '../report.js';
import { coefficientTable } from './coefficients.js';
import { covariance } from './covariance.js';
import type { Ending } from './ending.js';
import { examine } from './existence.js';
import { confusion, goodness } from './statistics.js';
import type { Goodness } from './statistics.js';

/** The report of a fit. */
export const assess = (ending: Ending): FitReport => {
  const { data, problem, plan, settings, solution, nullModel, working } = ending;
  const { kernels } = problem;
  const found = examine(ending);
  const converged = solution.converged && found.exists;
  const good = goodness({
    data,
    problem,
    weights: working,
    nullLoss: nullModel.loss,
    length: plan.free.length,
    start: nullModel.constants[0] ?? 0,
  });
  const classified = confusion({ data, problem, weights: working });
  const estimated = kernels.dispersion === 'estimated';
  return {
    schema: 'expfam/fit@1',
    family: kernels.family,
    link: settings.link ?? 'canonical',
    formula: settings.formula ?? null,
    rows: data.rows,
    rowsDropped: settings.rowsDropped ?? 0,
    coefficients: table(ending, good, converged && found.regular),
    level: settings.level,
    statistic: estimated ? 't' : 'z',
    ...statistics(good),
    ...criteria(good, {
      penalised: isPenalised(settings),
      parameters: plan.free.length + (estimated ? 1 : 0),
    }),
    l1: settings.l1 * ending.share,
    l2: settings.l2 * ending.share,
    path: pathOf(ending),
    objective: solution.objective,
    solver: ending.solver,
    device: settings.device.name,
    iterations: solution.iterations,
    gradientNorm: solution.gradientNorm,
    converged,
    reason: found.exists ? solution.reason : 'no-maximum',
    accuracy: classified?.accuracy ?? null,
    confusion: classified?.table ?? null,
    warnings: [...plan.warnings, ...found.warnings, ...(solution.converged ? [] : [stoppedEarly(ending)])],
  };
};

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

const table = (ending: Ending, good: Goodness, sure: boolean): FitReport['coefficients'] => {
  const { data, design, problem, plan, settings, objective, solution, weights } = ending;
  const { kernels } = problem;
  const s = kernels.parameters;
  const { free, aliased } = plan;
  const layout = { design, free, s, totalWeight: data.totalWeight };
  const unit = sure && !isPenalised(settings) ? covariance(objective, solution.point, layout) : null;
  const { dispersion } = good;
  return coefficientTable({
    terms: Array.from({ length: design.columns }, (_, column) => columnName(data, design, column)),
    classes:
      kernels.classes === null
        ? null
        : (data.classes ?? Array.from({ length: kernels.classes }, (_, k) => String(k))),
    s,
    estimates: weights,
    aliased,
    baseline: plan.form === 'baseline',
    free,
    covariance: dispersion === null ? null : (unit?.map((value) => value * dispersion) ?? null),
    degrees: kernels.dispersion === 'estimated' ? good.dfResidual : null,
    level: settings.level,
  });
};

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

const stoppedEarly = ({ solver, solution }: Ending): FitWarning => ({
  code: 'not-converged',
  message: `${solver} stopped after ${String(solution.iterations)} iterations (${solution.reason}) with a gradient of ${solution.gradientNorm.toExponential(1)}`,
  columns: [],
});
