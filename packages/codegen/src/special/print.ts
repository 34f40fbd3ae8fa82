// The special functions that a kernel calls, as functions of a target's language: each is a small row kernel of its own.
import type { Kernel, KernelNode, SpecialFunction } from '../kernel.js';
import { kernelBuilder, reachable } from '../kernel.js';
import { scheduleRow } from '../passes/schedule.js';
import { printRow } from '../print.js';
import type { Vocabulary } from '../target.js';

/** A function in text, without the words that its language puts around it. */
export interface PrintedFunction {
  readonly name: string;
  readonly about: readonly string[];
  readonly parameters: readonly string[];
  readonly declarations: readonly string[];
  /** One, or several that are given together. */
  readonly results: readonly string[];
}

/** The definition of a special function on inputs `x`, or `x1`, `x2`, …, in an order of evaluation. */
export const specialRow = (special: SpecialFunction, precision: 'f64' | 'f32') => {
  const builder = kernelBuilder();
  const inputs = Array.from({ length: special.arity }, (_, i) => (special.arity === 1 ? 'x' : `x${i + 1}`));
  const result = special.define(
    builder,
    inputs.map((name) => builder.input(name)),
    precision,
  );
  const outputs = 'kind' in result ? [result] : result;
  const draft = { inputs, valid: builder.constant(1), loss: null, outputs, symbol: 'f' };
  return scheduleRow(draft, builder);
};

/** The special functions that nodes call, those first that others need. */
export const specialsOf = (roots: readonly KernelNode[], precision: 'f64' | 'f32'): SpecialFunction[] => {
  const found = new Map<string, SpecialFunction>();
  const visit = (nodes: readonly KernelNode[]): void => {
    for (const node of reachable(nodes)) {
      if (node.kind === 'loop') visit(node.loop.next);
      if (node.kind !== 'special' || found.has(node.special.name)) continue;
      visit(specialRow(node.special, precision).outputs);
      found.set(node.special.name, node.special);
    }
  };
  visit(roots);
  return [...found.values()];
};

const width = 112;

/** A text as lines that are not too long. */
const wrapped = (text: string): string[] => {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last.length + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
};

/** Everything that a kernel calls beside the operations of its target. */
export const printSpecials = (kernel: Kernel, vocabulary: Vocabulary): PrintedFunction[] => {
  const roots = Object.values(kernel.rows).flatMap(({ valid, loss, outputs }) =>
    [valid, loss, ...outputs].filter((node) => node !== null),
  );
  return specialsOf(roots, kernel.precision).map((special) => {
    const row = specialRow(special, kernel.precision);
    const { before, declarations, outputs } = printRow(row, vocabulary);
    return {
      name: special.name,
      about: wrapped(`${special.name}: ${special.about}.`).map((line) => `// ${line}`),
      parameters: row.inputs,
      declarations: [...before, ...declarations],
      results: outputs,
    };
  });
};
