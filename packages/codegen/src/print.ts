// The one walker: it spells the nodes of a row kernel by the table of a target. Named nodes are written once, as a
// declaration, and by name afterwards.
import type { Kernel, KernelNode, Let, RowKernel } from './kernel.js';
import { foldLines } from './schedules/fold-lines.js';
import type { Target, Vocabulary } from './target.js';

/** The text of one row kernel: what the loop around it puts together. */
export interface PrintedRow {
  /** Declarations that the check of the row needs. */
  readonly before: readonly string[];
  readonly valid: string;
  /** The other declarations. */
  readonly declarations: readonly string[];
  readonly loss: string;
  /** What is taken out of the loss, empty where nothing is. */
  readonly factor: string;
  readonly outputs: readonly string[];
}

/** Spells a row kernel. `inputs` gives inputs another spelling than their names. */
export const printRow = (
  row: RowKernel,
  target: Vocabulary,
  inputs: ReadonlyMap<string, string> = new Map(),
): PrintedRow => {
  const names = new Map<KernelNode, string>();

  /** The arguments of a flat operation with unnamed calls of its own opened. */
  const flattened = (node: KernelNode, op: string): readonly KernelNode[] =>
    node.kind === 'operation' && node.op === op && !names.has(node)
      ? node.args.flatMap((arg) => flattened(arg, op))
      : [node];

  const spell = (node: KernelNode): { text: string; binds: number } => {
    if (node.kind === 'input') return { text: inputs.get(node.name) ?? node.name, binds: 99 };
    if (node.kind === 'constant') {
      const text = target.constant(node.value, node.type);
      return { text, binds: text.startsWith('-') ? 10 : 99 };
    }
    if (node.kind === 'result') return { text: severalOf.get(node.args[0])![node.index], binds: 99 };
    if (node.kind === 'loop') throw new TypeError('a loop has no value of its own');
    if (node.kind === 'special') {
      const args = node.args.map((arg) => at(arg, 0));
      return { text: `${node.special.name}(${args.join(', ')})`, binds: 99 };
    }
    const { write, binds, asks, flat } = target.operations[node.op];
    const args = flat ? node.args.flatMap((arg) => flattened(arg, node.op)) : node.args;
    return { text: write(args.map((arg, i) => at(arg, asks[Math.min(i, asks.length - 1)]))), binds };
  };
  const at = (node: KernelNode, least: number): string => {
    const name = names.get(node);
    if (name !== undefined) return name;
    const { text, binds } = spell(node);
    return binds >= least ? text : `(${text})`;
  };

  const severalOf = new Map<KernelNode, readonly string[]>();
  /** The declaration of what is named; from here on it is written by its name. */
  const declared = ({ name, node, names: several, body = [] }: Let): string => {
    if (node.kind === 'loop' && several !== undefined) {
      const start = several.map((_, i) => at(node.args[i], 0));
      const lines = body.map(declared);
      const next = node.loop.next.map((each) => at(each, 0));
      severalOf.set(node, several);
      return target.loop({ names: several, start, while: at(node.loop.while, 0), body: lines, next });
    }
    const value = spell(node).text;
    if (several !== undefined) severalOf.set(node, several);
    else names.set(node, name);
    return several === undefined ? target.declare(name, value) : target.declareAll(several, value);
  };
  const declarations = row.lets.map(declared);
  return {
    before: declarations.slice(0, row.checked),
    valid: at(row.valid, 0),
    declarations: declarations.slice(row.checked),
    loss: row.loss === null ? '' : at(row.loss, 0),
    factor: row.factor === undefined ? '' : at(row.factor, 0),
    outputs: row.outputs.map((node) => at(node, 0)),
  };
};

/**
 * Prints a kernel as a module of the target.
 *
 * @example
 * ```ts
 * print(lower(derivation), typescript); // "// categorical, K = 3 …"
 * ```
 */
export const print = (kernel: Kernel, target: Target): string => foldLines(target.module(kernel));

/** The functions of the prelude that a text calls, with those that they need, in the order of the table. */
export const preludeFor = (text: string, prelude: Target['prelude']): string[] => {
  const used = new Set<string>();
  const use = (name: string): void => {
    if (used.has(name)) return;
    used.add(name);
    prelude[name]?.needs?.forEach(use);
  };
  const code = text.replace(/\/\*[^]*?\*\/|\/\/.*/g, '');
  for (const name of Object.keys(prelude)) if (new RegExp(`(?<![.\\w])${name}\\(`).test(code)) use(name);
  return Object.entries(prelude).flatMap(([name, { text: source }]) => (used.has(name) ? [source] : []));
};
