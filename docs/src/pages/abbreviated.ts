// Long formulas as a textbook writes them: what recurs in them gets a name, and what it stands for is told below. A name is worth
// the writing that it saves, so the part that saves most is named first, until nothing saves enough.
import type { Expression } from '@expfam/expression';
import {
  isBinder,
  isPositive,
  memoise,
  namesOf,
  readingLength,
  occurs,
  real,
  substitute,
  symbol,
  variableOf,
} from '@expfam/expression';

/** A name with what it stands for. */
export interface Named {
  readonly symbol: Expression;
  readonly meaning: Expression;
}

/** Formulas with what their names stand for, each told before it is used. */
export interface Abbreviated {
  readonly formulas: readonly Expression[];
  readonly names: readonly Named[];
}

const long = 40; // nodes in one formula: a shorter one is read as it is
const least = 5; // nodes: naming less hides more than it shows
const worth = 24; // nodes saved, over all formulas
const most = 9; // names under one heading
const judged = 40; // formulas that say what recurs; those that follow are like them
const letters = ['s', 'u', 'w', 'v', 'c'];

/** The formulas, abbreviated where one of them is long. */
export const abbreviated = (formulas: readonly Expression[]): Abbreviated => {
  if (formulas.every((formula) => readingLength(formula) <= long)) return { formulas, names: [] };
  const taken = [...new Set(formulas.flatMap((formula) => [...namesOf(formula)]))];
  const letter = letters.find((each) => !taken.some((name) => new RegExp(`^${each}\\d*$`).test(name)));
  if (letter === undefined) return { formulas, names: [] };
  let written = formulas;
  const names: Named[] = [];
  for (let count = 1; count <= most; count++) {
    const part = dearest([...written.slice(0, judged), ...names.map(({ meaning }) => meaning)]);
    if (part === null) break;
    const name = symbol(`${letter}${String(count)}`, isPositive(part) ? real.positive : real.all);
    const shorter = (formula: Expression): Expression => substitute(formula, new Map([[part, name]]));
    written = written.map(shorter);
    for (const [at, { symbol: earlier, meaning }] of names.entries())
      names[at] = { symbol: earlier, meaning: shorter(meaning) };
    names.push({ symbol: name, meaning: part });
  }
  return inOrder(written, names, letter);
};

/** The part whose name would save most, or null where none saves enough. */
const dearest = (formulas: readonly Expression[]): Expression | null => {
  const counts = new Map<Expression, number>();
  for (const formula of formulas) count(formula, counts);
  let [best, saved]: [Expression | null, number] = [null, worth];
  for (const [part, times] of counts) {
    const length = readingLength(part);
    const saves = (times - 1) * (length - 1) - length;
    if (times < 2 || length < least || saves < saved || formulas.includes(part)) continue;
    [best, saved] = [part, saves];
  }
  return best;
};

/** How often each part is written that could have a name. */
const count = (node: Expression, counts: Map<Expression, number>): void => {
  if (node.args.length === 0) return;
  if (furthest(node) === 0) counts.set(node, (counts.get(node) ?? 0) + 1);
  for (const arg of node.args) count(arg, counts);
};

/** How many binders around it a node refers to; what lies in a sum and refers to its index has no meaning outside. */
const furthest: (node: Expression) => number = memoise((node) =>
  node.op === 'bound'
    ? (node.value as number) + 1
    : Math.max(0, ...node.args.map((arg, i) => furthest(arg) - (isBinder(node) && i === 2 ? 1 : 0))),
);

/** Names numbered anew, so that each stands behind those that it uses. */
const inOrder = (formulas: readonly Expression[], names: readonly Named[], letter: string): Abbreviated => {
  const ordered: Named[] = [];
  const rest = [...names];
  while (rest.length > 0) {
    const next = rest.findIndex(({ meaning }) => !rest.some((other) => occurs(meaning, other.symbol)));
    ordered.push(...rest.splice(next, 1));
  }
  const renamed = new Map(
    ordered.map(({ symbol: name }, i) => [
      name,
      symbol(`${letter}${String(i + 1)}`, variableOf(name).domain),
    ]),
  );
  const again = (node: Expression): Expression => substitute(node, renamed);
  return {
    formulas: formulas.map(again),
    names: ordered.map(({ symbol: name, meaning }) => ({ symbol: again(name), meaning: again(meaning) })),
  };
};
