// @expfam/runtime: trains generalised linear models with generated kernels. It imports nothing and runs in a browser.
export type { FloatArray, KernelModule, LinearOptions, Outcome, Support, OwnMemory } from './kernel.js';
export { responseColumns } from './kernel.js';
export { misshapen } from './shape.js';
export type { Misshapen } from './shape.js';
export { Problem, complaints } from './problems.js';
export type { Place, ProblemCode } from './problems.js';
export { dataset } from './dataset.js';
export type { DatasetInput, Features } from './dataset-input.js';
export type { Dataset } from './dataset.js';
export { fit } from './fit.js';
export type { FitOptions, SolverName } from './options.js';
export { Model } from './model.js';
export { sample } from './sampling/sample.js';
export type { SampleParts } from './sampling/sample.js';
export type { PredictionInput } from './model.js';
export type { CovarianceJson, ModelJson } from './model-schema.js';
export { analysisOfDeviance } from './inference/compare.js';
export type { NestedTest } from './inference/compare.js';
export type { Diagnostics } from './inference/diagnose.js';
export type { PredictionErrors } from './inference/prediction-errors.js';
export type {
  CalibrationBin,
  CoefficientReport,
  CrossValidation,
  FitReport,
  FitWarning,
  Holdout,
  PathPoint,
} from './report.js';
export type { Progress } from './solvers/solver.js';
export { cpu } from './devices/cpu.js';
export type {
  Descent,
  DescentTerms,
  Device,
  Evaluator,
  LinearProblem,
  Look,
  Move,
  Step,
} from './devices/device.js';
export { normalCdf, normalQuantile, normalTwoSided } from './numbers/normal.js';
export { chiSquareTail, fisherTail } from './numbers/chi-square.js';
export { studentTwoSided } from './numbers/student.js';
export { threads } from './devices/threads/threads.js';
export type { ThreadOptions } from './devices/threads/threads.js';
export { acquireDevice } from './devices/webgpu/acquire.js';
export type { Acquired } from './devices/webgpu/acquire.js';
export { webgpu } from './devices/webgpu/webgpu.js';
export type { WebGpuOptions } from './devices/webgpu/webgpu.js';
export type { WgslBinding, WgslEntryPoint, WgslManifest, WgslModule } from './devices/webgpu/wgsl-module.js';
export { refuseStrangers } from './strangers.js';
