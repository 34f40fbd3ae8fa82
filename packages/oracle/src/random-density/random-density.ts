// Random densities of known kind, as texts: members made of known families, put into other parameters, other outcomes and
// other words, and non-members in the same clothes. It knows the truth because it made them, and nothing of the engine.
import { blocks } from './blocks.js';
import { choiceFrom } from './choice.js';
import { changeOf, disguise } from './disguise.js';
import { spoilt } from './non-members.js';
import { fill } from './parameters.js';
import type { Truth } from './truth.js';
import { nonMember, truthOf } from './truth.js';

/** A density text, what is true of it, and what it was made of. */
export interface RandomDensity {
  readonly text: string;
  readonly truth: Truth;
  readonly madeOf: string;
}

const shareOfMembers = 0.6;

/**
 * The random density of a seed.
 *
 * @example
 * ```ts
 * randomDensity(1).truth.member; // true or false, by construction
 * ```
 */
export const randomDensity = (seed: number): RandomDensity => {
  const choice = choiceFrom(seed);
  const isMember = choice.chance(shareOfMembers);
  const table = isMember ? blocks : spoilt;
  const madeOf = choice.oneOf(Object.keys(table));
  const [wanted, make] = table[madeOf];
  const { parameters, slots } = fill(wanted, choice);
  const family = make(slots, choice);
  const { put, jacobian, domain } = changeOf(family.support, choice);
  const outcome = (factor: string): string => factor.replaceAll('Y', put);
  const factors = [...family.factors.map(outcome), ...(jacobian === null ? [] : [jacobian])];
  const formula = disguise(factors, choice, parameters[0].name);
  const known = family.constants ?? [];
  const names = [parameters, known]
    .filter((list) => list.length > 0)
    .map((list) => list.map(({ name }) => name).join(', '));
  const lines = [
    `f(y | ${names.join('; ')}) = ${formula}`,
    `  y in ${domain}`,
    ...[...parameters, ...known].map((each) => `  ${each.name} in ${each.domain}`),
  ];
  const truth = isMember ? truthOf(family.naturals, parameters, choice) : nonMember;
  return { text: `${lines.join('\n')}\n`, truth, madeOf };
};
