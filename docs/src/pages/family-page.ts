// The page of a family: its density with its picture, how everything follows from it, the kernels, a fit, its kin.
import { isNumber, Rational, text } from '@expfam/expression';
import type { CatalogueEntry, Density, Derivation, FamilyDefinition } from '@expfam/family';
import { catalogueDensity, dedent, deriveDensity, sizeOfDensity } from '@expfam/family';
import { constantsOf, responseData } from '../figures/response-data.js';
import { slidersOf } from '../figures/sliders.js';
import { resultsSection, stepsSection } from './derivation-section.js';
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
    await kernelSection(forKernels(family, density, derivation)),
    await fittingSection(family, density),
    relationsSection(family),
  ].join('\n');
  return page({ family: family.name, density: entry.density, response, constants }, content);
};

const shownClasses = 3;

/**
 * Kernels are unrolled and hold numbers: where the number of classes is free they are shown for three, a dispersion is one, and
 * other constants stand where their sliders start.
 */
const forKernels = (family: FamilyDefinition, density: Density, derivation: Derivation): Derivation => {
  const fix = Object.fromEntries(
    Object.entries(constantsOf(density)).map(([name, value]) => [
      name,
      name === family.dispersion ? Rational.of(1n) : Rational.of(BigInt(Math.max(1, Math.round(value)))),
    ]),
  );
  const size = sizeOfDensity(density);
  const isFree =
    size !== null && !isNumber(size) && density.usualSize === undefined && !Object.hasOwn(fix, text(size));
  const classes = isFree ? { classes: shownClasses } : {};
  return Object.keys({ ...classes, ...fix }).length === 0
    ? derivation
    : deriveDensity(density, {
        ...classes,
        fix,
        ...(derivation.categorical ? { form: 'symmetric' as const } : {}),
        checked: false,
      });
};
