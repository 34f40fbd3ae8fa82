// Residuals, leverage and influence of the rows of a table, as columns beside it; missing where a row was not part of the fit.
import { diagnosableInput } from '../fit.js';
import { numberColumn } from '../tables/table.js';
import type { Column } from '../tables/table.js';
import type { FormulaData } from '../training/prepare.js';
import type { Model } from './model.js';

const names = {
  fitted: 'fitted',
  response: 'residual',
  pearson: 'pearson_residual',
  deviance: 'deviance_residual',
  leverage: 'leverage',
  cooks: 'cooks_distance',
} as const;

/** The diagnostics of a model over the table that it was fitted to. */
export const diagnosticColumns = (model: Model, data: FormulaData): readonly Column[] => {
  const { input, frame, rows } = diagnosableInput(model, data);
  const found = model.diagnose(input);
  return Object.entries(names).flatMap(([key, name]) => {
    const values = found[key as keyof typeof names];
    if (values === null) return [];
    const cells = new Array<number | null>(rows).fill(null);
    values.forEach((value, index) => {
      cells[frame.rowOf(index) - 1] = Number.isNaN(value) ? null : value;
    });
    return [numberColumn(name, cells)];
  });
};
