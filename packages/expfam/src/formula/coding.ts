// Which factors of a term get a column for every level. A factor loses its first level when what remains of the term is
// already in the model before it; this is R's rule, to the letter.
import type { Term, Variable } from './design.js';

/** The terms with the coding of their factors. */
export const codingsOf = (
  terms: readonly (readonly number[])[],
  variables: readonly Variable[],
  intercept: boolean,
): readonly Term[] => {
  const isFactor = (index: number): boolean => (variables[index]?.levels ?? null) !== null;
  const coded = terms.map((term, position) => ({
    variables: term,
    full: term.map((index) => {
      const rest = term.filter((other) => other !== index);
      return (
        isFactor(index) &&
        rest.length > 0 &&
        !terms.slice(0, position).some((earlier) => rest.every((other) => earlier.includes(other)))
      );
    }),
  }));
  if (intercept) return coded;
  // Without an intercept the first factor met takes over its part.
  const first = coded.findIndex(({ variables: term }) => term.some(isFactor));
  return coded.map((term, position) => {
    const slot = term.variables.findIndex(isFactor);
    return position === first
      ? { ...term, full: term.full.map((full, index) => full || index === slot) }
      : term;
  });
};
