// Keys that nobody reads: a misspelt option would be ignored, and the fit be another than the one that was asked for.
import { Problem } from './problems.js';

/**
 * Refuses a key that is none of those known.
 *
 * @throws Problem unknown-option
 */
export const refuseStrangers = (given: object, known: readonly string[], what: string): void => {
  const stranger = Object.keys(given).find((key) => !known.includes(key));
  if (stranger !== undefined)
    throw new Problem('unknown-option', `there is no ${what} ${stranger}; there are ${known.join(', ')}`);
};
