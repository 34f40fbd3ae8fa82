// The page of a family: its density with its picture, how everything follows from it, the kernels, a fit, its kin.
import type { Expression } from '@expfam/expression';
import { ExpressionWriter, text } from '@expfam/expression';
import type { CatalogueEntry, Density, Derivation, FamilyDefinition } from '@expfam/family';
import { catalogueDensity, dedent, deriveDensity } from '@expfam/family';
import type { ResponseData } from '../figures/open-response.js';
import { isCurve } from '../figures/response-figure.js';
import { slidersOf } from '../figures/sliders.js';
import type { Values } from '../figures/value.js';
import { resultsSection, stepsSection, verdict } from './derivation-section.js';
import { kernelSection } from './kernel-section.js';
import { code, component, escape } from './markdown.js';
import type { Page } from './page.js';

/** The page of a family of the catalogue. */
export const familyPage = async (family: FamilyDefinition, entry: CatalogueEntry): Promise<Page> => {
  const density = catalogueDensity(family.name);
  if (density === null) throw new Error(`${family.name} is not in the derived catalogue: npm run build`);
  const derivation = deriveDensity(density);
  const constants = startsOf(density);
  const response = responseData(derivation, constants);
  const content = [
    `# ${escape(family.name.replaceAll('_', ' '))}`,
    `\n${escape(family.about)}\n`,
    code('', dedent(family.density).join('\n')),
    slidersOf(density) === null ? '' : component('DensityPlot'),
    verdict(derivation),
    '\n## Derivation\n',
    stepsSection(derivation),
    response === null ? '' : `\n## The response as a curve\n${component('ResponsePlot')}`,
    '\n## What follows\n',
    resultsSection(derivation),
    await kernelSection(derivation),
  ].join('\n');
  return {
    params: { family: family.name, density: entry.density, response, constants },
    content,
  };
};

const startsOf = (density: Density): Values => {
  const names = new Set(density.constants.map(({ symbol }) => text(symbol)));
  return Object.fromEntries(
    (slidersOf(density) ?? []).filter(({ name }) => names.has(name)).map(({ name, start }) => [name, start]),
  );
};

/** The response as one curve, for families of one natural parameter and one mean. */
const responseData = (derivation: Derivation, constants: Values): ResponseData | null => {
  const [mean] = derivation.response ?? [];
  const [eta] = derivation.natural;
  if (mean === undefined || eta === undefined || derivation.natural.length > 1 || eta.index) return null;
  if (!isCurve(mean, eta.symbol, constants)) return null;
  const writer = new ExpressionWriter();
  const write = (node: Expression): number => writer.write(node);
  const places = { mean: write(mean), eta: write(eta.symbol) };
  return { ...places, nodes: writer.nodes, label: `E[${text(derivation.outcome.symbol)}]` };
};
