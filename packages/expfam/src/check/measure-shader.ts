// Measures a WGSL module on an adapter, by the same searches as the other modules: what a search asks for next is run as one batch.
import type { Budget, Judged, ManifestKernel } from '@expfam/codegen';
import { consistency } from './consistency.js';
import type { Law } from './consistency.js';
import { measureLinear } from './linear-shader.js';
import { findingOf, flushed, huntFor, judgeOf, lawPoints, measuredNames } from './measure.js';
import type { Finding } from './measure.js';
import type { Plan } from './plan.js';
import { runningShader } from './running-shader.js';

/** What a shader is measured by. */
export interface ShaderOptions {
  readonly judged: Judged;
  readonly budget: Budget;
  /** Of f32. */
  readonly plan: Plan;
}

/** The module of a shader with its manifest. */
export interface ShaderSource {
  readonly code: string;
  readonly kernel: ManifestKernel;
}

/** Beyond this size the specification promises nothing of what is computed. */
const largest = 2 ** 100;

/** The findings and the laws of a shader on this device. */
export const measureShader = async (
  gpu: GPUDevice,
  source: ShaderSource,
  { judged, budget, plan: given }: ShaderOptions,
): Promise<{ readonly functions: readonly Finding[]; readonly laws: readonly Law[] }> => {
  const isSafe = ({ eta }: { readonly eta: readonly number[] }): boolean =>
    eta.every((x) => Math.abs(x) <= largest);
  const plan: Plan = {
    ...given,
    points: given.points.filter(isSafe),
    crossings: given.crossings.filter(isSafe),
    allows: (point) => isSafe(point) && given.allows(point),
  };
  const shader = runningShader(gpu, source);
  const functions: Finding[] = [];
  for (const name of measuredNames(shader.module, plan)) {
    const hunt = huntFor(name, plan);
    const judge = judgeOf(shader.module, plan.truths, { name, judged, format: 'f32', flushes: true });
    let turn = hunt.next();
    while (turn.done !== true) {
      await shader.evaluate(name, turn.value);
      turn = hunt.next(turn.value.map(judge));
    }
    functions.push(findingOf(name, turn.value, { budget, plan }));
  }
  const laws = () => consistency(shader.module, lawPoints(plan, functions), { budget, plan, flushed });
  functions.push(...(await measureLinear(gpu, source, { judged, budget, plan })));
  // the laws ask for points as they go: what was not known is run, and they are tried again
  let found = laws();
  while (await shader.catchUp()) found = laws();
  return { functions, laws: found };
};
