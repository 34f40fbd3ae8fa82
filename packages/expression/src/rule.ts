// A rule is data: { from, to, where, because } under a name that says left to right. Where a pattern cannot say it (a law
// about binders, a law for any number of terms), a rule gives `apply` and examples for the test that judges all rules.
import { add, multiply } from './build.js';
import type { Bindings } from './match.js';
import { fill, hole, match } from './match.js';
import type { Expression } from './node.js';

/** A rule, ready to be tried at a node. */
export interface Rule {
  readonly name: string;
  readonly phase: string;
  /** Why the step is worth taking, in one sentence. */
  readonly because: string;
  /** The expression rewritten at its root, or null where the rule does not apply. */
  readonly apply: (node: Expression) => Expression | null;
  readonly pattern?: Pattern;
  readonly examples?: readonly Expression[];
}

/** The holes of a pattern by name, or what they stand for. */
export interface Holes {
  readonly [name: string]: Expression;
}

/** A rule by pattern: whatever looks like `from` becomes `to`. */
export interface Pattern {
  readonly from: Expression;
  readonly to: Expression;
  /** The side condition, asked of what the holes stand for. */
  readonly where?: (found: Holes) => boolean;
  readonly because: string;
}

/** A rule by procedure, where no pattern can say it. */
export interface Procedure {
  readonly apply: (node: Expression) => Expression | null;
  readonly examples: () => readonly Expression[];
  readonly because: string;
}

/** `({ x, y }) => …`: every name that is asked for is a hole of that name. */
const holes: Holes = new Proxy({}, { get: (_, name) => hole(String(name)) });

const named = (bindings: Bindings): Holes =>
  Object.fromEntries([...bindings].map(([key, value]) => [(key.value as { name: string }).name, value]));

/** A pattern that is a sum or product also matches inside a larger one. */
const withRest = ({ from, to, ...others }: Pattern): Pattern => {
  if (from.op !== 'add' && from.op !== 'multiply') return { from, to, ...others };
  const join = from.op === 'add' ? add : multiply;
  return { from: join(from, hole('rest#')), to: join(to, hole('rest#')), ...others };
};

const compile = (pattern: Pattern): Rule['apply'] => {
  const { from, to, where } = withRest(pattern);
  return (node) => {
    if (node.op !== from.op) return null;
    const found = match(from, node);
    if (found === null || (where && !where(named(found)))) return null;
    const result = fill(to, found);
    return result === node ? null : result;
  };
};

/** A rule that gives back what it was given does not apply. */
const changed = (node: Expression, result: Expression | null): Expression | null =>
  result === node ? null : result;

/** A table of rules of one phase, in the order in which they are tried. */
export const rules = (phase: string, table: { readonly [name: string]: (holes: Holes) => Pattern | Procedure }): readonly Rule[] =>
  Object.entries(table).map(([name, make]) => {
    const made = make(holes);
    return 'from' in made
      ? { name, phase, because: made.because, apply: compile(made), pattern: made }
      : { name, phase, because: made.because, apply: (node) => changed(node, made.apply(node)), get examples() { return made.examples(); } };
  }); // prettier-ignore
