// What must hold after each pass, as a table. A pass that breaks its law is a fault of the program, never of a density.
import type { Expression } from '@expfam/expression';
import { isBinder, symbolsOf, text } from '@expfam/expression';
import { codegenError } from './errors.js';
import type { KernelNode, RowKernel } from './kernel.js';
import { argumentsOf, arities, reachable } from './kernel.js';
import type { Draft, Drafts } from './passes/decompose.js';
import { unstable } from './passes/stabilise.js';
import type { Stabilised } from './passes/stabilise.js';
import type { Formula, Sheet, Unrolled } from './passes/unroll.js';
import { opaqueOf } from './special/opaque.js';

/** What each pass hands on. */
export interface Handed {
  readonly unroll: Unrolled;
  readonly stabilise: Stabilised;
  readonly decompose: Drafts;
  readonly share: Drafts;
  readonly schedule: { readonly [name: string]: RowKernel };
}

interface Laws<State> {
  readonly [law: string]: (state: State) => string | null;
}

const formulasOf = ({ response, loss, gradient, hessian, jacobian }: Sheet<Formula>): Expression[] =>
  [response, [loss], gradient, hessian, jacobian].flat(2);

/** The first part of any formula that a test does not accept, as text. */
const firstPart = (
  formulas: readonly Expression[],
  accepts: (part: Expression) => boolean,
): string | null => {
  const seen = new Set<Expression>();
  const visit = (part: Expression): string | null => {
    if (seen.has(part)) return null;
    seen.add(part);
    return accepts(part)
      ? part.args.reduce<string | null>((found, arg) => found ?? visit(arg), null)
      : text(part);
  };
  return formulas.reduce<string | null>((found, formula) => found ?? visit(formula), null);
};

const nodesOf = (draft: Draft): readonly KernelNode[] =>
  reachable([draft.valid, ...(draft.loss === null ? [] : [draft.loss]), ...draft.outputs]);

const firstNode = (drafts: Drafts, accepts: (node: KernelNode, draft: Draft) => boolean): string | null => {
  for (const [name, draft] of Object.entries(drafts.rows))
    for (const node of nodesOf(draft)) if (!accepts(node, draft)) return `${name}: ${describe(node)}`;
  return null;
};

/** What a node is called in a complaint. */
const describe = (node: KernelNode): string => {
  switch (node.kind) {
    case 'operation':
      return node.op;
    case 'special':
      return node.special.name;
    case 'input':
      return node.name;
    case 'constant':
      return String(node.value);
    default:
      return node.kind;
  }
};

/** How many arguments a node must have. */
const arityOf = (node: KernelNode): number => {
  if (node.kind === 'operation') return arities[node.op];
  return node.kind === 'special' ? node.special.arity : argumentsOf(node).length;
};

const wellFormed: Laws<Drafts> = {
  'every operation has its arguments': (drafts) =>
    firstNode(drafts, (node) => argumentsOf(node).length === arityOf(node)),
  'every input is one of the row': (drafts) =>
    firstNode(drafts, (node, draft) => node.kind !== 'input' || draft.inputs.includes(node.name)),
  'no constant is NaN': (drafts) =>
    firstNode(drafts, (node) => node.kind !== 'constant' || !Number.isNaN(node.value)),
};

/** The table: pass, law, and how to find what breaks it. */
export const specification: { readonly [Pass in keyof Handed]: Laws<Handed[Pass]> } = {
  unroll: {
    'no sum, product or integral is left': ({ sheet }) =>
      firstPart(formulasOf(sheet), (part) => !isBinder(part)),
    'no component of a vector is left': ({ sheet }) =>
      firstPart(formulasOf(sheet), (part) => part.op !== 'element'),
    'one loss for each class, or one': ({ sheet, classes }) =>
      sheet.loss.length === (classes ?? 1) ? null : `${sheet.loss.length} losses`,
    'as many gradients as natural parameters': ({ sheet, eta, representatives }) =>
      sheet.gradient.length === (representatives?.parameters ?? eta).length
        ? null
        : `${sheet.gradient.length} gradients`,
  },
  stabilise: {
    'no sum of exponentials is divided by or under a logarithm': ({ sheet, eta }) => {
      const left = formulasOf(sheet)
        .map((formula) => unstable(formula, eta))
        .find((part) => part !== null);
      return left ? text(left) : null;
    },
    'every symbol is a natural parameter, the outcome or a primitive': ({
      sheet,
      eta,
      outcomes,
      primitives,
    }) => {
      const known = (symbol: Expression): boolean =>
        eta.includes(symbol) ||
        outcomes.includes(symbol) ||
        (primitives.find(symbol) ?? opaqueOf(symbol)) !== undefined;
      return (
        formulasOf(sheet)
          .flatMap((formula) => [...symbolsOf(formula)])
          .filter((s) => !known(s))
          .map(text)[0] ?? null
      );
    },
  },
  decompose: wellFormed,
  share: {
    ...wellFormed,
    'no choice between equals is left': (drafts) =>
      firstNode(
        drafts,
        (node) => !(node.kind === 'operation' && node.op === 'select' && node.args[1] === node.args[2]),
      ),
  },
  schedule: {
    'names are unique': (rows) =>
      firstRow(
        rows,
        ({ lets, inputs }) =>
          new Set([...inputs, ...lets.map(({ name }) => name)]).size === inputs.length + lets.length,
      ),
    'nothing is used before it is named': (rows) =>
      firstRow(rows, ({ lets }) => {
        const place = new Map(lets.map(({ node }, i) => [node, i]));
        const latest = new Map<KernelNode, number>();
        for (const node of reachable([...place.keys()])) {
          const below = argumentsOf(node).map((arg) => latest.get(arg)!);
          latest.set(node, Math.max(place.get(node) ?? 0, ...below));
        }
        return lets.every(({ node }, i) => latest.get(node) === i);
      }),
    'the check of a row comes first': (rows) =>
      firstRow(rows, ({ lets, checked, valid }) => {
        const needed = new Set(reachable([valid]));
        return lets.every(({ node }, i) => i < checked === needed.has(node));
      }),
  },
};

const firstRow = (rows: Handed['schedule'], holds: (row: RowKernel) => boolean): string | null =>
  Object.entries(rows).find(([, row]) => !holds(row))?.[0] ?? null;

/** Hands on what a pass made, once every law of the pass holds. */
export const check = <Pass extends keyof Handed>(
  pass: Pass,
  state: Handed[Pass],
  family = '',
): Handed[Pass] => {
  const laws: Laws<Handed[Pass]> = specification[pass];
  for (const [law, breaks] of Object.entries(laws)) {
    const found = breaks(state);
    if (found !== null) throw codegenError('pass-broke-its-law', family, `${pass}: ${law} (${found})`);
  }
  return state;
};
