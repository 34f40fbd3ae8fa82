// Where checks look: points numbered from 0, at which a symbol has the same value in every check, so that what one check
// has computed at a point the next one finds there.
import type { Arithmetic, Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import { evaluator } from './evaluate.js';
import type { Expression } from './node.js';
import { variableOf } from './node.js';
import type { Point, Random } from './sample.js';
import { inOrder, randomFrom, samplePoint } from './sample.js';

/** A point, and the values computed at it. */
export interface Context {
  readonly point: Point;
  readonly at: (node: Expression) => Real;
  /** The values beside the point, where one symbol or component is moved. */
  readonly beside: (key: string, move: () => Point) => (node: Expression) => Real;
}

/** A value that a symbol does not draw but is given. */
export interface Given {
  readonly name: string;
  /** Equal for equal definitions. */
  readonly key: string;
  readonly define: (point: Point) => void;
}

interface Group {
  /** What stands behind each name: a symbol that is drawn, or a definition. */
  readonly meaning: Map<string, string>;
  readonly contexts: Map<number, Context>;
}

const groups = new Map<string, Group>();
const mostGroups = 4;

/** The context of one number; symbols and definitions that other checks have brought stay as they are. */
export const contextOf = (
  { digits, seed, number }: { readonly digits: number; readonly seed: number; readonly number: number },
  symbols: Iterable<Expression>,
  given: readonly Given[] = [],
): Context => {
  const drawn = inOrder(symbols);
  const group = groupOf(`${digits} ${seed}`, drawn, given);
  const m = arithmetic(digits);
  let context = group.contexts.get(number);
  if (context === undefined) group.contexts.set(number, (context = contextAt(m)));
  const { point } = context;
  for (const symbol of drawn) {
    const { name } = variableOf(symbol);
    if (point.has(name)) continue;
    const value = samplePoint(m, [symbol], streamOf(seed, number, name), point).get(name)!;
    point.set(name, value);
  }
  for (const { name, define } of given) if (!point.has(name)) define(point);
  return context;
};

/** The group in which all of these names mean what is asked for; a new one where they do not. */
const groupOf = (key: string, drawn: readonly Expression[], given: readonly Given[]): Group => {
  const wanted = [
    ...drawn.map((symbol) => [variableOf(symbol).name, String(symbol.id)] as const),
    ...given.map(({ name, key: meaning }) => [name, meaning] as const),
  ];
  let group = groups.get(key);
  if (!group || wanted.some(([name, meaning]) => (group!.meaning.get(name) ?? meaning) !== meaning))
    group = { meaning: new Map(), contexts: new Map() };
  for (const [name, meaning] of wanted) group.meaning.set(name, meaning);
  groups.delete(key);
  groups.set(key, group);
  if (groups.size > mostGroups) groups.delete(groups.keys().next().value!);
  return group;
};

const contextAt = (m: Arithmetic): Context => {
  const point: Point = new Map();
  const moved = new Map<string, { readonly point: Point; readonly at: (node: Expression) => Real }>();
  return {
    point,
    at: evaluator(m, point),
    beside: (key, move) => {
      let there = moved.get(key);
      if (there === undefined) {
        const besides = move();
        moved.set(key, (there = { point: besides, at: evaluator(m, besides) }));
      }
      for (const [name, value] of point) if (!there.point.has(name)) there.point.set(name, value);
      return there.at;
    },
  };
};

/** A stream of its own for every symbol of every point. */
const streamOf = (seed: number, number: number, name: string): Random => {
  let hash = 2166136261;
  for (const character of `${seed} ${number} ${name}`)
    hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619);
  return randomFrom(hash);
};
