// The page of a family: its density with its picture, how everything follows from it, the kernels, a fit, its kin.
import type { Density, Derivation, FamilyDefinition } from '@expfam/family';
import { catalogueDensity, dedent, deriveDensity } from '@expfam/family';
import { densityData } from '@expfam/family/text';
import { densityField } from '../figures/density-field.js';
import { densityFigure } from '../figures/density-figure.js';
import type { ResponseData } from '../figures/response-data.js';
import { responseData } from '../figures/response-data.js';
import { sized } from '../figures/shown-size.js';
import { slidersOf, startOf } from '../figures/sliders.js';
import { valueOf } from '../figures/value.js';
import { resultsSection, stepsSection } from './derivation-section.js';
import { fixedOf } from './fixed.js';
import { fittingSection } from './fitting-section.js';
import { kernelSection } from './kernel-section.js';
import { code, component, escape } from './markdown.js';
import type { Page } from './page.js';
import { page } from './page.js';
import { relationsSection } from './relations-section.js';
import { verdict } from './verdict.js';

/** The page of a family of the catalogue. */
export const familyPage = async (family: FamilyDefinition): Promise<Page> => {
  const density = catalogueDensity(family.name);
  if (density === null) throw new Error(`${family.name} is not in the derived catalogue: npm run build`);
  const derivation = deriveDensity(density);
  const shown = sized(density);
  const drawn = drawable(shown) ? densityData(shown) : null;
  const response = responseOf(shown, derivation);
  const kernels = await kernelSection(family, density);
  const content = [
    `# ${escape(family.name.replaceAll('_', ' '))}`,
    `\n${escape(family.about)}\n`,
    code('', dedent(family.density).join('\n')),
    drawn === null ? '' : component('DensityPlot'),
    escape(verdict(derivation)),
    '\n## Derivation\n',
    stepsSection(derivation),
    response === null ? '' : `\n## The response as a curve\n${component('ResponsePlot')}`,
    '\n## What follows\n',
    resultsSection(derivation),
    kernels.section,
    await fittingSection({
      family,
      density,
      eta: kernels.printed ? naturalStart(family, density, derivation) : null,
      summed: kernels.summed,
    }),
    relationsSection(family),
  ].join('\n');
  return page({ family: family.name, density: drawn, response }, content);
};

/** Whether a picture comes of it where its sliders start. */
const drawable = (density: Density): boolean => {
  if (slidersOf(density) === null) return false;
  const values = startOf(density);
  return densityFigure(density, values) !== null || densityField(density, values) !== null;
};

/** The response as curves; a size that the derivation leaves open is fixed for them. */
const responseOf = (shown: Density, derivation: Derivation): ResponseData | null => {
  const isOpen = derivation.natural.some(({ index }) => index !== undefined);
  return responseData(isOpen ? deriveDensity(shown, { checked: false }) : derivation, shown);
};

/** The natural parameters where the sliders of the picture start. */
const naturalStart = (
  family: FamilyDefinition,
  density: Density,
  { natural }: Derivation,
): readonly number[] | null => {
  const starts = { ...startOf(density), ...fixedOf(family, density) };
  const values = natural.map(({ expression }) => valueOf(expression, starts));
  return values.every(Number.isFinite) ? values : null;
};
