// Sums of many terms: their terms go into an array, once, and the sum is a step of its own.
import type { KernelNode } from '../kernel.js';
import { argumentsOf } from '../kernel.js';
import type { Alike } from './alike.js';
import type { Rolling } from './rolling.js';
import { gapOf, runAt, startOf } from './segments.js';
import type { Run } from './segments.js';
import type { SumOf } from './sums.js';

const isLeaf = (node: KernelNode): boolean => argumentsOf(node).length === 0;

/** The class that a list leaves out at one of its ends; null where it leaves none out. */
export const edgeOf = (rolling: Rolling, terms: readonly KernelNode[]): number | null => {
  const runs = rolling.runs(terms);
  if (runs?.length !== 1 || runs[0].more.length > 0) return null;
  const [{ template, from, to }] = runs;
  const whole = rolling.templates.range(template);
  if (to - from !== whole.to - whole.from - 1) return null;
  return from > whole.from ? whole.from : whole.to - 1;
};

/** A node that is a sum, or what comes of one. */
export const rollSum = (rolling: Rolling, { terms, what, member }: SumOf): Alike | null => {
  const runs = rolling.runs(terms);
  if (runs === null) return null;
  const gap = what === 'sum' ? gapIn(rolling, terms, runs) : null;
  if (gap !== null) return withoutOne(rolling, runs[0].template, gap);
  if (what === 'others' && runs.some(({ more }) => more.length > 0)) return null;
  const of = arrayOf(rolling, terms, runs);
  const length = terms.length;
  const { templates } = rolling;
  if (what === 'others') {
    const name = rolling.once(`others ${of} ${length}`, 'others', (own) => ({
      kind: 'others',
      name: own,
      of,
      length,
    }));
    const run = runAt(runs, member);
    if (run.single) return templates.elementAt(name, member);
    const offset = startOf(runs, run) - run.from;
    return templates.element({ of: name, offset, from: run.from, to: run.to }, member - offset);
  }
  if (what === 'sum')
    return templates.scalar(
      rolling.once(`pairs ${of} ${length}`, 'sum', (name) => ({ kind: 'pairs', name, of, length })),
    );
  const head = rolling.once(`carried ${of} ${length}`, 'head', (name) => ({
    kind: 'carried',
    head: name,
    tail: rolling.fresh(name.replace('head', 'tail')),
    of,
    length,
  }));
  return templates.scalar(what === 'head' ? head : head.replace('head', 'tail'));
};

/** The class that a list leaves out: between its runs, or at an end where others of its kind have been seen. */
const gapIn = (rolling: Rolling, terms: readonly KernelNode[], runs: readonly Run[]): number | null => {
  const gap = gapOf(runs);
  if (gap !== null) return gap;
  const of = runs.length === 1 ? wholeArray(rolling, runs[0].template) : null;
  return of !== null && rolling.isMade(`without ${of}`) ? edgeOf(rolling, terms) : null;
};

/** The array of all values of a template, if there is one. */
const wholeArray = (rolling: Rolling, template: KernelNode): string | null => {
  const read = rolling.templates.elementOf(template) ?? rolling.stored(template);
  return read !== undefined && read.offset === 0 && read.from === 0 ? read.of : null;
};

/** The sum of a template over all classes but one. */
const withoutOne = (rolling: Rolling, template: KernelNode, gap: number): Alike => {
  const { from, to } = rolling.templates.range(template);
  const of = wholeArray(rolling, template) ?? rolling.store(template, 'term').of;
  const name = rolling.once(`without ${of}`, 'without', (own) => ({
    kind: 'without',
    name: own,
    of,
    length: to - from,
  }));
  return rolling.templates.element({ of: name, offset: 0 - from, from, to }, gap);
};

/** The array of the terms; from now on they are read from there. */
const arrayOf = (rolling: Rolling, terms: readonly KernelNode[], runs: readonly Run[]): string => {
  const plain = plainArray(rolling, runs) ?? rolling.heldIn(terms);
  if (plain !== null) return plain;
  const settled = runs.map((run): Run => {
    if (!run.single) return run;
    return { ...run, ...rolling.scalar(terms[startOf(runs, run)], run) };
  });
  const of = rolling.array(rolling.wish(terms[terms.length - 1]), settled);
  rolling.hold(terms, of);
  for (const run of runs)
    if (
      !run.single &&
      run.more.length === 0 &&
      !isLeaf(run.template) &&
      rolling.stored(run.template) === undefined
    ) {
      const offset = startOf(runs, run) - run.from;
      rolling.keep(run.template, { of, offset, from: run.from, to: run.to });
    }
  return of;
};

/** An array that is there already. */
const plainArray = ({ templates }: Rolling, [run, ...more]: readonly Run[]): string | null => {
  if (more.length > 0 || run.more.length > 0 || run.from !== 0) return null;
  const read = templates.elementOf(run.template);
  return read?.offset === 0 ? read.of : null;
};
