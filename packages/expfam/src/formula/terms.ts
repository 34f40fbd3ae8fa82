// The algebra of terms: a formula's right side becomes a list of terms, each a set of variables, in R's order: by the
// number of variables, then by appearance.
import { Problem } from '../problems.js';
import { namesIn, textOf } from './syntax.js';
import type { Formula, Sides } from './syntax.js';
import { unreadable } from './tokens.js';

/** A formula multiplied out. Terms are ascending indices into `variables`; the outcome is none of them. */
export interface Terms {
  readonly variables: readonly Formula[];
  readonly terms: readonly (readonly number[])[];
  readonly intercept: boolean;
  readonly offsets: readonly Formula[];
  /** Things that R does too and that may not be meant. */
  readonly remarks: readonly string[];
}

/**
 * Multiplies out the right side of a formula. `others` are the columns that `.` stands for.
 *
 * @throws Problem `unreadable-formula` for what is no term, with the spot.
 */
export const termsOf = (sides: Sides, others: readonly string[]): Terms => {
  const state: State = {
    sides,
    others,
    variables: new Map(),
    offsets: [],
    intercept: true,
    removing: false,
    remarks: [],
  };
  const found = expand(state, sides.right);
  // What was taken away again (`. - id`) is no longer read, so that its missing cells cost no row.
  const read = [...state.variables.values()];
  const kept = read.map((_, index) => index).filter((index) => found.some((term) => term.includes(index)));
  const variables = kept.flatMap((index) => read[index] ?? []);
  const terms = found
    .map((term) => term.map((index) => kept.indexOf(index)))
    .sort((a, b) => a.length - b.length);
  checkOutcome(sides, variables);
  return { variables, terms, intercept: state.intercept, offsets: state.offsets, remarks: state.remarks };
};

const checkOutcome = (sides: Sides, variables: readonly Formula[]): void => {
  const outcome = sides.left === null ? null : textOf(sides.left);
  const same = variables.find((candidate) => textOf(candidate) === outcome);
  if (same !== undefined && outcome !== null)
    throw new Problem(
      'outcome-among-predictors',
      `\`${outcome}\` stands on both sides of the formula`,
      spotOf(sides, same),
    );
};

interface State {
  readonly sides: Sides;
  readonly others: readonly string[];
  readonly variables: Map<string, Formula>;
  readonly offsets: Formula[];
  intercept: boolean;
  /** Whether what is read is taken away. */
  removing: boolean;
  readonly remarks: string[];
}

type Term = readonly number[];

const expand = (state: State, node: Formula): readonly Term[] => {
  switch (node.kind) {
    case 'group':
      return expand(state, node.of);
    case 'number':
      return constant(state, node, node.value);
    case 'negative':
      return remove(state, [], node.of);
    case 'not':
      throw complain(state, node, 'a condition is no term; write I(…) around it');
    case 'name':
      return node.name === '.'
        ? state.others.map((name) => variable(state, columnNode(name, node)))
        : [variable(state, node)];
    case 'call':
      return call(state, node);
    case 'binary':
      return binary(state, node);
  }
};

const columnNode = (name: string, { start, end }: Formula): Formula => ({ kind: 'name', name, start, end });

const call = (state: State, node: Formula & { kind: 'call' }): readonly Term[] => {
  if (node.name !== 'offset') return [variable(state, node)];
  const [of] = node.args;
  if (of === undefined || node.args.length > 1) throw complain(state, node, '`offset` takes one argument');
  if (!state.offsets.some((offset) => textOf(offset) === textOf(of))) state.offsets.push(of);
  return [];
};

// As in R, 1 and 0 say whether there is an intercept wherever they stand, and are no terms themselves.
const constant = (state: State, node: Formula, value: number): readonly Term[] => {
  if (value !== 0 && value !== 1) throw complain(state, node, `${textOf(node)} is no term; only 0 and 1 are`);
  state.intercept = (value === 1) !== state.removing;
  return [];
};

const binary = (state: State, node: Formula & { kind: 'binary' }): readonly Term[] => {
  const { operator, left, right } = node;
  switch (operator) {
    case '+':
    case '-':
      return sum(state, node);
    case ':':
      return cross(expand(state, left), expand(state, right));
    case '%in%': {
      const [a, b] = [expand(state, left), expand(state, right)];
      return cross(a, [all(b)]);
    }
    case '*': {
      const [a, b] = [expand(state, left), expand(state, right)];
      return union(a, b, cross(a, b));
    }
    case '/': {
      const [a, b] = [expand(state, left), expand(state, right)];
      return union(a, cross([all(a)], b));
    }
    case '^':
      return power(state, left, right);
    default:
      throw complain(state, node, `\`${operator}\` makes no term; write I(…) around it`);
  }
};

/** A sum of any length: `a + b - c`. */
const sum = (state: State, node: Formula): readonly Term[] => {
  const parts: (Formula & { kind: 'binary' })[] = [];
  let first = node;
  for (; isSum(first); first = first.left) parts.push(first);
  let terms = expand(state, first);
  let added: (readonly Term[])[] = [];
  for (const { operator, right } of parts.reverse()) {
    if (operator === '+') added.push(expand(state, right));
    else {
      terms = remove(state, union(terms, ...added), right);
      added = [];
    }
  }
  return union(terms, ...added);
};

const isSum = (node: Formula): node is Formula & { kind: 'binary' } =>
  node.kind === 'binary' && (node.operator === '+' || node.operator === '-');

const remove = (state: State, from: readonly Term[], node: Formula): readonly Term[] => {
  state.removing = !state.removing;
  const gone = new Set(expand(state, node).map(key));
  state.removing = !state.removing;
  return from.filter((term) => !gone.has(key(term)));
};

/** The term of all variables of some. */
const all = (terms: readonly Term[]): Term => [...new Set(terms.flat())].sort(ascending);

const power = (state: State, left: Formula, right: Formula): readonly Term[] => {
  const exponent = right.kind === 'number' ? right.value : Number.NaN;
  if (!Number.isInteger(exponent) || exponent < 1)
    throw complain(state, right, 'a power in a formula is a whole number from 1');
  const base = expand(state, left);
  if (base.length === 1 && exponent > 1)
    state.remarks.push(
      `${textOf(left)}^${textOf(right)} is ${textOf(left)} itself in a formula; write I(${textOf(left)}^${textOf(right)}) for its power`,
    );
  let terms = base;
  // Each round adds one variable to a term at most, so that as many rounds as variables are enough.
  for (let i = 1; i < Math.min(exponent, state.variables.size + 1); i += 1)
    terms = union(terms, cross(terms, base));
  return terms;
};

const variable = (state: State, node: Formula): Term => {
  const text = textOf(node);
  if (!state.variables.has(text)) state.variables.set(text, node);
  return [[...state.variables.keys()].indexOf(text)];
};

const cross = (a: readonly Term[], b: readonly Term[]): readonly Term[] =>
  union(a.flatMap((left) => b.map((right) => [...new Set([...left, ...right])].sort(ascending))));

const union = (...lists: readonly (readonly Term[])[]): readonly Term[] => [
  ...new Map(lists.flat().map((term) => [key(term), term])).values(),
];

const key = (term: Term): string => term.join(':');

const ascending = (a: number, b: number): number => a - b;

const spotOf = ({ text }: Sides, { start, end }: Formula) => ({ text, start, length: end - start });

const complain = ({ sides }: State, { start, end }: Formula, what: string): Error =>
  unreadable(sides.text, start, Math.max(1, end - start), what);

/** The columns that `.` stands for: all but those that the outcome reads and those that serve another purpose. */
export const othersOf = (
  sides: Sides,
  names: readonly string[],
  reserved: readonly string[] = [],
): readonly string[] => {
  const used = new Set([...(sides.left === null ? [] : namesIn(sides.left)), ...reserved]);
  return names.filter((name) => !used.has(name));
};

/** Whether a side mentions `.`. */
export const mentionsDot = (node: Formula): boolean => namesIn(node).includes('.');
