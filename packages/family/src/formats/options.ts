// What a reader may ask of a page: the steps with their checks, and a link beside the canonical one.
import type { Derivation, Step } from '../derivation/derivation.js';
import type { LinkDerivation } from '../links/derive-link.js';
import { linkSection } from '../links/section.js';
import type { Section } from './summary.js';
import { sectionsOf } from './summary.js';

/** What a derivation is written with. */
export interface FormatOptions {
  readonly steps?: boolean | undefined;
  readonly link?: LinkDerivation | undefined;
}

export const allSections = (derivation: Derivation, { link }: FormatOptions): readonly Section[] => [
  ...sectionsOf(derivation),
  ...(link ? [linkSection(derivation, link)] : []),
];

/** The steps that were asked for. */
export const shownSteps = (derivation: Derivation, { steps, link }: FormatOptions): readonly Step[] =>
  steps === true ? [...derivation.steps, ...(link?.steps ?? [])] : [];

/** A check in words. */
export const checkWords = ({ check }: Step): string | null =>
  check &&
  `checked at ${String(check.points)} ${check.points === 1 ? 'point' : 'points'} to ${String(check.digits)} digits, worst relative error ${check.maxRelativeError}`;
