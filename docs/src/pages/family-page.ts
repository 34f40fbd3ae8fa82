// The page of a family: its density with its picture, how everything follows from it, the kernels, a fit, its kin.
import { tex } from '@expfam/expression';
import type { Density, Derivation, FamilyDefinition } from '@expfam/family';
import { catalogueDensity, dedent, deriveDensity } from '@expfam/family';
import { densityData } from '@expfam/family/text';
import { compile } from 'expfam';
import { densityField } from '../figures/density-field.js';
import { densityFigure } from '../figures/density-figure.js';
import type { ResponseData } from '../figures/response-data.js';
import { responseData } from '../figures/response-data.js';
import { responseTable } from '../figures/response-table.js';
import { sized } from '../figures/sized.js';
import { slidersOf, startOf } from '../figures/sliders.js';
import { valueOf } from '../figures/value.js';
import { resultsSection, stepsSection } from './derivation-section.js';
import type { Fixed } from './fixed.js';
import { fixedOf } from './fixed.js';
import { fittingSection } from './fitting-section.js';
import { kernelSection } from './kernel-section.js';
import { code, component, display, escape } from './markdown.js';
import type { Page } from './page.js';
import { page } from './page.js';
import { relationsSection } from './relations-section.js';
import { titleOf } from './titles.js';
import { verdict } from './verdict.js';

/** The page of a family of the catalogue. */
export const familyPage = async (family: FamilyDefinition): Promise<Page> => {
  const density = catalogueDensity(family.name);
  if (density === null) throw new Error(`${family.name} is not in the derived catalogue: npm run build`);
  const derivation = deriveDensity(density);
  const shown = sized(density);
  const drawn = drawable(shown) ? densityData(shown) : null;
  const response = await responseOf(family, shown, derivation);
  const kernels = await kernelSection(family, density);
  const content = [
    `# ${escape(titleOf(family.name))}`,
    `\n${escape(family.about)}\n`,
    formulaSection(density, derivation),
    code('', dedent(family.density).join('\n')),
    drawn === null ? '' : component('DensityPlot'),
    escape(verdict(derivation)),
    '\n## Derivation\n',
    stepsSection(derivation),
    responseSection(response, derivation, fixedOf(family, shown)),
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

/** The density as it stands in a book; a family that only names its statistics has no formula. */
const formulaSection = ({ formula }: Density, { steps }: Derivation): string => {
  // what the first line calls the density
  const [name] = steps.find(({ rule }) => rule === 'density-as-exponential')?.latex.split(' = ') ?? [];
  return formula === null || name === undefined ? '' : display(`${name} = ${tex(formula)}`);
};

/** Whether a picture comes of it where its sliders start. */
const drawable = (density: Density): boolean => {
  if (slidersOf(density) === null) return false;
  const values = startOf(density);
  return densityFigure(density, values) !== null || densityField(density, values) !== null;
};

/** The curve, or why there is none; of one that kernels told, at which values of the constants. */
const responseSection = (response: ResponseData | null, { reasons }: Derivation, fix: Fixed): string => {
  const heading = '\n## The response as a curve\n';
  if (response === null)
    return `${heading}\nNone: ${escape(reasons['response'] ?? 'it has no closed form')}.\n`;
  const at = Object.entries(fix).map(([name, value]) => ` at ${name} = ${String(value)}`).join(','); // prettier-ignore
  const words = 'nodes' in response ? '' : `\nE[y] has no closed form: the kernels tell it${escape(at)}.\n`;
  return `${heading}${words}${component('ResponsePlot')}`;
};

/** The response as curves; a size that the derivation leaves open is fixed for them. Where it has no closed form kernels tell it. */
const responseOf = async (
  family: FamilyDefinition,
  shown: Density,
  derivation: Derivation,
): Promise<ResponseData | null> => {
  const isOpen = derivation.natural.some(({ index }) => index !== undefined);
  const closed = responseData(isOpen ? deriveDensity(shown, { checked: false }) : derivation, shown);
  if (closed !== null || isOpen || !('response' in derivation.numeric)) return closed;
  const fix = fixedOf(family, shown);
  const kernels = await compile(family.name, { target: 'ts', fix });
  return responseTable(derivation, shown, {
    respond: (eta, mean, rows) => {
      kernels.response(eta, mean, rows);
    },
    columns: kernels.columns ?? 1,
  });
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
