// What is no exponential family, in the words of the density language: the literature's list, for tests and for the site. Why
// each is refused is found by the engine; `code` is what it must find.
import { inseparable } from './inseparable.js';
import { movingSupports } from './moving-supports.js';
import type { NonMember } from './non-member.js';

export type { NonMember } from './non-member.js';

/** The non-members that the language can write. */
export const nonMembers: readonly NonMember[] = [...movingSupports, ...inseparable];
