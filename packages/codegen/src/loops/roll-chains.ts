// Long chains of one operation as loops: sums and maxima in a row, conditions that all must hold, the first of many choices.
import type { KernelNode } from '../kernel.js';
import type { Alike } from './alike.js';
import { leastTerms } from './rolling.js';
import type { Rolling } from './rolling.js';
import { choicesOf, conjunctionOf, rowOperationOf, spineOf } from './spines.js';

/** A node that ends a long chain; null where it ends none. */
export const rollChain = (rolling: Rolling, node: KernelNode): Alike | null => {
  if (node.kind !== 'operation') return null;
  if (node.op === 'and') return rollConditions(rolling, node);
  if (node.op === 'select') return rollChoices(rolling, node);
  return rollRow(rolling, node);
};

const rollRow = (rolling: Rolling, node: KernelNode): Alike | null => {
  const op = rowOperationOf(node);
  if (op === null) return null;
  const [first, ...terms] = spineOf(node, op, (each) => rolling.given.sums.has(each));
  if (terms.length < leastTerms) return null;
  const start = rolling.alike(first);
  const runs = rolling.runs(terms);
  if (start === null || runs === null) return null;
  const name = rolling.fresh(rolling.wish(node));
  rolling.push({
    kind: 'row',
    name,
    op,
    start: rolling.piece(start.template, start.classes),
    list: rolling.list(runs),
  });
  return rolling.templates.scalar(name);
};

/** Neighbouring classes, as ranges. */
const rangesOf = (classes: readonly number[]): readonly (readonly [from: number, to: number])[] => {
  const ranges: [number, number][] = [];
  for (const each of [...classes].sort((a, b) => a - b)) {
    const last = ranges[ranges.length - 1];
    if (last?.[1] === each) last[1] = each + 1;
    else ranges.push([each, each + 1]);
  }
  return ranges;
};

/** A condition on every class of a range. */
interface Together {
  readonly from: number;
  readonly to: number;
  readonly each: KernelNode;
}

/** Conditions in any order: those of one range of classes are tried together. */
const rollConditions = (rolling: Rolling, node: KernelNode): Alike | null => {
  const conditions = conjunctionOf(node).map((each) => rolling.alike(each));
  if (conditions.length < leastTerms || !conditions.every((each) => each !== null)) return null;
  const { templates } = rolling;
  const { call } = templates.builder;
  const classesOf = new Map<KernelNode, number[]>();
  const known: KernelNode[] = [];
  for (const { template, classes } of conditions)
    if (classes.length === 1) classesOf.set(template, [...(classesOf.get(template) ?? []), classes[0]]);
    else known.push(templates.bound(template, classes));
  const together = new Map<string, Together>();
  for (const [template, classes] of classesOf)
    for (const [from, to] of rangesOf(classes))
      if (to - from < leastTerms)
        known.push(
          ...classes
            .filter((each) => from <= each && each < to)
            .map((each) => templates.bound(template, [each])),
        );
      else {
        const before = together.get(`${from} ${to}`)?.each;
        const each = before === undefined ? template : call('and', before, template);
        together.set(`${from} ${to}`, { from, to, each });
      }
  if (together.size === 0) return null;
  const whole = [...together.values()].map(({ from, to, each }) => {
    const name = rolling.fresh('inside');
    const piece = rolling.piece(each, ['k']);
    rolling.push({ kind: 'all', name, list: [{ kind: 'each', piece, more: [], from, to }] });
    return templates.scalar(name).template;
  });
  return { template: [...whole, ...known].reduce((a, b) => call('and', a, b)), classes: [] };
};

/** Choices one after the other, of which many are alike. */
const rollChoices = (rolling: Rolling, node: KernelNode): Alike | null => {
  const { cases, otherwise } = choicesOf(node);
  if (cases.length < leastTerms) return null;
  const last = rolling.alike(otherwise);
  const tried = cases.map(([condition, value]) => [rolling.alike(condition), rolling.alike(value)] as const);
  if (last === null || !tried.every(([condition, value]) => condition !== null && value !== null))
    return null;
  const runs = casesOf(tried as readonly (readonly [Alike, Alike])[]);
  if (!runs.some(({ from, to }) => to - from >= leastTerms - 1)) return null;
  const { templates } = rolling;
  const result = runs.reduceRight<KernelNode>(
    (after, { condition, value, from, to }) => {
      if (to - from < leastTerms - 1)
        return templates.builder.call(
          'select',
          templates.bound(condition.template, condition.classes),
          templates.bound(value.template, value.classes),
          after,
        );
      const name = rolling.fresh(rolling.wish(node));
      rolling.push({
        kind: 'first',
        name,
        condition: rolling.piece(condition.template, ['k']),
        value: rolling.piece(value.template, ['k']),
        from,
        to,
        otherwise: rolling.piece(after, []),
      });
      return templates.scalar(name).template;
    },
    templates.bound(last.template, last.classes),
  );
  return { template: result, classes: [] };
};

interface Case {
  readonly condition: Alike;
  readonly value: Alike;
  readonly from: number;
  readonly to: number;
}

/** Neighbouring cases of one template, whose values speak of the class of their condition or of none. */
const casesOf = (tried: readonly (readonly [Alike, Alike])[]): readonly Case[] => {
  const runs: Case[] = [];
  for (const [condition, value] of tried) {
    const last = runs[runs.length - 1];
    const [own = -1] = condition.classes;
    const isPlain = condition.classes.length === 1 && value.classes.every((each) => each === own);
    if (
      isPlain &&
      last?.to === own &&
      last.condition.template === condition.template &&
      last.value.template === value.template
    )
      runs[runs.length - 1] = { ...last, to: own + 1 };
    else runs.push({ condition, value, from: isPlain ? own : -1, to: isPlain ? own + 1 : -1 });
  }
  return runs;
};
