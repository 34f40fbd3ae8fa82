// The page of all families: the map and the list.
import type { CatalogueEntry, FamilyDefinition, Relation } from '@expfam/family';
import { code, escape, table } from './markdown.js';
import { drawMap } from './map.js';
import type { Page } from './page.js';
import { page } from './page.js';
import { edgesOf } from './relations-section.js';
import { titleOf } from './titles.js';

/** The kinds of relations, as the legend words them. */
export const kinds: Readonly<Record<Relation['kind'], string>> = {
  'special-case': 'special case: the same density for some choice of parameters',
  transform: 'transform: the outcome is a function of the other’s',
  'many-valued': 'many-valued partner: the simplest case of many values or components',
  limit: 'limit: approached as a parameter grows',
  repeated: 'repeated: the sum of independent outcomes',
  compound: 'compound: the sum of a random number of outcomes',
  'conjugate-prior': 'conjugate prior of a parameter',
  mixture: 'mixture: the other’s density with a parameter drawn from a third',
};

/** Map and list. */
export const familiesIndex = (
  families: readonly FamilyDefinition[],
  entries: readonly CatalogueEntry[],
): Page => {
  const edges = families.flatMap(edgesOf);
  const legend = Object.entries(kinds)
    .filter(([kind]) => edges.some((edge) => edge.kind === kind))
    .map(([kind, means]) => `<li class="${kind}">${escape(means)}</li>`);
  const responseOf = (name: string): string =>
    entries.find(({ density }) => density.name === name)?.response?.join(', ') ?? '';
  return page(
    { family: 'index' },
    [
      // the map wants the whole width
      '---\naside: false\n---\n\n# The families',
      `\n${String(families.length)} densities, each derived when this page was built; ${String(edges.length)} relations among them, each proven by the engine. Click a family.\n`,
      '<FamilyMap>',
      drawMap(
        families.map(({ name }) => name),
        edges,
      ),
      '</FamilyMap>',
      `\n<ul class="legend">${legend.join('')}</ul>\n`,
      '\n## The list\n',
      table(
        ['family', 'what it is', 'response'],
        families.map(({ name, about }) => [
          `[${escape(titleOf(name))}](/families/${name})`,
          escape(about),
          shortened(responseOf(name)),
        ]),
      ),
      '\n## A density of your own\n',
      'A family of the catalogue is one file with a density text; nothing in it is anything that the engine finds. Any text of [the density language](/guide/language) will do:\n',
      code('txt', 'expfam derive mine.density'),
      '\n[Densities that are no exponential families](/refused/) say why they are not.\n',
    ].join('\n'),
  );
};

const longest = 60;

const shortened = (formula: string): string =>
  formula === '' || formula.length > longest ? 'see its page' : `<code v-pre>${escape(formula)}</code>`;
