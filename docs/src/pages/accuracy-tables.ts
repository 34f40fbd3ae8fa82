// The tables of the guide on accuracy: the stable forms that the code generator knows, and the worst errors over the catalogue.
import { stableRules } from '@expfam/codegen';
import type { StableRule } from '@expfam/codegen';
import type { MeasuredRow } from './accuracy-section.js';
import { measured } from './accuracy-section.js';
import { escape, table } from './markdown.js';

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
      [...byFunction()].map(([key, rows]) => {
        const worst = rows.reduce((a, b) => ((b.worst ?? 0) > (a.worst ?? 0) ? b : a));
        return [
          ...key.split('\t').map(escape),
          String(new Set(rows.map(({ family }) => family)).size),
          String(worst.worst),
          `[${escape(worst.family.replaceAll('_', ' '))}](/families/${worst.family})`,
        ];
      }),
    ),
};

const byFunction = (): ReadonlyMap<string, readonly MeasuredRow[]> => {
  const groups = new Map<string, MeasuredRow[]>();
  for (const row of measured.rows) {
    if (row.worst === null) continue;
    const key = `${row.target} ${row.precision}\t${row.function}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
};
