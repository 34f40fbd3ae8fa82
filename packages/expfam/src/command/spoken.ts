// The warnings of a report as they are said on standard error.
import type { FitReport } from '@expfam/runtime';

/** A line for each warning, its code before it. */
export const spokenOf = ({ warnings }: FitReport): readonly string[] =>
  warnings.map(({ code, message }) => `${code}: ${message}`);
