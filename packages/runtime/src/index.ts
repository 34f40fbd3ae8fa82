// @expfam/runtime: trains generalised linear models with generated kernels. It imports nothing and runs in a browser.
export type { FloatArray, KernelModule, LinearOptions, Outcome, Support } from './kernel.js';
export { Problem, complaints } from './problems.js';
export type { Place, ProblemCode } from './problems.js';
export { dataset } from './dataset.js';
export type { DatasetInput, Features } from './dataset-input.js';
export type { Dataset } from './dataset.js';
export { fit } from './fit.js';
export type { FitOptions, SolverName } from './options.js';
export { Model } from './model.js';
export type { PredictionInput } from './model.js';
export type { ModelJson } from './model-schema.js';
export type { CoefficientReport, FitReport, FitWarning } from './report.js';
export type { Progress } from './solvers/solver.js';
export { cpu } from './devices/cpu.js';
export type { Device, Evaluator, LinearProblem } from './devices/device.js';
export { normalCdf, normalQuantile, normalTwoSided } from './numbers/normal.js';
export { studentTwoSided } from './numbers/student.js';
