// The gate before files are written: a quick measure of a kernel, which is refused where it misses its budget.
import { budgets, compile, lower } from '@expfam/codegen';
import type { BaseMeasure } from '@expfam/codegen';
import type { Derivation } from '@expfam/family';
import { Problem } from '../problems.js';
import { measure } from './measure.js';
import type { Finding } from './measure.js';

/** How the kernel is made. */
export interface Made {
  readonly base: BaseMeasure;
  readonly link: string;
}

/** Classes above which a quick measure would not be quick; the tests measure those. */
const most = 12;

/**
 * Measures the kernel at a few points.
 *
 * @throws Problem `misses-its-budget` with the function, its error and where that is.
 */
export const withinBudget = async (derivation: Derivation, { base, link }: Made): Promise<void> => {
  if ((derivation.classes ?? 0) > most) return;
  const { judged } = lower(derivation, { link });
  const kernels = await compile(derivation, { target: 'ts', base, link });
  const budget = budgets.ts.f64[judged];
  const isSummed = judged === 'summed';
  const findings = measure(kernels, derivation, {
    judged,
    budget,
    link,
    count: 3,
    most: isSummed ? 4 : 16,
    effort: 'none',
    ...(isSummed ? { truth: (await import('./moments-truth.js')).momentsTruth(derivation) } : {}),
  });
  const missed = findings.find(({ pass }) => !pass);
  if (missed !== undefined) throw new Problem('misses-its-budget', sayMiss(derivation.name, missed));
};

const sayMiss = (family: string, { name, worst, budget, at }: Finding): string =>
  `the ${name} of ${family} is off by ${worst.toPrecision(3)} ulp, its budget is ${String(budget)}; at eta = ${(at?.eta ?? []).join(', ')}`;
