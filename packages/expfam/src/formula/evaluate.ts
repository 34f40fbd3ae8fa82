// Evaluates the arithmetic of a formula over the complete rows of a table. Only what the tables of functions know can be
// called; nothing is ever handed to the language's own evaluation.
import { Problem } from '../problems.js';
import type { Place } from '../problems.js';
import type { Frame } from './frame.js';
import { binaryFunctions, factorMakers, functions, insteadOf, knownFunctions } from './functions.js';
import { textOf } from './syntax.js';
import type { Formula, Operator } from './syntax.js';

/** One value a row: numbers, or what a comparison gave. */
export type Vector =
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'boolean'; readonly values: Float64Array };

/** What an expression is evaluated over. `source` is the formula, for the caret. */
export interface Scope {
  readonly frame: Frame;
  readonly source: string;
}

/**
 * The values of an arithmetic expression, one a row.
 *
 * @throws Problem `wrong-type`, `mixed-column`, `unknown-function`.
 */
export const evaluate = (scope: Scope, node: Formula): Vector => {
  switch (node.kind) {
    case 'group':
      return evaluate(scope, node.of);
    case 'number':
      return { kind: 'number', values: new Float64Array(scope.frame.rows).fill(node.value) };
    case 'negative':
      return map(numbers(scope, node.of), (x) => -x);
    case 'not':
      return { kind: 'boolean', values: numbers(scope, node.of).map((x) => Number(x === 0)) };
    case 'name':
      return columnValues(scope, node);
    case 'call':
      return call(scope, node);
    case 'binary':
      return binary(scope, node);
  }
};

/** The values of an arithmetic expression; every one of them is finite. */
export const finiteNumbers = (scope: Scope, node: Formula): Float64Array => {
  const { values } = evaluate(scope, node);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return values;
  const row = scope.frame.rowOf(bad);
  const value = values[bad] ?? Number.NaN;
  const text = textOf(node);
  throw new Problem('non-finite-value', `\`${text}\` is ${String(value)} in row ${String(row)}`, {
    column: text,
    row,
    value,
  });
};

const numbers = (scope: Scope, node: Formula): Float64Array => evaluate(scope, node).values;

const map = (x: Float64Array, f: (x: number) => number): Vector => ({
  kind: 'number',
  values: x.map((value) => f(value)),
});

const combine = (x: Float64Array, y: Float64Array, f: (x: number, y: number) => number): Float64Array =>
  x.map((value, row) => f(value, y[row] ?? Number.NaN));

const columnValues = (scope: Scope, node: Formula & { kind: 'name' }): Vector => {
  const column = scope.frame.columns.get(node.name);
  if (column === undefined)
    throw new Problem('unknown-column', `there is no column \`${node.name}\``, spotOf(scope, node));
  if (column.kind === 'number') return { kind: 'number', values: column.values };
  if (column.kind === 'boolean') return { kind: 'boolean', values: Float64Array.from(column.values, Number) };
  refuseMixed(column);
  throw new Problem('wrong-type', `column \`${node.name}\` holds ${column.kind} where numbers are needed`, {
    ...spotOf(scope, node),
    column: node.name,
    needed: 'a column of numbers',
  });
};

/** Refuses a column that holds numbers and text, naming the odd cell. */
export const refuseMixed = (column: {
  readonly name: string;
  readonly kind: string;
  readonly odd?: Odd;
}): void => {
  if (column.odd === undefined) return;
  const { row, value, isNumber } = column.odd;
  const what = isNumber
    ? `column \`${column.name}\` holds text, and the number \`${value}\` in row ${String(row)}`
    : `column \`${column.name}\` holds numbers, and \`${value}\` in row ${String(row)}`;
  throw new Problem('mixed-column', what, { column: column.name, row, value });
};

interface Odd {
  readonly row: number;
  readonly value: string;
  readonly isNumber: boolean;
}

const call = (scope: Scope, node: Formula & { kind: 'call' }): Vector => {
  const [first, second] = node.args;
  checkLabels(scope, node);
  if (node.name === 'I' && first !== undefined && second === undefined) return evaluate(scope, first);
  const [unary, dyadic] = [own(functions, node.name), own(binaryFunctions, node.name)];
  if (first !== undefined && second === undefined && unary !== undefined)
    return map(numbers(scope, first), unary);
  if (first !== undefined && second !== undefined && node.args.length === 2 && dyadic !== undefined)
    return { kind: 'number', values: combine(numbers(scope, first), numbers(scope, second), dyadic) };
  const known = unary !== undefined || dyadic !== undefined || knownFunctions.includes(node.name);
  const what = known
    ? `\`${textOf(node)}\` cannot be computed here`
    : `\`${node.name}\` is no function of a formula`;
  throw new Problem('unknown-function', what, {
    ...spotOf(scope, node),
    needed: `one of ${knownFunctions.join(' ')}`,
    help: own(insteadOf, node.name) ?? 'compute it as a column of its own before',
  });
};

// The only arguments that have names are those of log(x, base).
const checkLabels = (scope: Scope, node: Formula & { kind: 'call' }): void => {
  const names = node.name === 'log' ? ['x', 'base'] : [];
  const odd = node.labels.findIndex((label, at) => label !== null && label !== names[at]);
  if (odd < 0) return;
  throw new Problem(
    'unknown-function',
    `\`${node.name}\` has no argument \`${node.labels[odd] ?? ''}\` here`,
    {
      ...spotOf(scope, node),
      help: factorMakers.has(node.name)
        ? '--levels gives the levels of a factor'
        : 'give arguments without names',
    },
  );
};

// Without this, a formula could reach for `constructor`.
const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

const operations: {
  readonly [O in Operator]: {
    readonly kind: Vector['kind'];
    readonly of: (x: number, y: number) => number;
  } | null;
} = {
  '+': { kind: 'number', of: (x, y) => x + y },
  '-': { kind: 'number', of: (x, y) => x - y },
  '*': { kind: 'number', of: (x, y) => x * y },
  '/': { kind: 'number', of: (x, y) => x / y },
  '^': { kind: 'number', of: (x, y) => x ** y },
  '%%': { kind: 'number', of: (x, y) => x - Math.floor(x / y) * y },
  '%/%': { kind: 'number', of: (x, y) => Math.floor(x / y) },
  '<': { kind: 'boolean', of: (x, y) => Number(x < y) },
  '<=': { kind: 'boolean', of: (x, y) => Number(x <= y) },
  '>': { kind: 'boolean', of: (x, y) => Number(x > y) },
  '>=': { kind: 'boolean', of: (x, y) => Number(x >= y) },
  '==': { kind: 'boolean', of: (x, y) => Number(x === y) },
  '!=': { kind: 'boolean', of: (x, y) => Number(x !== y) },
  '&': { kind: 'boolean', of: (x, y) => Number(x !== 0 && y !== 0) },
  '|': { kind: 'boolean', of: (x, y) => Number(x !== 0 || y !== 0) },
  ':': null,
  '%in%': null,
};

const binary = (scope: Scope, node: Formula & { kind: 'binary' }): Vector => {
  const operation = operations[node.operator];
  if (operation === null)
    throw new Problem(
      'unreadable-formula',
      `\`${node.operator}\` joins terms; it cannot stand inside arithmetic`,
      spotOf(scope, node),
    );
  return {
    kind: operation.kind,
    values: combine(numbers(scope, node.left), numbers(scope, node.right), operation.of),
  };
};

const spotOf = (scope: Scope, { start, end }: Formula): Place => ({
  text: scope.source,
  start,
  length: end - start,
});
