// Measures the training pass, the derivative in x and the prediction of a WGSL module as `linear` does those of the other modules:
// at points where the linear predictor is η exactly, each a row of one problem.
import type { Budgeted } from '@expfam/codegen';
import type { Shader } from './adapter.js';
import { functions } from './functions.js';
import { gradients, inputGradients, moduleOf, responses } from './linear-entries.js';
import type { Results } from './linear-entries.js';
import { errorOf, findingOf } from './measure.js';
import type { Finding } from './measure.js';
import type { ShaderOptions } from './measure-shader.js';
import type { Judgement } from './search.js';
import { thinned } from './thinned.js';
import type { Point } from './truth.js';

/** Rows of one problem: the truth takes longer than they do. */
const most = 96;

/** A device is told of larger weights that it cannot go on from there. */
const largest = 2 ** 60;

/** What runs a linear function: by its own entry point, or by another that stands for it. */
interface Runner {
  readonly name: Budgeted;
  /** Entry points of which a module that has the function has one. */
  readonly entries: readonly string[];
  readonly run: (gpu: GPUDevice, shader: Shader, points: readonly Point[]) => Promise<Results>;
}

const runners: readonly Runner[] = [
  { name: 'linearResponse', entries: ['linearResponse'], run: responses },
  { name: 'linearGradient', entries: ['linearGradient', 'linearResidual'], run: gradients('plain') },
  { name: 'inputGradient', entries: ['inputGradient'], run: inputGradients('plain') },
  {
    name: 'linearGradientSoft',
    entries: ['linearGradientSoft', 'linearResidualSoft'],
    run: gradients('soft'),
  },
  {
    name: 'inputGradientSoft',
    entries: ['inputGradientSoft', 'linearResidualSoft'],
    run: inputGradients('soft'),
  },
];

/** What the linear entry points of a shader were measured to. */
export const measureLinear = async (
  gpu: GPUDevice,
  shader: Shader,
  { judged, budget, plan }: ShaderOptions,
): Promise<readonly Finding[]> => {
  const isSafe = ({ eta, y }: Point): boolean => y.length > 0 && eta.every((x) => Math.abs(x) < largest);
  const points = thinned([...plan.points, ...plan.crossings].filter(isSafe), most);
  const { entryPoints = {} } = shader.kernel;
  const module = moduleOf(shader.kernel);
  const judge = (name: Budgeted, results: Results): Finding => {
    const { exact } = functions[name];
    const judgements = points.map((point, i): Judgement => {
      const wanted = exact(plan.truths, point, module);
      if (wanted === null) return null;
      const asked = { judged, format: 'f32', flushes: true } as const;
      return wanted.length === 0 ? undefined : errorOf(results[i] ?? [], wanted, asked);
    });
    return findingOf(name, summed(points, judgements), { budget, plan });
  };
  const found: Finding[] = [];
  for (const { name, entries, run } of points.length === 0 ? [] : runners)
    if (entries.some((entry) => entryPoints[entry] !== undefined))
      found.push(judge(name, await run(gpu, shader, points)));
  return found;
};

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
