// A text becomes what the page shows of its derivation: the verdict at once, then the checked steps, and the results when they
// are asked for.
import { text as written } from '@expfam/expression';
import type { Density, Step } from '@expfam/family';
import { deriveDensity, inChapters, sizeOfDensity } from '@expfam/family';
import { densityData, readDensities } from '@expfam/family/text';
import katex from 'katex';
import { constantsOf, responseData } from '../figures/response-data.js';
import { sized } from '../figures/sized.js';
import { inPieces } from '../pages/in-lines.js';
import { resultsOf } from '../pages/results.js';
import { unbroken } from '../pages/unbroken.js';
import { verdict } from '../pages/verdict.js';
import type { DerivationView, SectionView, StepView } from './view.js';

const piece = 1000; // characters of TeX that the page lays out in a frame or two
const longest = 5000; // of a line that cannot be broken: laying out more would hold the page up
const most = 100_000; // characters of HTML under one heading, but for its first formula

/** The only density of a text. */
export const densityOf = (text: string): Density => {
  const [density] = readDensities(text, 'playground');
  return density;
};

/** Derives the density of a text, its steps unchecked; `classes` fixes its size where it has one. */
export const derivationView = (text: string, classes: number | null): DerivationView => {
  const density = densityOf(text);
  const size = sizeOfDensity(density);
  const derivation = deriveDensity(density, { ...sizeGiven(density, classes), checked: false });
  const shown = sized(density);
  const isOpen = derivation.natural.some(({ index }) => index !== undefined);
  return {
    name: derivation.name,
    verdict: verdict(derivation),
    size: size === null ? null : written(size),
    categorical: derivation.categorical,
    density: densityData(shown),
    response: responseData(isOpen ? deriveDensity(shown, { checked: false }) : derivation, shown),
    constants: constantsOf(shown),
  };
};

/** The lines of the derivation, each of them checked. */
export const stepViews = (text: string, classes: number | null): readonly StepView[] => {
  const density = densityOf(text);
  const { steps } = deriveDensity(density, sizeGiven(density, classes));
  return inChapters(steps).map(({ chapter, step }) => stepView(step, chapter?.title ?? null));
};

/** Everything that follows, under its headings. */
export const sectionViews = (text: string, classes: number | null): readonly SectionView[] => {
  const density = densityOf(text);
  const derivation = deriveDensity(density, { ...sizeGiven(density, classes), checked: false });
  return resultsOf(derivation).map(({ title, formulas, names, remark }) => {
    const shown = withinReason(formulas);
    return {
      title,
      remark,
      formulas: shown,
      more: formulas.length - shown.length,
      names: names.map(rendered),
    };
  });
};

const sizeGiven = (density: Density, classes: number | null): { readonly classes?: number } =>
  classes === null || sizeOfDensity(density) === null ? {} : { classes };

const withinReason = (formulas: readonly string[]): readonly string[] => {
  const shown: string[] = [];
  let length = 0;
  for (const formula of formulas) {
    const html = rendered(formula);
    length += html.length;
    if (shown.length > 0 && length > most) break;
    shown.push(html);
  }
  return shown;
};

const rendered = (formula: string): string =>
  inPieces(formula, piece)
    .map((part) =>
      part.length > longest
        ? `<p>A formula of ${String(part.length)} signs, which the command prints.</p>`
        : `<div class="piece">${katex.renderToString(unbroken(part), {
            displayMode: true,
            output: 'htmlAndMathml',
            throwOnError: false,
            strict: false,
          })}</div>`,
    )
    .join('');

const stepView = (step: Step, chapter: string | null): StepView => ({
  chapter,
  rule: step.rule,
  because: step.because,
  formula: rendered(step.latex),
  check:
    step.check &&
    `checked at ${String(step.check.points)} points to ${String(step.check.digits)} digits, worst relative error ${step.check.maxRelativeError}`,
  steps: step.steps.map((inner) => stepView(inner, null)),
});
