// The left side of a formula as the family understands it: a class, a success among trials, or a number.
import { evaluate, finiteNumbers } from '../formula/evaluate.js';
import type { Scope } from '../formula/evaluate.js';
import { factorOf } from '../formula/factor.js';
import type { Factor } from '../formula/factor.js';
import { textOf } from '../formula/syntax.js';
import type { Formula } from '../formula/syntax.js';
import { Problem } from '../problems.js';

/** The ways in which families read their outcomes. */
export const roles = ['class', 'success', 'number', 'vector'] as const;

/** How a family reads its outcome. */
export type Role = (typeof roles)[number];

/** An outcome as the kernels read it. */
export interface Outcome {
  readonly y: Float64Array | Int32Array;
  /** The names of the classes, or of failure and success; null for numbers. */
  readonly levels: readonly string[] | null;
  /** The number of trials of each row, where the outcome is `cbind(successes, failures)`. */
  readonly trials: Float64Array | null;
  /** Of a vector: what its entries are called, as many as `y` has numbers a row. */
  readonly entries?: readonly string[];
}

/**
 * The outcome that `node` stands for.
 *
 * @throws Problem `unsuitable-outcome`, `single-class`, `too-many-classes`, `fractional-trials`, …
 */
export const outcomeOf = (scope: Scope, node: Formula, options: OutcomeOptions): Outcome => {
  const { role } = options;
  if (node.kind === 'call' && node.name === 'cbind') {
    if (role === 'vector') return vector(scope, node);
    return role === 'class' ? classCounts(scope, node) : counted(scope, node, role);
  }
  if (role === 'vector')
    throw unsuitable(
      scope,
      node,
      `\`${textOf(node)}\` is one number where the family needs a vector: cbind(a, b, …)`,
    );
  const factor = factorOf(scope, node, { given: options.levels });
  if (role === 'class') return classes(scope, node, factor ?? wholeNumbers(scope, node));
  if (factor !== null) {
    if (role === 'number')
      throw unsuitable(scope, node, `\`${textOf(node)}\` holds classes where the family needs numbers`);
    return successes(scope, node, factor);
  }
  if (role === 'success' && evaluate(scope, node).kind === 'boolean')
    return { y: finiteNumbers(scope, node), levels: ['FALSE', 'TRUE'], trials: null };
  return { y: finiteNumbers(scope, node), levels: null, trials: null };
};

/** What the family needs, and the levels that the user gave. */
export interface OutcomeOptions {
  readonly role: Role;
  readonly levels: ReadonlyMap<string, readonly string[]>;
}

const classes = (scope: Scope, node: Formula, factor: Factor): Outcome => {
  if (factor.levels.length < 2) throw oneClass(node, factor);
  // Unrolled kernels of many classes are large, and a number with hundreds of values is a measurement.
  if (factor.levels.length > mostClasses)
    throw unsuitable(
      scope,
      node,
      `\`${textOf(node)}\` has ${String(factor.levels.length)} classes; ${String(mostClasses)} are the most`,
    );
  return { y: factor.codes, levels: factor.levels, trials: null };
};

const mostClasses = 1000;

// Numbers are classes only where they are whole: 0, 1, 2.
const wholeNumbers = (scope: Scope, node: Formula): Factor => {
  const values = finiteNumbers(scope, node);
  const odd = values.findIndex((value) => !Number.isInteger(value));
  if (odd >= 0)
    throw unsuitable(
      scope,
      node,
      `\`${textOf(node)}\` is ${String(values[odd])} in row ${String(scope.frame.rowOf(odd))} where the family needs classes`,
    );
  const levels = [...new Set(values)].sort((a, b) => a - b);
  const codes = new Map(levels.map((level, code) => [level, code]));
  return {
    kind: 'factor',
    levels: levels.map(String),
    codes: Int32Array.from(values, (value) => codes.get(value) ?? 0),
  };
};

const successes = (scope: Scope, node: Formula, factor: Factor): Outcome => {
  const { levels, codes } = factor;
  if (levels.length < 2) throw oneClass(node, factor);
  if (levels.length > 2)
    throw new Problem(
      'too-many-classes',
      `\`${textOf(node)}\` has ${String(levels.length)} levels: ${levels.slice(0, 6).join(', ')}`,
      spotOf(scope, node),
    );
  return { y: Float64Array.from(codes), levels, trials: null };
};

const counted = (scope: Scope, node: Formula & { kind: 'call' }, role: Role): Outcome => {
  const [first, second] = node.args;
  if (role !== 'success')
    throw unsuitable(
      scope,
      node,
      '`cbind` is an outcome of families of successes, classes and vectors alone',
    );
  if (first === undefined || second === undefined || node.args.length !== 2)
    throw unsuitable(scope, node, '`cbind` takes two arguments: successes and failures');
  const [hits, misses] = [first, second].map((argument) => counts(scope, argument));
  const trials = (hits ?? new Float64Array(0)).map((hit, row) => hit + (misses?.[row] ?? 0));
  const y = trials.map((total, row) => (total > 0 ? (hits?.[row] ?? 0) / total : 0));
  return { y, levels: null, trials };
};

const vector = (scope: Scope, node: Formula & { kind: 'call' }): Outcome => {
  if (node.args.length < 2) throw unsuitable(scope, node, '`cbind` of a vector takes two columns or more');
  const columns = node.args.map((argument) => finiteNumbers(scope, argument));
  return { y: interleaved(columns), levels: null, trials: null, entries: node.args.map(textOf) };
};

// A column of counts for each class: the shares of each row with as many trials as were counted.
const classCounts = (scope: Scope, node: Formula & { kind: 'call' }): Outcome => {
  if (node.args.length < 2) throw unsuitable(scope, node, '`cbind` takes a column of counts for each class');
  const columns = node.args.map((argument) => counts(scope, argument));
  const trials = Float64Array.from({ length: scope.frame.rows }, (_, row) =>
    columns.reduce((sum, column) => sum + (column[row] ?? 0), 0),
  );
  // a row without trials weighs nothing, and has any shares
  const shares = columns.map((column) =>
    column.map((count, row) => (trials[row] === 0 ? 1 / columns.length : count / (trials[row] ?? 1))),
  );
  return { y: interleaved(shares), levels: node.args.map(textOf), trials };
};

const interleaved = (columns: readonly Float64Array[]): Float64Array =>
  Float64Array.from(
    { length: columns.length * (columns[0]?.length ?? 0) },
    (_, at) => columns[at % columns.length]?.[Math.floor(at / columns.length)] ?? NaN,
  );

const counts = (scope: Scope, node: Formula): Float64Array => {
  const values = finiteNumbers(scope, node);
  const odd = values.findIndex((value) => value < 0 || !Number.isInteger(value));
  if (odd < 0) return values;
  const [column, row, value] = [textOf(node), scope.frame.rowOf(odd), values[odd]];
  throw new Problem('fractional-trials', `\`${column}\` is ${String(value)} in row ${String(row)}`, {
    column,
    row,
    value,
  });
};

const oneClass = (node: Formula, { levels }: Factor): Problem =>
  new Problem('single-class', `\`${textOf(node)}\` is \`${levels[0] ?? ''}\` in every row`, {
    column: textOf(node),
  });

const unsuitable = (scope: Scope, node: Formula, what: string): Problem =>
  new Problem('unsuitable-outcome', what, spotOf(scope, node));

const spotOf = ({ source }: Scope, { start, end }: Formula) => ({ text: source, start, length: end - start });
