// `expfam fit --family A,B,…`: each family fitted to the same outcome, the least AIC first.
import type { FitReport } from '@expfam/runtime';
import type { Fitted } from '../fit.js';
import type { Model } from '../models/model.js';
import { failureOf } from '../render.js';
import type { FamilyChoice } from '../resolve-family.js';
import type { Context } from './context.js';
import { spokenOf } from './spoken.js';

/** What is compared, and how each is fitted. */
export interface Comparison {
  readonly families: readonly FamilyChoice[];
  readonly fitOne: (family: FamilyChoice) => Promise<Fitted>;
  readonly format: 'text' | 'json';
  readonly quiet: boolean;
}

/** The model of the least AIC, null where none has a maximum, and the exit status that this means. */
export interface Compared {
  readonly best: Model | null;
  readonly status: 0 | 2 | 4;
}

interface Row {
  readonly family: string;
  readonly report: FitReport | null;
  readonly refused: string | null;
}

/** Fits every family and prints the comparison. A family that cannot produce the outcome is listed with the reason. */
export const compareFamilies = async (context: Context, comparison: Comparison): Promise<Compared> => {
  const rows: Row[] = [];
  const said = new Set<string>();
  let best: Model | null = null;
  for (const family of comparison.families) {
    try {
      const { model, warnings } = await comparison.fitOne(family);
      for (const each of warnings) said.add(each);
      for (const each of spokenOf(model.report)) said.add(`${family.name}: ${each}`);
      rows.push({ family: family.name, report: model.report, refused: null });
      if (criterion(model.report) < criterion(best?.report ?? null)) best = model;
    } catch (error) {
      const failure = failureOf(error);
      if (failure === null) throw error;
      rows.push({ family: family.name, report: null, refused: `${failure.code}: ${failure.what}` });
    }
  }
  // a family that was refused stays where the user named it: after all that were fitted
  rows.sort((a, b) => (criterion(a.report) < criterion(b.report) ? -1 : 1));
  const least = criterion(best?.report ?? null);
  context.out(
    comparison.format === 'json' ? `${JSON.stringify(asJson(rows, least), null, 2)}\n` : asText(rows, least),
  );
  if (!comparison.quiet) for (const each of said) context.err(`warning: ${each}\n`);
  if (best !== null) return { best, status: 0 };
  return { best, status: rows.some(({ report }) => report !== null) ? 4 : 2 };
};

const criterion = (report: FitReport | null): number =>
  report === null || !report.converged ? Infinity : (report.aic ?? Infinity);

const asJson = (rows: readonly Row[], least: number) => ({
  schema: 'expfam/comparison@1',
  best: rows[0]?.report === null || least === Infinity ? null : (rows[0]?.family ?? null),
  fits: rows.map(({ family, report, refused }) => ({
    family,
    difference: Number.isFinite(criterion(report)) ? criterion(report) - least : null,
    refused,
    report,
  })),
});

const asText = (rows: readonly Row[], least: number): string => {
  const header = ['family', 'log-likelihood', 'AIC', 'difference', ''];
  const cells = rows.map(({ family, report, refused }) => [
    family,
    report?.logLikelihood?.toFixed(3) ?? '',
    report?.aic?.toFixed(3) ?? '',
    Number.isFinite(criterion(report)) ? (criterion(report) - least).toFixed(3) : '',
    refused ?? (report?.converged === false ? 'no maximum, or not converged' : ''),
  ]);
  const widths = header.map((_, at) => Math.max(...[header, ...cells].map((row) => row[at]?.length ?? 0)));
  return [header, ...cells]
    .map((row) =>
      row
        .map((cell, at) =>
          at === 0 || at === 4 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
    .concat('\n');
};
