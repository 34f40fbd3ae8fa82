// What a target is: a table with a row for every operation, a way to write constants, and the functions that its language
// lacks. A forgotten operation is a compile error.
import type { KernelOperation, Kernel } from './kernel.js';
import type { Rounding } from './float/rounding.js';

/** Binding strengths of printed expressions; a part that binds weaker than its place asks for gets brackets. */
export const strength = {
  choice: 1,
  and: 3,
  equality: 5,
  relation: 6,
  sum: 8,
  product: 9,
  sign: 10,
  atom: 12,
} as const;

/** How an operation is written. */
export interface Spelling {
  /** From the texts of the arguments. */
  readonly write: (args: readonly string[]) => string;
  /** How strongly the result binds. */
  readonly binds: number;
  /** How strongly each argument must bind. */
  readonly asks: readonly number[];
  /** Nested calls are one call: max(a, max(b, c)) is max(a, b, c). */
  readonly flat?: boolean;
}

/** A function that a target's language lacks, printed only where it is used. */
export interface PreludeFunction {
  readonly text: string;
  readonly needs?: readonly string[];
}

/** A loop as text: its variables with their first and next values, and what its body declares. */
export interface LoopText {
  readonly names: readonly string[];
  readonly start: readonly string[];
  readonly while: string;
  readonly body: readonly string[];
  readonly next: readonly string[];
}

/** The words of a language. */
export interface Vocabulary {
  readonly operations: { readonly [Op in KernelOperation]: Spelling };
  readonly constant: (value: number, type: 'float' | 'label') => string;
  readonly declare: (name: string, value: string) => string;
  /** Names for all that a function of several results gives. */
  readonly declareAll: (names: readonly string[], value: string) => string;
  readonly loop: (loop: LoopText) => string;
}

/** A language for kernels. */
export interface Target extends Vocabulary {
  readonly name: string;
  readonly extension: string;
  readonly rounding: Rounding;
  /** Functions by the name that spellings use. */
  readonly prelude: { readonly [name: string]: PreludeFunction };
  /** The whole module around the row kernels. */
  readonly module: (kernel: Kernel) => string;
}

/** `a + b`: the right argument of what does not associate asks for more. */
export const infix = (sign: string, binds: number, right = binds): Spelling => ({
  write: ([a, b]) => `${a} ${sign} ${b}`,
  binds,
  asks: [binds, right],
});

/** `f(a, b)` of any number of arguments. */
export const call = (name: string, { flat = false } = {}): Spelling => ({
  write: (args) => `${name}(${args.join(', ')})`,
  binds: strength.atom,
  asks: [0, 0, 0],
  flat,
});

/** `-a`. */
export const prefix = (sign: string): Spelling => ({
  write: ([a]) => `${sign}${a}`,
  binds: strength.sign,
  asks: [strength.sign + 1],
});

/** A loop in a language with braces: every variable gets its next value once all of them are known. */
export const whileLoop =
  (words: { readonly variable: string; readonly value: string }) =>
  ({ names, start, while: condition, body, next }: LoopText): string => {
    const moves = names.map((name, i) => [name, next[i]] as const).filter(([name, value]) => name !== value);
    const mentions = (text: string, name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);
    /** Whether a later move still reads what this one changes. */
    const isRead = (name: string, i: number): boolean =>
      moves.slice(i + 1).some(([, value]) => mentions(value, name));
    const kept = moves.filter(([name], i) => isRead(name, i)).map(([name]) => name);
    return [
      ...names.map((name, i) => `${words.variable} ${name} = ${start[i]};`),
      `while (${condition}) {`,
      ...body.flatMap((line) => line.split('\n')).map((line) => `  ${line}`),
      ...kept.map((name) => `  ${words.value} ${name}_now = ${name};`),
      ...moves.map(([name, value], i) => {
        const read = kept.filter((each) => moves.findIndex(([other]) => other === each) < i);
        const text = read.reduce(
          (t, each) => t.replace(new RegExp(`\\b${each}\\b`, 'g'), `${each}_now`),
          value,
        );
        return `  ${name} = ${text};`;
      }),
      '}',
    ].join('\n');
  };
