// What would make a refused density a member: the smallest sets of parameters that would have to be known.
import * as e from '@expfam/expression';
import type { Density } from '../density/density.js';
import type { Quantity } from '../derivation/derivation.js';
import { isPlainMember } from './decide.js';

/** The smallest sets of parameters whose fixing makes a refused density a member. */
export const memberIfFixed = (density: Density): string[][] => {
  const names = density.parameters
    .filter(({ domain }) => !e.isVectorDomain(domain))
    .map(({ symbol }) => e.variableOf(symbol).name);
  const found: string[][] = [];
  for (const subset of subsets(names)) {
    if (
      subset.length === density.parameters.length ||
      found.some((smaller) => smaller.every((each) => subset.includes(each)))
    )
      continue;
    if (isPlainMember(withKnown(density, subset))) found.push(subset);
  }
  return found;
};

const subsets = (names: readonly string[]): string[][] =>
  Array.from({ length: 2 ** names.length - 1 }, (_, bits) =>
    names.filter((_name, i) => ((bits + 1) >> i) & 1),
  ).sort((a, b) => a.length - b.length);

const withKnown = (density: Density, known: readonly string[]): Density => {
  const isKnown = ({ symbol }: Quantity): boolean => known.includes(e.variableOf(symbol).name);
  return {
    ...density,
    parameters: density.parameters.filter((parameter) => !isKnown(parameter)),
    constants: [...density.constants, ...density.parameters.filter(isKnown)],
  };
};
