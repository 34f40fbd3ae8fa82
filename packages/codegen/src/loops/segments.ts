// Lists of terms that are renamings of each other, as runs: neighbours of one template whose classes follow one another.
import type { KernelNode } from '../kernel.js';
import type { Alike } from './alike.js';

/** Some neighbours: one that is like no other, or one for each class of a range, or a few for each. */
export interface Run {
  readonly template: KernelNode;
  /** What stands after it for the same class. */
  readonly more: readonly KernelNode[];
  /** The classes of a single one; none of those that run. */
  readonly classes: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly single: boolean;
}

/** More than so many runs are no loop: the code would grow with the number of classes. */
const mostRuns = 6;

/** So many terms at most belong to one class. */
const mostTogether = 4;

/** The terms as runs; null where they are too many. */
export const runsOf = (terms: readonly Alike[]): readonly Run[] | null => {
  const runs: Run[] = [];
  for (let at = 0; at < terms.length; at += lengthOf(runs[runs.length - 1])) {
    if (runs.length === mostRuns) return null;
    runs.push(runFrom(terms, at));
  }
  return runs;
};

const runFrom = (terms: readonly Alike[], at: number): Run => {
  const { template, classes } = terms[at];
  const [from] = classes;
  for (let period = 1; classes.length === 1 && period <= mostTogether; period++) {
    let to = from;
    while (isTurn(terms, at, { period, turn: to - from, from })) to++;
    const more = terms.slice(at + 1, at + period).map((each) => each.template);
    if (to - from > 1) return { template, more, classes, from, to, single: false };
  }
  return { template, more: [], classes, from: from ?? 0, to: (from ?? -1) + 1, single: true };
};

/** Whether the terms of that turn are those of the first with the class that it comes to. */
const isTurn = (
  terms: readonly Alike[],
  at: number,
  { period, turn, from }: { readonly period: number; readonly turn: number; readonly from: number },
): boolean =>
  Array.from({ length: period }, (_, i) => [terms[at + i], terms[at + turn * period + i]] as const).every(
    ([first, each]) =>
      first?.template === each?.template && each?.classes.length === 1 && each.classes[0] === from + turn,
  );

/** The class that a list leaves out, between its runs; null where it leaves none out or has other terms. */
export const gapOf = (runs: readonly Run[]): number | null => {
  if (runs.length !== 2) return null;
  const [a, b] = runs;
  return a.template === b.template &&
    a.more.length === 0 &&
    b.more.length === 0 &&
    a.classes.length === 1 &&
    b.classes.length === 1 &&
    a.to + 1 === b.from
    ? a.to
    : null;
};

/** How many terms a run has. */
export const lengthOf = ({ single, more, from, to }: Run): number =>
  single ? 1 : (1 + more.length) * (to - from);

/** The place in the list at which a run begins. */
export const startOf = (runs: readonly Run[], run: Run): number =>
  runs.slice(0, runs.indexOf(run)).reduce((sum, each) => sum + lengthOf(each), 0);

/** The run that has a place of the list. */
export const runAt = (runs: readonly Run[], place: number): Run =>
  runs.find((run) => place < startOf(runs, run) + lengthOf(run))!;
