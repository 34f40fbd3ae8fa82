// Loops inside special functions, as their definitions write them: from values by name to values by name.
import type { KernelBuilder, KernelNode, Loop } from '../kernel.js';
import { argumentsOf, reachable } from '../kernel.js';

/** Values by name. */
export type Named<Name extends string> = Readonly<Record<Name, KernelNode>>;

/** What a loop does with its variables as they are now. */
export type Turn<Name extends string> = (now: Named<Name>) => {
  readonly while: KernelNode;
  readonly next: Named<Name>;
};

type Variable = Loop['variables'][number];

/** A variable that no loop has yet. */
const variable = (wish: string, { input, variables }: KernelBuilder): Variable => {
  let node = input(wish);
  for (let i = 2; variables.has(node); i++) node = input(`${wish}${i}`);
  variables.add(node);
  return node as Variable;
};

/** The nodes that a body uses and that depend on none of its variables, each the largest of its kind. */
const invariantsOf = ({ variables, while: condition, next }: Loop): readonly KernelNode[] => {
  const below = reachable([condition, ...next]);
  const moving = new Set<KernelNode>(variables);
  for (const node of below) if (argumentsOf(node).some((arg) => moving.has(arg))) moving.add(node);
  const used = [condition, ...next, ...below.filter((node) => moving.has(node)).flatMap(argumentsOf)];
  return [...new Set(used)].filter((node) => !moving.has(node) && node.kind !== 'constant');
};

/**
 * As long as the condition holds of the variables, they take their next values; what comes back are their last ones. The
 * condition stands at the head of the loop and has no names of its own.
 */
export const loop = <Name extends string>(
  builder: KernelBuilder,
  start: Named<Name>,
  turn: Turn<Name>,
): Named<Name> => {
  const keys = Object.keys(start) as Name[];
  const named = (nodes: readonly KernelNode[]): Named<Name> =>
    Object.fromEntries(keys.map((key, i) => [key, nodes[i]])) as Record<Name, KernelNode>;
  const variables = keys.map((key) => variable(key, builder));
  const { while: condition, next } = turn(named(variables));
  const whole: Loop = { variables, while: condition, next: keys.map((key) => next[key]) };
  const node = builder.loop(whole, [...keys.map((key) => start[key]), ...invariantsOf(whole)]);
  return named(keys.map((_, i) => builder.result(node, i)));
};
