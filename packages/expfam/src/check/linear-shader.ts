// Measures the training pass and the prediction of a WGSL module as `linear` does those of the other modules: at points where the
// linear predictor is η exactly. Each point is a row of one problem, and a batch of its own, so that none is disturbed by another.
import type { Budgeted, ManifestKernel } from '@expfam/codegen';
import { webgpu } from '@expfam/runtime';
import type { KernelModule } from '@expfam/runtime';
import { programOf, runProgram } from './adapter.js';
import type { Shader } from './adapter.js';
import { functions } from './functions.js';
import { linearRow } from './linear.js';
import { errorOf, findingOf } from './measure.js';
import type { Finding } from './measure.js';
import type { ShaderOptions } from './measure-shader.js';
import { observedAs } from './module-calls.js';
import type { Judgement } from './search.js';
import { thinned } from './thinned.js';
import type { Point } from './truth.js';

/** Rows of one problem: the truth takes longer than they do. */
const most = 96;

/** A device is told of larger weights that it cannot go on from there. */
const largest = 2 ** 60;

/** What a function of a shader gives at each of the points. */
type Results = readonly (readonly number[])[];

/** What the linear entry points of a shader were measured to. */
export const measureLinear = async (
  gpu: GPUDevice,
  shader: Shader,
  { judged, budget, plan }: ShaderOptions,
): Promise<readonly Finding[]> => {
  const isSafe = ({ eta }: Point): boolean => eta.every((x) => Math.abs(x) < largest);
  const points = thinned([...plan.points, ...plan.crossings].filter(isSafe), most);
  const { entryPoints = {} } = shader.kernel;
  const module = moduleOf(shader.kernel);
  const found: Finding[] = [];
  const judge = (name: Budgeted, results: Results): void => {
    const { exact } = functions[name];
    const judgements = points.map((point, i): Judgement => {
      const wanted = exact(plan.truths, point, module);
      if (wanted === null) return null;
      const asked = { judged, format: 'f32', flushes: true } as const;
      return wanted.length === 0 ? undefined : errorOf(results[i] ?? [], wanted, asked);
    });
    found.push(findingOf(name, summed(points, judgements), budget));
  };
  if (points.length === 0) return [];
  if (entryPoints['linearResponse'] !== undefined) judge('linearResponse', await responses(gpu, shader, points));
  if (entryPoints['linearGradient'] !== undefined || entryPoints['linearResidual'] !== undefined)
    judge('linearGradient', await gradients(gpu, shader, points));
  return found;
}; // prettier-ignore

const summed = (points: readonly Point[], judgements: readonly Judgement[]) => {
  const judged = judgements.flatMap((worst, i) => (typeof worst === 'number' ? [{ worst, i }] : []));
  const top = judged.reduce((a, b) => (b.worst > a.worst ? b : a), { worst: 0, i: -1 });
  return {
    worst: top.worst,
    mean: judged.reduce((sum, { worst }) => sum + worst / judged.length, 0),
    at: points[top.i] ?? null,
    points: judged.length,
    unsettled: judgements.filter((each) => each === null).length,
    climbed: 0,
  };
};

const unused = (): never => {
  throw new Error('a shader computes this');
};

/** A module of which nothing is called: devices ask it for its sizes. */
const moduleOf = ({ family, classes, parameters, columns }: ManifestKernel): KernelModule => ({
  family,
  classes,
  parameters,
  columns,
  precision: 'f32',
  response: unused,
  loss: unused,
  gradient: unused,
  hessian: unused,
  jacobian: unused,
  linearGradient: unused,
  linearResponse: unused,
});

/** Predictions: each row has a feature of its own, whose weights are its natural parameters. */
const responses = async (gpu: GPUDevice, shader: Shader, points: readonly Point[]): Promise<Results> => {
  const rows = points.length;
  const program = await programOf(gpu, shader, 'linearResponse');
  if (program === null) return [];
  const x = Float32Array.from({ length: rows * rows }, (_, n) => (n % (rows + 1) === 0 ? 1 : 0));
  const weights = Float32Array.from(points.flatMap(({ eta }) => eta));
  const data = { shape: Uint32Array.of(rows, rows, 0, 0), x, weights };
  const { result = new Float32Array() } = await runProgram(gpu, shader.kernel, { name: 'linearResponse', program, data }); // prettier-ignore
  return points.map((_, row) => Array.from(result).filter((__, n) => n % rows === row));
};

/** Losses and gradients of the training pass, with offsets and row weights. */
const gradients = async (
  gpu: GPUDevice,
  { code, kernel }: Shader,
  points: readonly Point[],
): Promise<Results> => {
  const { classes, parameters, entryPoints = {} } = kernel;
  const kernels = moduleOf(kernel);
  const { x, parts, rest, weight } = linearRow;
  const evaluator = await webgpu(
    { code, manifest: { classes, parameters, entryPoints } },
    { device: gpu },
  ).open({
    kernels,
    rows: points.length,
    columns: x.length,
    x: Float32Array.from(points.flatMap(() => x)),
    y: observedAs(kernels, points.flatMap(({ y }) => y)),
    rowWeights: Float32Array.from(points, () => weight),
    offset: Float32Array.from(points.flatMap(({ eta }) => eta.map((each) => each * rest))),
  }); // prettier-ignore
  const found: number[][] = [];
  for (const [i, { eta }] of points.entries()) {
    const weights = Float64Array.from(parts.flatMap((part) => eta.map((each) => each * part)));
    const gradient = new Float64Array(weights.length);
    const loss = await evaluator.batch(Uint32Array.of(i), weights, gradient);
    found.push([loss, ...gradient]);
  }
  evaluator.close();
  return found;
};
