// The tables of the guide on accuracy: the stable forms that the code generator knows, and the worst errors over the catalogue.
import { stableRules } from '@expfam/codegen';
import type { StableRule } from '@expfam/codegen';
import type { MeasuredFunction } from './accuracy-section.js';
import { measured, unitsOf } from './accuracy-section.js';
import { escape, table } from './markdown.js';
import { nameOf } from './titles.js';

/** What stands in the place of a line `@NAME`. */
export const accuracyTables: Readonly<Record<string, () => string>> = {
  'stable-forms': () =>
    Object.entries<StableRule>(stableRules)
      .map(
        ([name, { from, to, because }]) =>
          `- *${escape(name)}*: \`${from}\` becomes \`${to}\`. ${escape(because[0].toUpperCase() + because.slice(1))}.`,
      )
      .join('\n'),
  'worst-errors': () =>
    table(
      ['target', 'function', 'families', 'worst', 'family of the worst'],
      [...byFunction()].map(([key, found]) => {
        const worst = found.reduce((a, b) => (sizeOf(b) > sizeOf(a) ? b : a));
        return [
          ...key.split('\t').map(escape),
          String(found.length),
          unitsOf(worst.worst),
          `[${escape(nameOf(worst.family))}](/families/${worst.family})`,
        ];
      }),
    ),
};

interface Found extends MeasuredFunction {
  readonly family: string;
}

const sizeOf = ({ worst }: Found): number => worst ?? Infinity;

const byFunction = (): ReadonlyMap<string, readonly Found[]> => {
  const groups = new Map<string, Found[]>();
  for (const { family, target, precision, functions } of measured.rows)
    for (const found of functions) {
      const key = `${target} ${precision}\t${found.name}`;
      groups.set(key, [...(groups.get(key) ?? []), { ...found, family }]);
    }
  return groups;
};
