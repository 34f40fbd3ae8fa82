// The accuracy of a text's kernels, measured in this browser against high precision.
import { budgets, compile, lower } from '@expfam/codegen';
import { measure } from 'expfam';
import { kernelDerivation } from './kernel-derivation.js';
import type { AccuracyRow, Given } from './view.js';

/** Worst and mean error of every function, for the targets that run beside the page. */
export const accuracyOf = async (text: string, given: Given): Promise<readonly AccuracyRow[]> => {
  const { derivation } = kernelDerivation(text, given);
  const { judged } = lower(derivation);
  const kernels = {
    ts: await compile(derivation, { target: 'ts' }),
    wasm: await compile(derivation, { target: 'wasm' }),
  };
  return (['ts', 'wasm'] as const).flatMap((target) =>
    measure(kernels[target], derivation, { judged, budget: budgets[target].f64[judged], count: 40 }).map(
      ({ name, worst, mean, points, budget, pass }) => ({ target, name, worst, mean, points, budget, pass }),
    ),
  );
};
