// From the drafts of a family at a large K, of whose outputs only a few were made, to rows with loops over the classes. Runs
// between the passes decompose and share: what share would move, a loop leaves where it is, which changes no result.
import type { KernelNode, RowName } from '../kernel.js';
import { argumentsOf, reachable } from '../kernel.js';
import type { Draft, Drafts } from '../passes/decompose.js';
import type { Outputs, LoopedRow, Program } from './program.js';
import { rollMatrix, rollVector } from './roll-outputs.js';
import type { Few } from './roll-outputs.js';
import { Roller } from './roller.js';
import type { Unrolled } from './rolling.js';
import { leastTerms } from './rolling.js';
import { sumsOf } from './sums.js';

/** What the drafts are of. */
export interface Rows {
  /** What the natural parameters are called, and the entries of the outcome. */
  readonly eta: readonly string[];
  readonly outcomes: readonly string[];
  /** Which parameters and columns of the response the outputs are of. */
  readonly parameters: Few;
  readonly columns: Few;
}

/** A row that has no loops: which, and what of it is like nothing else. */
export interface Unlike {
  readonly row: RowName;
  readonly what: 'check' | 'loss' | 'outputs';
}

/** Whether a row has no loops. */
export const isUnlike = (given: Program | Unlike): given is Unlike => 'what' in given;

/** Every row with loops over the classes, or the first that has none. */
export const roll = ({ builder, rows: drafts }: Drafts, rows: Rows): Program | Unlike => {
  const sums = sumsOf(builder, leastTerms);
  const program: { [name in RowName]?: LoopedRow } = {};
  for (const [name, draft] of Object.entries(drafts) as [RowName, Draft][]) {
    const looped = [[], rows.eta.slice(-1)]
      .map((apart) =>
        rollRow(
          name,
          draft,
          { builder, sums, ...inputsOf(rows), apart: new Set(apart), uses: usesIn(draft) },
          rows,
        ),
      )
      .reduce((a, b) => ('what' in a ? b : a));
    if ('what' in looped) return looped;
    program[name] = looped;
  }
  return program;
};

const inputsOf = ({ eta, outcomes }: Rows): Pick<Unrolled, 'inputs' | 'lengths'> => {
  const elements = (of: string, names: readonly string[]) =>
    names.map((name, index) => [name, { of, index }] as const);
  return {
    inputs: new Map([...elements('eta', eta), ...elements('y', outcomes)]),
    lengths: new Map([
      ['eta', eta.length],
      ['y', outcomes.length],
    ]),
  };
};

const rootsOf = ({ loss, outputs }: Draft): readonly KernelNode[] => [
  ...(loss === null ? [] : [loss]),
  ...outputs,
];

const usesIn = (draft: Draft): ReadonlyMap<KernelNode, number> => {
  const uses = new Map<KernelNode, number>();
  const use = (node: KernelNode): unknown => uses.set(node, (uses.get(node) ?? 0) + 1);
  const roots = [draft.valid, ...rootsOf(draft)];
  for (const node of reachable(roots)) argumentsOf(node).forEach(use);
  roots.forEach(use);
  return uses;
};

const rollRow = (row: RowName, draft: Draft, given: Unrolled, rows: Rows): LoopedRow | Unlike => {
  const roller = new Roller(given);
  const { templates, steps } = roller;
  roller.prepare(reachable([draft.valid]));
  const valid = roller.alike(draft.valid);
  if (valid === null) return { row, what: 'check' };
  const check = roller.piece(valid.template, valid.classes);
  const checked = steps.length;
  roller.prepare(reachable(rootsOf(draft)));
  const loss = draft.loss && roller.alike(draft.loss);
  if (loss === null && draft.loss !== null) return { row, what: 'loss' };
  const own = loss && roller.piece(loss.template, loss.classes);
  const outputs = draft.outputs.length === 0 ? null : rollOutputs(roller, row, draft.outputs, rows);
  if (outputs === null && draft.outputs.length > 0) return { row, what: 'outputs' };
  return { places: templates.places, steps, valid: check, checked, loss: own, outputs };
};

const rollOutputs = (
  roller: Roller,
  row: RowName,
  nodes: readonly KernelNode[],
  { parameters, columns }: Rows,
): Outputs | null => {
  if (row === 'response') return rollVector(roller, nodes, columns);
  if (row !== 'hessian' && row !== 'jacobian') return rollVector(roller, nodes, parameters);
  const rows = row === 'hessian' ? parameters : columns;
  const entry = (i: number, j: number): KernelNode =>
    nodes[rows.at.indexOf(i) * parameters.at.length + parameters.at.indexOf(j)];
  return rollMatrix(roller, { entry, rows, columns: parameters });
};
