// A text becomes what the page shows of its derivation.
import { text as written } from '@expfam/expression';
import type { Density, Derivation, Step } from '@expfam/family';
import { deriveDensity, inChapters, sizeOfDensity } from '@expfam/family';
import { densityData, readDensities } from '@expfam/family/text';
import katex from 'katex';
import { constantsOf, responseData } from '../figures/response-data.js';
import { sized } from '../figures/shown-size.js';
import { resultsOf } from '../pages/results.js';
import { verdict } from '../pages/verdict.js';
import type { DerivationView, SectionView, StepView } from './view.js';

/** The only density of a text. */
export const densityOf = (text: string): Density => {
  const [density] = readDensities(text, 'playground');
  return density;
};

/** Derives the first density of a text; `classes` fixes its size where it has one. */
export const derivationView = async (text: string, classes: number | null): Promise<DerivationView> => {
  const density = densityOf(text);
  const size = sizeOfDensity(density);
  const derivation = deriveDensity(density, classes === null || size === null ? {} : { classes });
  const shown = sized(density);
  const isOpen = derivation.natural.some(({ index }) => index !== undefined);
  return {
    name: derivation.name,
    verdict: verdict(derivation),
    size: size === null ? null : written(size),
    categorical: derivation.categorical,
    steps: stepViews(derivation),
    sections: sectionViews(derivation),
    density: densityData(shown),
    response: responseData(isOpen ? deriveDensity(shown, { checked: false }) : derivation, shown),
    constants: constantsOf(density),
  };
};

const rendered = (formula: string): string =>
  katex.renderToString(formula, {
    displayMode: true,
    output: 'htmlAndMathml',
    throwOnError: false,
    strict: false,
  });

const stepViews = ({ steps }: Derivation): readonly StepView[] =>
  inChapters(steps).map(({ chapter, step }) => stepView(step, chapter?.title ?? null));

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

const sectionViews = (derivation: Derivation): readonly SectionView[] =>
  resultsOf(derivation).map(({ title, formulas, remark }) => ({
    title,
    remark,
    formulas: formulas.map(rendered),
  }));
