// "Whence softmax?": the guided way through the derivation of a die. The words stand in story.md; every formula is the
// engine's, put in where a line says `@line RULE` (the n-th of that rule with `@line RULE 2`) or `@density`.
import { readFileSync } from 'node:fs';
import { tex } from '@expfam/expression';
import type { Derivation, Step } from '@expfam/family';
import { catalogueDensity, deriveDensity } from '@expfam/family';
import { responseData } from '../figures/response-data.js';
import { sized } from '../figures/sized.js';
import { lineOf } from './derivation-section.js';
import { display } from './markdown.js';
import type { Page } from './page.js';
import { page } from './page.js';

const source = new URL('./story.md', import.meta.url);

/** The page of the story. */
export const storyPage = (): Page => {
  const density = catalogueDensity('categorical');
  const formula = density?.formula ?? null;
  if (density === null || formula === null) throw new Error('the catalogue has no categorical family');
  const derivation = deriveDensity(density);
  const shown = sized(density);
  const response = responseData(deriveDensity(shown, { checked: false }), shown);
  // what the first line calls the density
  const [name = ''] = stepsOf(derivation.steps, 'density-as-exponential')[0]?.latex.split(' = ') ?? [];
  const words = readFileSync(source, 'utf8').replace(/^@density$/m, () =>
    display(`${name} = ${tex(formula)}`),
  );
  return page({ page: 'whence-softmax', family: 'categorical', response }, tell(words, derivation));
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
