// The kin of a family: how it comes from others and what comes from it.
import type { FamilyDefinition, Relation } from '@expfam/family';
import { catalogue } from '@expfam/family';
import type { Edge } from './map.js';
import { escape } from './markdown.js';
import { nameOf } from './titles.js';

/** The relations of a family, from the one that is got to the one that it is got from. */
export const edgesOf = ({ name, relations = [] }: FamilyDefinition): readonly Edge[] =>
  relations.map(({ kind, of }) => ({ from: of, to: name, kind }));

const wordings: Readonly<Record<Relation['kind'], readonly [down: string, up: string]>> = {
  'special-case': ['a special case of', 'contains as a special case'],
  transform: ['a transform of', 'transforms into'],
  'many-valued': ['the simplest case of', 'the many-valued partner of'],
  limit: ['a limit of', 'has as a limit'],
  repeated: ['the sum of independent outcomes of', 'adds up to'],
  compound: ['the sum of a random number of outcomes of', 'adds up, over a random number, to'],
  'conjugate-prior': ['has as conjugate prior', 'conjugate prior for'],
  mixture: ['a mixture of', 'mixes into'],
};

/** The section; it says so where nothing is related. */
export const relationsSection = (family: FamilyDefinition): string => {
  const down = edgesOf(family).map(({ from, kind }) =>
    from === family.name ? `- ${ofItself(kind)}` : line(wordings[kind][0], from),
  );
  const up = catalogue
    .flatMap((other: FamilyDefinition) => edgesOf(other))
    // what comes from itself is told once
    .filter(({ from, to }) => from === family.name && to !== from)
    .map(({ to, kind }) => line(wordings[kind][1], to));
  const lines = [...new Set([...down, ...up])];
  return lines.length === 0
    ? '\n## Kin\n\nNone of the other families here is known to come from it, or it from one of them.\n'
    : `\n## Kin\n\nProven by the engine, [drawn on the map](/families/).\n\n${lines.join('\n')}\n`;
};

/** A relation of a family to itself. */
const ofItself = (kind: Relation['kind']): string =>
  kind === 'repeated'
    ? 'the sum of independent outcomes is of this family again'
    : `${wordings[kind][0]} itself`;

const line = (wording: string, name: string): string =>
  `- ${escape(wording)} [${escape(nameOf(name))}](/families/${name})`;
