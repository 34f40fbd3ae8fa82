// The kernel: floating-point arithmetic in which order is meaning. Nothing reorders a node once it is made; equal nodes are
// one object, so what two outputs share is computed once.

import type { Judged } from './accuracy.js';
import type { Program } from './loops/program.js';

/** How many arguments each operation takes. Conditions are true or false and only feed `and` and `select`. */
export const arities = {
  add: 2,
  subtract: 2,
  multiply: 2,
  divide: 2,
  negate: 1,
  exp: 1,
  expm1: 1,
  log: 1,
  log1p: 1,
  /** exp(a − b) for a ≤ b, as if the difference were exact. */
  expBelow: 2,
  /** log(1 + a) for 0 ≤ a < 2^60. */
  log1pAbove: 1,
  sqrt: 1,
  abs: 1,
  floor: 1,
  maximum: 2,
  minimum: 2,
  power: 2,
  less: 2,
  lessEqual: 2,
  equal: 2,
  and: 2,
  select: 3,
} as const;

/** An operation of floating-point arithmetic that every target must spell. */
export type KernelOperation = keyof typeof arities;

const conditions: ReadonlySet<string> = new Set(['less', 'lessEqual', 'equal', 'and']);

/**
 * A function that no target has: defined once, in the operations above, and printed into the prelude of every module that
 * calls it. Its name is an identifier in every language.
 */
export interface SpecialFunction {
  readonly name: string;
  readonly arity: number;
  /** How many numbers it gives; one unless told otherwise. */
  readonly results?: number;
  /** Whether it sums or integrates a family by its definition. */
  readonly sums?: boolean;
  /** What it is and how far off it may be, as a comment. */
  readonly about: string;
  /** The value, or the values, as code for the precision in which it is computed: straight lines, and loops. */
  readonly define: (
    builder: KernelBuilder,
    args: readonly KernelNode[],
    precision: 'f64' | 'f32',
  ) => KernelNode | readonly KernelNode[];
}

/** What a loop does: as long as the condition holds of its variables, it gives them their next values. */
export interface Loop {
  readonly variables: readonly (KernelNode & { readonly kind: 'input' })[];
  readonly while: KernelNode;
  readonly next: readonly KernelNode[];
}

/**
 * An input, a constant, an operation on other nodes, or a call of a special function; inside special functions also a loop,
 * whose arguments are the values with which its variables start and what of its body it leaves as it is. What gives several
 * numbers is no number: a result is one of them.
 */
export type KernelNode =
  | { readonly kind: 'input'; readonly id: number; readonly name: string; readonly type: 'float' | 'label' }
  | {
      readonly kind: 'constant';
      readonly id: number;
      readonly value: number;
      readonly type: 'float' | 'label';
    }
  | {
      readonly kind: 'operation';
      readonly id: number;
      readonly op: KernelOperation;
      readonly args: readonly KernelNode[];
    }
  | {
      readonly kind: 'special';
      readonly id: number;
      readonly special: SpecialFunction;
      readonly args: readonly KernelNode[];
    }
  | {
      readonly kind: 'loop';
      readonly id: number;
      readonly loop: Loop;
      readonly args: readonly KernelNode[];
    }
  | {
      readonly kind: 'result';
      readonly id: number;
      readonly index: number;
      readonly args: readonly KernelNode[];
    };

/** A node that has a name in the printed kernel; what gives several numbers has one for each that is used. */
export interface Let {
  readonly name: string;
  readonly node: KernelNode;
  readonly names?: readonly string[];
  /** Of a loop: what is named in its body, in the order of evaluation. */
  readonly body?: readonly Let[];
}

/** What the printed functions compute for one row. */
export type RowName =
  | 'response'
  | 'loss'
  | 'gradient'
  | 'hessian'
  | 'jacobian'
  | 'lossSoft'
  | 'gradientSoft'
  | 'logBaseMeasure'
  | 'saturatedLoss';

/** The functions that a module may have. */
export const printedFunctions = [
  'response', 'loss', 'gradient', 'hessian', 'jacobian', 'linearGradient', 'linearResponse', 'logBaseMeasure', 'saturatedLoss',
] as const; // prettier-ignore

/** A function that a module may have. */
export type PrintedName = (typeof printedFunctions)[number];

/** Straight-line code for one row: lets in the order of evaluation, then the outputs, provided that the row is valid. */
export interface RowKernel {
  readonly inputs: readonly string[];
  readonly lets: readonly Let[];
  /** What must hold of the inputs; a row for which it does not is NaN. Every let it needs is among the first `checked`. */
  readonly valid: KernelNode;
  readonly checked: number;
  readonly loss: KernelNode | null;
  /** a, where log(1 + a) has been taken out of the loss: the loop multiplies 1 + a over its rows. */
  readonly factor?: KernelNode;
  readonly outputs: readonly KernelNode[];
}

/** The row kernels of one family at a fixed number of classes. */
export interface Kernel {
  readonly family: string;
  /** K for a categorical outcome, else null. */
  readonly classes: number | null;
  /** K that was fixed, for classes or for the entries of a vector; null where there is none. */
  readonly size: number | null;
  /** s, the number of natural parameters. */
  readonly parameters: number;
  /** What the row kernels call the natural parameters. */
  readonly names: readonly string[];
  /** m, the number of columns of the response. */
  readonly columns: number;
  /** What the row kernels call the outcome, entry by entry; none where it is a class. */
  readonly outcomes: readonly string[];
  readonly form: 'baseline' | 'symmetric' | null;
  /** Whether it is printed as loops over the classes; what row kernels it then has are no more than samples of them. */
  readonly looped: boolean;
  /** What it loops over, where that is told step by step; null for a choice, and where nothing loops. */
  readonly program: Program | null;
  /** Whether loops over the classes compute the same, bit for bit: a module may then loop where that is shorter. */
  readonly loopable: boolean;
  /** The link, where it is not the canonical one: the linear predictor then stands in place of η. */
  readonly link: string | null;
  /** What the row kernels compute in. */
  readonly precision: 'f64' | 'f32';
  /** How its errors are counted. */
  readonly judged: Judged;
  /** Where the outcome lives, as an object literal; null where it is a class or anything finite. */
  readonly support: string | null;
  readonly dispersion: 'fixed' | 'estimated';
  /** Which functions are printed; null for all. */
  readonly functions: ReadonlySet<PrintedName> | null;
  /** The number of features over which the linear functions are unrolled; null where it is told in every call. */
  readonly features: number | null;
  /** Its row kernels; of a kernel that loops by a program, with a few of their outputs, of which all others are renamings. */
  readonly rows: { readonly [name in RowName]?: RowKernel };
  /** The formulas that the row kernels compute, as text of the density language. */
  readonly formulas: { readonly [name: string]: readonly string[] };
}

/** Whether a kernel is to have a function. */
export const isWanted = ({ functions }: Pick<Kernel, 'functions'>, name: PrintedName): boolean =>
  functions?.has(name) ?? true;

/** Whether the node is true or false rather than a number. */
export const isCondition = (node: KernelNode): boolean =>
  node.kind === 'operation' && conditions.has(node.op);

/** The arguments of a node; none for inputs and constants. */
export const argumentsOf = (node: KernelNode): readonly KernelNode[] =>
  node.kind === 'input' || node.kind === 'constant' ? [] : node.args;

/** Makes nodes; the same structure twice is the same object. */
export interface KernelBuilder {
  input(name: string, type?: 'float' | 'label'): KernelNode;
  constant(value: number, type?: 'float' | 'label'): KernelNode;
  call(op: KernelOperation, ...args: readonly KernelNode[]): KernelNode;
  special(special: SpecialFunction, ...args: readonly KernelNode[]): KernelNode;
  /** One of the numbers that a special function or a loop gives. */
  result(several: KernelNode, index: number): KernelNode;
  /** A loop over variables that no other loop has, with the values at which they start and what its body does not change. */
  loop(loop: Loop, args: readonly KernelNode[]): KernelNode;
  /** The same call with other arguments; inputs and constants as they are. */
  rebuild(node: KernelNode, args: readonly KernelNode[]): KernelNode;
  /** Asks for a node to be a `const` of this name wherever it occurs. */
  named(name: string, node: KernelNode): KernelNode;
  /** The names that were asked for. */
  readonly names: ReadonlyMap<KernelNode, string>;
  /** The variables of its loops. */
  readonly variables: Set<KernelNode>;
  /** The terms of the sums that were made of many: code that loops over them has to know. */
  readonly sums: Set<Terms>;
}

/** The terms of a sum that is taken in pairs of pairs, and whether what rounding leaves out is carried beside it. */
export interface Terms {
  readonly terms: readonly KernelNode[];
  readonly isCarried: boolean;
}

type Unnumbered = KernelNode extends infer Node
  ? Node extends KernelNode
    ? Omit<Node, 'id'>
    : never
  : never;

/** An empty table of nodes. */
export const kernelBuilder = (): KernelBuilder => {
  const table = new Map<string, KernelNode>();
  const names = new Map<KernelNode, string>();
  const intern = (key: string, fields: Unnumbered): KernelNode => {
    let node = table.get(key);
    if (node === undefined)
      table.set(key, (node = Object.freeze({ ...fields, id: table.size }) as KernelNode));
    return node;
  };
  const builder: KernelBuilder = {
    names,
    variables: new Set(),
    sums: new Set(),
    input: (name, type = 'float') => intern(`input ${name}`, { kind: 'input', name, type }),
    constant: (value, type = 'float') =>
      intern(`constant ${Object.is(value, -0) ? '-0' : value} ${type}`, { kind: 'constant', value, type }),
    call: (op, ...args) => {
      if (args.length !== arities[op])
        throw new TypeError(`${op} takes ${arities[op]} arguments, not ${args.length}`);
      return intern(`${op}(${args.map((arg) => arg.id).join()})`, { kind: 'operation', op, args });
    },
    special: (special, ...args) => {
      if (args.length !== special.arity)
        throw new TypeError(`${special.name} takes ${special.arity} arguments, not ${args.length}`);
      const key = `${special.name}!(${args.map((arg) => arg.id).join()})`;
      return intern(key, { kind: 'special', special, args });
    },
    result: (several, index) =>
      intern(`result ${index} of ${several.id}`, { kind: 'result', index, args: [several] }),
    loop: (loop, args) => {
      loop.variables.forEach((variable) => builder.variables.add(variable));
      return intern(`loop ${loop.variables[0].id}`, { kind: 'loop', loop, args });
    },
    rebuild: (node, args) => {
      if (node.kind === 'result') return builder.result(args[0], node.index);
      if (node.kind === 'special') return builder.special(node.special, ...args);
      return node.kind === 'operation' ? builder.call(node.op, ...args) : node;
    },
    named: (name, node) => {
      if (argumentsOf(node).length > 0 && !names.has(node)) names.set(node, name);
      return node;
    },
  };
  return builder;
};

/** Every node below the roots, arguments before what uses them. */
export const reachable = (roots: readonly KernelNode[]): readonly KernelNode[] => {
  const seen = new Set<KernelNode>();
  const visit = (node: KernelNode): void => {
    if (seen.has(node)) return;
    argumentsOf(node).forEach(visit);
    seen.add(node);
  };
  roots.forEach(visit);
  return [...seen];
};

/** Operations by kind, for the headers of printed modules. */
export const operationCounts = (row: RowKernel): Map<string, number> => {
  const roots = [row.valid, ...(row.loss === null ? [] : [row.loss]), ...row.outputs];
  const counts = new Map<string, number>();
  for (const node of reachable(roots))
    if (node.kind === 'operation' || node.kind === 'special') {
      const name = node.kind === 'operation' ? node.op : node.special.name;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  return counts;
};
