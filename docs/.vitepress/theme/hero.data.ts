// What the first page shows beside its title: a density, its response and its gradient, rendered when the site is built.
import { tex } from '@expfam/expression';
import type { Derivation } from '@expfam/family';
import { catalogueDensity, deriveDensity } from '@expfam/family';
import katex from 'katex';

/** A formula with what it is. */
export interface HeroLine {
  readonly words: string;
  /** For the eye, with MathML beside it. */
  readonly html: string;
}

declare const data: readonly HeroLine[];
export { data };

const rendered = (words: string, formula: string): HeroLine => ({
  words,
  html: katex.renderToString(formula, { displayMode: true, output: 'htmlAndMathml', throwOnError: true }),
});

/** What a step says. @throws Error where the derivation of the die lacks it */
const said = ({ steps }: Derivation, rule: string): string => {
  const step = steps.find((each) => each.rule === rule);
  if (step === undefined) throw new Error(`the derivation of the die has no line ${rule}`);
  return step.latex;
};

/** Of `J = −log L: ∂J/∂S = …` the second formula. */
const behindColon = (latex: string): string => latex.slice(latex.indexOf(':') + 1).replace(/^\s*\\quad/, '');

export default {
  load: (): readonly HeroLine[] => {
    const density = catalogueDensity('categorical');
    if (density === null || density.formula === null)
      throw new Error('the catalogue has no categorical family');
    const derivation = deriveDensity(density);
    const [name = ''] = said(derivation, 'density-as-exponential').split(' = ');
    return [
      rendered('A die with K sides', `${name} = ${tex(density.formula)}`),
      rendered('has the softmax for its response,', said(derivation, 'scores-to-probabilities')),
      rendered('and learns from expected minus observed.', behindColon(said(derivation, 'sign-of-the-loss'))),
    ];
  },
};
