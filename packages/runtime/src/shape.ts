// What the entries of a vector must be together where each alone may be anything: a direction, or a positive definite matrix.
import type { Support } from './kernel.js';

/** What is wrong with an outcome, the number that shows it, and what it should be. */
export interface Misshapen {
  readonly complaint: string;
  readonly value: number;
  readonly needed: string;
}

// What rounding to single precision may do to a length.
const slack = 2 ** -20;

/** Holds the entries of one outcome against the shape that the support asks for; null where nothing is wrong. */
export const misshapen = (
  { direction, positiveDefinite }: Support,
  entries: ArrayLike<number>,
): Misshapen | null => {
  if (direction === true) return crooked(entries);
  return positiveDefinite === true ? indefinite(entries) : null;
};

const crooked = (entries: ArrayLike<number>): Misshapen | null => {
  const length = Array.from(entries).reduce((sum, entry) => sum + entry * entry, 0);
  return Math.abs(length - 1) <= slack
    ? null
    : {
        complaint: `a direction whose squares add up to ${String(length)}, not 1,`,
        value: length,
        needed: 'entries whose squares add up to 1',
      };
};

const indefinite = (entries: ArrayLike<number>): Misshapen | null => {
  const size = Math.round(Math.sqrt(entries.length));
  const needed = 'the rows of a symmetric positive definite matrix';
  const left = Array.from({ length: size }, (_, i) => Array.from(entries).slice(i * size, (i + 1) * size));
  const at = (i: number, j: number): number => left[i]?.[j] ?? NaN;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++)
      if (at(i, j) !== at(j, i))
        return { complaint: `a matrix that is not symmetric, with ${String(at(i, j))} and ${String(at(j, i))},`, value: at(i, j), needed }; // prettier-ignore
  for (let k = 0; k < size; k++) {
    if (!(at(k, k) > 0))
      return {
        complaint: `a matrix that is not positive definite, with a pivot of ${String(at(k, k))},`,
        value: at(k, k),
        needed,
      };
    for (let i = k + 1; i < size; i++) {
      const factor = at(i, k) / at(k, k);
      left[i] = (left[i] ?? []).map((value, j) => value - factor * at(k, j));
    }
  }
  return null;
};
