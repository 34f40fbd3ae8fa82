// Names for what a derivation brings in beside the text: features, weights, scores. They must be none of the text's own.
import * as e from '@expfam/expression';
import type { Derivation, Quantity } from '../derivation/derivation.js';

/** The names that a text uses itself. */
export const takenBy = ({
  outcome,
  parameters,
  constants,
}: Pick<Derivation, 'outcome' | 'parameters' | 'constants'>): ReadonlySet<string> =>
  new Set([outcome, ...parameters, ...constants].map(({ symbol }: Quantity) => e.variableOf(symbol).name));

/** The first of the names that is free, or the first one with a number behind it. */
export const freeName = (taken: ReadonlySet<string>, names: readonly string[]): string => {
  const numbered = Array.from({ length: taken.size + 1 }, (_, i) => `${names[0]}${String(i + 1)}`);
  return [...names, ...numbered].find((name) => !taken.has(name))!;
};
