// Factors: a column as codes into a list of levels. Levels are sorted by code point, numbers by size, unless they are given.
import { Problem } from '../problems.js';
import type { Column, TextColumn } from '../tables/table.js';
import { evaluate, finiteNumbers, refuseMixed } from './evaluate.js';
import type { Scope } from './evaluate.js';
import { formatNumber } from './format-number.js';
import { factorMakers } from './functions.js';
import { textOf } from './syntax.js';
import type { Formula } from './syntax.js';

/** One code a row, from 0, into the levels. */
export interface Factor {
  readonly kind: 'factor';
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

/** Where the levels come from: the data, the user (`--levels`) or a fitted model. */
export interface Levels {
  /** By column, as the user gave them. */
  readonly given: ReadonlyMap<string, readonly string[]>;
  /** Of this variable, as the model knows them. */
  readonly known?: readonly string[];
}

/** The argument that `C(…)` or `factor(…)` makes a factor of, the node itself where it is a bare name, or null. */
export const factorArgument = (node: Formula): Formula | null => {
  if (node.kind === 'name') return node;
  if (node.kind === 'group') return factorArgument(node.of);
  if (node.kind !== 'call' || !factorMakers.has(node.name) || node.args.length !== 1) return null;
  return node.args[0] ?? null;
};

/** Whether the node asks for a factor whatever its argument holds. */
const makesFactor = (node: Formula): boolean =>
  node.kind === 'call' && factorMakers.has(node.name) && node.args.length === 1;

/**
 * The factor that a variable is, or null where it is a variable of numbers.
 *
 * @throws Problem `mixed-column`, `unlisted-level`, `new-level`, `repeated-level`, `wrong-type`.
 */
export const factorOf = (scope: Scope, node: Formula, levels: Levels): Factor | null => {
  const argument = factorArgument(node);
  if (argument === null) return null;
  const column = argument.kind === 'name' ? scope.frame.columns.get(argument.name) : undefined;
  const given = argument.kind === 'name' ? levels.given.get(argument.name) : undefined;
  const forced = makesFactor(node) || given !== undefined || levels.known !== undefined;
  if (column === undefined)
    return makesFactor(node)
      ? encode(scope, node, { labels: computedLabels(scope, argument), known: levels.known })
      : null;
  if (column.kind === 'number' && !forced) return null;
  if (!forced && column.kind === 'text') {
    refuseMixed(column);
    refuseMoments(column);
  }
  return encode(scope, node, { labels: labelsOf(column), known: levels.known, given });
};

// A level for every day would tell of nothing but itself.
const refuseMoments = ({ name, moments }: TextColumn): void => {
  if (moments === undefined) return;
  throw new Problem('wrong-type', `column \`${name}\` holds ${moments}`, {
    column: name,
    needed: 'numbers, text or booleans',
    help: `count the days or seconds since one of them, or write factor(${name}) for a level each`,
  });
};

/** The labels of a column and, where the order is not that of code points, their order. */
interface Labels {
  readonly labels: readonly string[];
  readonly compare: (a: string, b: string) => number;
  /** The order of levels that the column brings along. */
  readonly fixed?: readonly string[];
}

// What a comparison gave is TRUE or FALSE.
const computedLabels = (scope: Scope, node: Formula): Labels => {
  const values = finiteNumbers(scope, node);
  return evaluate(scope, node).kind === 'boolean'
    ? booleanLabels(Array.from(values, (value) => value === 1))
    : numberLabels(values);
};

const booleanLabels = (values: readonly boolean[]): Labels => ({
  labels: values.map((value) => (value ? 'TRUE' : 'FALSE')),
  compare: byCodePoint,
  fixed: ['FALSE', 'TRUE'],
});

const labelsOf = (column: Column): Labels => {
  switch (column.kind) {
    case 'number':
      return numberLabels(column.values);
    case 'boolean':
      return booleanLabels(column.values);
    case 'text':
      return { labels: column.values, compare: byCodePoint, ...(column.levels && { fixed: column.levels }) };
    case 'unsupported':
      throw new Problem('unsupported-column', `column \`${column.name}\` holds ${column.type}`, {
        column: column.name,
      });
  }
};

const numberLabels = (values: Float64Array): Labels => ({
  labels: Array.from(values, formatNumber),
  compare: (a, b) => Number(a) - Number(b),
});

/** The labels of a factor with the levels of the model and of the user, where there are such. */
interface Coding {
  readonly labels: Labels;
  readonly known?: readonly string[] | undefined;
  readonly given?: readonly string[] | undefined;
}

const encode = (scope: Scope, node: Formula, { labels, known, given }: Coding): Factor => {
  const name = textOf(node);
  const found = [...new Set(labels.labels)];
  const levels =
    known ??
    given ??
    (labels.fixed === undefined
      ? found.sort(labels.compare)
      : labels.fixed.filter((level) => found.includes(level)));
  const codes = new Map<string, number>();
  levels.forEach((level, code) => {
    if (codes.has(level))
      throw new Problem('repeated-level', `level \`${level}\` of \`${name}\` is given twice`, {
        column: name,
        value: level,
      });
    codes.set(level, code);
    // `1.0` in a list of levels is the number 1.
    if (labels.compare !== byCodePoint && level.trim() !== '' && !codes.has(formatNumber(Number(level))))
      codes.set(formatNumber(Number(level)), code);
  });
  const coded = Int32Array.from(labels.labels, (label) => codes.get(label) ?? -1);
  const stray = coded.indexOf(-1);
  if (stray >= 0)
    refuseLevel(scope, name, stray, {
      label: labels.labels[stray] ?? '',
      levels,
      isNew: known !== undefined,
    });
  return { kind: 'factor', codes: coded, levels };
};

const refuseLevel = (
  scope: Scope,
  name: string,
  index: number,
  found: { label: string; levels: readonly string[]; isNew: boolean },
): never => {
  const row = scope.frame.rowOf(index);
  const { label, levels, isNew } = found;
  const shown = `${levels.slice(0, 12).join(', ')}${levels.length > 12 ? ', …' : ''}`;
  throw new Problem(
    isNew ? 'new-level' : 'unlisted-level',
    isNew
      ? `\`${label}\` in row ${String(row)} is a new level of \`${name}\``
      : `\`${label}\` in row ${String(row)} is none of the levels given for \`${name}\``,
    { column: name, row, value: label, needed: `one of ${shown}` },
  );
};

/** Compares by Unicode code point, as every locale-free sort does; UTF-16 units would put emoji before some ideographs. */
const byCodePoint = (a: string, b: string): number => {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
};
