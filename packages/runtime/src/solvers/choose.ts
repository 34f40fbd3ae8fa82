// Which solver serves a problem, and the defaults that belong to each.
import type { Settings, SolverName } from '../options.js';
import { Problem } from '../problems.js';
import { adam } from './adam.js';
import { coordinate } from './coordinate.js';
import { lbfgs } from './lbfgs.js';
import { newton } from './newton.js';
import { momentum, sgd } from './sgd.js';
import type { Solver, SolverSettings } from './solver.js';

interface Choice {
  readonly solver: Solver;
  readonly maxIterations: number;
  readonly stochastic: boolean;
}

// Solvers that never look at a part of the rows.
const wholeObjective: ReadonlySet<SolverName> = new Set<SolverName>(['auto', 'newton', 'lbfgs']);

const choices: { readonly [Name in Exclude<SolverName, 'auto'>]: Choice } = {
  newton: { solver: newton, maxIterations: 100, stochastic: false },
  lbfgs: { solver: lbfgs, maxIterations: 1000, stochastic: false },
  coordinate: { solver: coordinate, maxIterations: 500, stochastic: false },
  sgd: { solver: sgd, maxIterations: 1, stochastic: true },
  momentum: { solver: momentum, maxIterations: 1, stochastic: true },
  adam: { solver: adam, maxIterations: 1, stochastic: true },
};

// Newton's matrix costs rows·length² a step and length³ to factor; a few hundred coefficients are its home.
const newtonLength = 300;
const newtonWork = 3e8;
// Where the matrix takes 0.5 GB even the user's wish is no reason.
const mostCoefficients = 8000;

/**
 * The solver that the settings name; for `auto` coordinate descent where there is a lasso, Newton's method where its matrix is
 * affordable, else L-BFGS.
 *
 * @throws Problem `solver-needs-information`, `penalty-needs-coordinate`, `options-conflict`
 */
export const chooseSolver = (
  settings: Settings,
  size: { readonly rows: number; readonly length: number; readonly lasso: boolean },
): Choice => {
  if (size.lasso && settings.solver !== 'auto' && settings.solver !== 'coordinate')
    throw new Problem(
      'penalty-needs-coordinate',
      `${settings.solver} cannot find corners, and l1 makes some`,
    );
  if (size.lasso) return choices.coordinate;
  if (settings.biasReduction && !wholeObjective.has(settings.solver))
    throw new Problem(
      'options-conflict',
      `bias reduction needs all rows at once, and ${settings.solver} looks at some`,
    );
  if (settings.solver === 'newton' && size.length > mostCoefficients)
    throw new Problem(
      'solver-needs-information',
      `newton would need a matrix of ${String(size.length)}² numbers`,
    );
  if (settings.solver !== 'auto') return choices[settings.solver];
  const affordable = size.length <= newtonLength && size.rows * size.length ** 2 <= newtonWork;
  // a device of less precision brings a gradient of its own, which Newton's method would not use well
  return choices[affordable && settings.device.precision === null ? 'newton' : 'lbfgs'];
};

// Small data need many passes to make a path of a useful length, large data few.
const stepsAimedAt = 10_000;

/** The settings of a chosen solver for a problem of `rows` rows on arithmetic of `precision`. */
export const solverSettings = (
  settings: Settings,
  choice: Choice,
  problem: { readonly rows: number; readonly precision: 'f64' | 'f32' },
): SolverSettings => ({
  tolerance: settings.tolerance ?? (choice.stochastic ? 1e-3 : problem.precision === 'f32' ? 1e-5 : 1e-10),
  maxIterations: settings.maxIterations ?? choice.maxIterations,
  rounding: problem.precision === 'f32' ? 1e-6 : 2 ** -52 * (32 + Math.sqrt(problem.rows)),
  seed: settings.seed,
  epochs:
    settings.epochs ??
    Math.min(2000, Math.max(10, Math.ceil((stepsAimedAt * settings.batch) / problem.rows))),
  batch: settings.batch,
  ...(settings.learningRate === undefined ? {} : { learningRate: settings.learningRate }),
  ...(settings.onProgress === undefined ? {} : { onProgress: settings.onProgress }),
  ...(settings.signal === undefined ? {} : { signal: settings.signal }),
});
