// Runs the linear entry points of a WGSL module at points, each a row of one problem whose features are laid so that its linear
// predictor is its η exactly, and none disturbs another.
import type { ManifestKernel } from '@expfam/codegen';
import { webgpu } from '@expfam/runtime';
import type { KernelModule } from '@expfam/runtime';
import { programOf, runProgram } from './adapter.js';
import type { Floats, Shader, Words } from './adapter.js';
import { linearRow } from './linear.js';
import type { Labels } from './linear.js';
import { observedAs } from './module-calls.js';
import { sharesOf } from './soft-labels.js';
import type { Point } from './truth.js';

/** What a function of a shader gives at each of the points. */
export type Results = readonly (readonly number[])[];

const unused = (): never => {
  throw new Error('a shader computes this');
};

/** A module of which nothing is called: devices ask it for its sizes. */
export const moduleOf = ({ family, classes, parameters, columns }: ManifestKernel): KernelModule => ({
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
export const responses = async (
  gpu: GPUDevice,
  shader: Shader,
  points: readonly Point[],
): Promise<Results> => {
  const rows = points.length;
  const weights = Float32Array.from(points.flatMap(({ eta }) => eta));
  const data = { shape: Uint32Array.of(rows, rows, 0, 0), x: ownColumns(rows, [1]), weights };
  const { result } = await written(gpu, shader, { name: 'linearResponse', data });
  return points.map((_, row) => ofRow(result, rows, row));
};

/** Features of which each row has some of its own, column after column, and 0 in all others. */
const ownColumns = (rows: number, values: readonly number[]): Floats => {
  const x = new Float32Array(rows * rows * values.length);
  for (let row = 0; row < rows; row += 1)
    values.forEach((value, i) => (x[(row * values.length + i) * rows + row] = value));
  return x;
};

const ofRow = (all: Floats | undefined, rows: number, row: number): number[] =>
  Array.from(all ?? []).filter((_, n) => n % rows === row);

interface Asked {
  readonly name: string;
  readonly data: Readonly<Record<string, Floats | Words>>;
}

/** What an entry point writes; nothing where there is none. */
const written = async (
  gpu: GPUDevice,
  shader: Shader,
  { name, data }: Asked,
): Promise<{ readonly result?: Floats; readonly residual?: Floats }> => {
  const program = await programOf(gpu, shader, name);
  return program === null ? {} : runProgram(gpu, shader.kernel, { name, program, data });
};

/** Outcomes of all points, told in one way or the other, row after row. */
const outcomesOf = (kernel: ManifestKernel, points: readonly Point[], labels: Labels) =>
  labels === 'soft'
    ? Float32Array.from(points.flatMap(({ y }) => sharesOf(y[0] ?? 1, kernel.classes ?? 0)))
    : observedAs(moduleOf(kernel), points.flatMap(({ y }) => y)); // prettier-ignore

/** Losses and gradients of the training pass, with offsets and row weights: each row is a batch of its own. */
export const gradients =
  (labels: Labels) =>
  async (gpu: GPUDevice, { code, kernel }: Shader, points: readonly Point[]): Promise<Results> => {
    const { classes, parameters, entryPoints = {} } = kernel;
    const { x, parts, rest, weight } = linearRow;
    const module = { code, manifest: { classes, parameters, entryPoints } };
    const evaluator = await webgpu(module, { device: gpu }).open({
      kernels: moduleOf(kernel),
      rows: points.length,
      columns: x.length,
      x: Float32Array.from(points.flatMap(() => x)),
      y: outcomesOf(kernel, points, labels),
      rowWeights: Float32Array.from(points, () => weight),
      offset: Float32Array.from(points.flatMap(({ eta }) => eta.map((each) => each * rest))),
    });
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

/** Derivatives by the features: each row has three of its own, of which one of value 1 stands for an offset. */
export const inputGradients =
  (labels: Labels) =>
  async (gpu: GPUDevice, shader: Shader, points: readonly Point[]): Promise<Results> => {
    const { entryPoints = {} } = shader.kernel;
    const { x, parts, rest, weight } = linearRow;
    const [rows, own] = [points.length, [...x, 1]];
    const data = {
      shape: Uint32Array.of(rows, rows * own.length, 0, 0),
      x: ownColumns(rows, own),
      weights: Float32Array.from(
        points.flatMap(({ eta }) => [...parts, rest].flatMap((part) => eta.map((each) => each * part))),
      ),
      y: byColumn(outcomesOf(shader.kernel, points, labels), rows),
      rowWeights: new Float32Array(rows).fill(weight),
    };
    const suffix = labels === 'soft' ? 'Soft' : '';
    const residuals = `linearResidual${suffix}`;
    const pass = entryPoints[residuals];
    const isLooped = pass !== undefined;
    const { residual } = isLooped ? await written(gpu, shader, { name: residuals, data }) : {};
    // what loops over the classes takes the residuals that the training pass left, times the weights of their rows
    const factor = pass?.bindings.some((binding) => binding.name === 'rowWeights') === true ? 1 : weight;
    const given =
      residual === undefined ? data : { ...data, residual: residual.map((each) => factor * each) };
    const name = isLooped ? 'inputGradient' : `inputGradient${suffix}`;
    const { result } = await written(gpu, shader, { name, data: given });
    return points.map((_, row) =>
      ofRow(result, rows, row).slice(row * own.length, row * own.length + x.length),
    );
  };

/** The same numbers with all rows of a column side by side, labels as words. */
const byColumn = (all: ReturnType<typeof outcomesOf>, rows: number): Floats | Words => {
  const width = all.length / rows;
  const values = Array.from(all, (_, n) => all[(n % rows) * width + Math.floor(n / rows)] ?? Number.NaN);
  return all instanceof Int32Array ? Uint32Array.from(values) : Float32Array.from(values);
};
