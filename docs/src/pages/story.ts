// "Whence softmax?": the guided way through the derivation of a die. The words stand in story.md; every formula is the
// engine's, put in where a line says `@line RULE` (the n-th of that rule with `@line RULE 2`).
import { readFileSync } from 'node:fs';
import type { Derivation, Step } from '@expfam/family';
import { catalogueDensity, deriveDensity } from '@expfam/family';
import { lineOf } from './derivation-section.js';
import type { Page } from './page.js';
import { page } from './page.js';

const source = new URL('./story.md', import.meta.url);

/** The page of the story. */
export const storyPage = (): Page => {
  const density = catalogueDensity('categorical');
  if (density === null) throw new Error('the catalogue has no categorical family');
  const derivation = deriveDensity(density);
  return page({ page: 'whence-softmax' }, tell(readFileSync(source, 'utf8'), derivation));
};

/**
 * The text with the lines of the derivation in their places.
 *
 * @throws Error for a rule that the derivation does not use
 */
export const tell = (text: string, { steps }: Pick<Derivation, 'steps'>): string =>
  text.replace(/^@line ([\w-]+)(?: (\d+))?$/gm, (_, rule: string, nth: string | undefined) => {
    const found = stepsOf(steps, rule)[Number(nth ?? 1) - 1];
    if (found === undefined) throw new Error(`the derivation of the die has no line ${rule} ${nth ?? ''}`);
    return lineOf(found);
  });

const stepsOf = (steps: readonly Step[], rule: string): readonly Step[] =>
  steps.filter((step) => step.rule === rule);
