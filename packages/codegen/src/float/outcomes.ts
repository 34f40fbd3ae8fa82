// What is observed, and how formulas depend on it: a number, a class by its label, or shares of the classes.
import type { Expression } from '@expfam/expression';
import type { KernelBuilder, KernelNode } from '../kernel.js';
import type { Unrolled } from '../passes/unroll.js';
import { inside } from './domain.js';
import { areEntries, entryDomain } from './entries.js';
import { byLabel, bySoftLabels } from './labels.js';
import type { Observed } from './labels.js';
import { inputName } from './lowering.js';

/** An outcome: its inputs, their check, and how the observed functions are computed. */
export interface Outcome extends Observed {
  readonly inputs: readonly string[];
  readonly valid: KernelNode;
}

/** The ways in which the outcome of a kernel may be given. */
export interface Outcomes {
  readonly hard: Outcome;
  /** Soft labels, where the outcome is a class. */
  readonly soft: Outcome | null;
}

/** The outcomes of a kernel. */
export const outcomesOf = (
  { classes, outcomes, outcomeDomain }: Pick<Unrolled, 'classes' | 'outcomes' | 'outcomeDomain'>,
  lower: (node: Expression) => KernelNode,
  builder: KernelBuilder,
): Outcomes => {
  const { call, constant, input } = builder;
  if (classes === null) {
    const plain: Observed['loss'] = ([formula]) => lower(formula);
    const inputs = outcomes.map((outcome) => inputName(outcome, outcomes));
    const entries = inputs.map((name) => input(name));
    const valid =
      entryDomain(outcomeDomain) === null
        ? inside(entries[0], outcomeDomain, builder)
        : areEntries(entries, outcomeDomain, builder);
    return { hard: { inputs, valid, loss: plain, gradient: plain }, soft: null };
  }
  const label = input('label', 'label');
  const isLabel = call(
    'and',
    call('lessEqual', constant(0, 'label'), label),
    call('less', label, constant(classes, 'label')),
  );
  const names = Array.from({ length: classes }, (_, k) => `t${k + 1}`);
  const shares = names.map((name) => input(name));
  const areShares = shares
    .flatMap((t) => [call('lessEqual', constant(0), t), call('less', t, constant(Infinity))])
    .reduce((a, b) => call('and', a, b));
  return {
    hard: { inputs: ['label'], valid: isLabel, ...byLabel(label, lower, builder) },
    soft: { inputs: names, valid: areShares, ...bySoftLabels(shares, lower, builder) },
  };
};
