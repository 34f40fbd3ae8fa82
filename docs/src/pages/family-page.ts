// The page of a family: its density with its picture, how everything follows from it, the kernels, a fit, its kin.
import type { CatalogueEntry, Density, Derivation, FamilyDefinition } from '@expfam/family';
import { catalogueDensity, dedent, deriveDensity } from '@expfam/family';
import { constantsOf, responseData } from '../figures/response-data.js';
import { slidersOf } from '../figures/sliders.js';
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
export const familyPage = async (family: FamilyDefinition, entry: CatalogueEntry): Promise<Page> => {
  const density = catalogueDensity(family.name);
  if (density === null) throw new Error(`${family.name} is not in the derived catalogue: npm run build`);
  const derivation = deriveDensity(density);
  const constants = constantsOf(density);
  const response = responseData(derivation, constants);
  const kernels = await kernelSection(family, density);
  const content = [
    `# ${escape(family.name.replaceAll('_', ' '))}`,
    `\n${escape(family.about)}\n`,
    code('', dedent(family.density).join('\n')),
    slidersOf(density) === null ? '' : component('DensityPlot'),
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
      eta: kernels.printed ? startOf(family, density, derivation) : null,
    }),
    relationsSection(family),
  ].join('\n');
  return page({ family: family.name, density: entry.density, response, constants }, content);
};

/** The natural parameters where the sliders of the picture start. */
const startOf = (
  family: FamilyDefinition,
  density: Density,
  { natural }: Derivation,
): readonly number[] | null => {
  const sliders = slidersOf(density) ?? [];
  const starts = Object.fromEntries([
    ...sliders.map(({ name, start }) => [name, start] as const),
    ...Object.entries(fixedOf(family, density)),
  ]);
  const values = natural.map(({ expression }) => valueOf(expression, starts));
  return values.every(Number.isFinite) ? values : null;
};
