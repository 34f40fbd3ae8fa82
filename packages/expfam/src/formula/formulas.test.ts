// Every formula of ../../reference/formulas.json has the columns that R's model.matrix gives it, by name and by value.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Cell } from '../tables/from-values.js';
import { tableFrom } from '../tables/from-values.js';
import { applyDesign, buildDesign } from './design.js';

interface Reference {
  readonly table: Readonly<Record<string, readonly Cell[]>>;
  readonly formulas: readonly {
    readonly formula: string;
    readonly columns: readonly string[];
    readonly x: readonly (readonly number[])[];
    readonly offset?: readonly number[];
  }[];
}

const path = fileURLToPath(new URL('../../reference/formulas.json', import.meta.url));
const { table: columns, formulas } = JSON.parse(readFileSync(path, 'utf8')) as Reference;
const table = tableFrom(columns);

test.each(formulas.map((each) => [each.formula, each] as const))('%s', (formula, expected) => {
  const { design, x, rows, offset } = buildDesign(formula, table);
  const width = design.columns.length;
  const found = design.columns.map((_, j) =>
    Array.from({ length: rows }, (__, i) => x[i * width + j] ?? NaN),
  );
  const ones = design.intercept ? [new Array<number>(rows).fill(1)] : [];
  expect([...(design.intercept ? ['(Intercept)'] : []), ...design.columns]).toEqual(expected.columns);
  [...ones, ...found].forEach((column, j) => {
    column.forEach((value, i) => {
      expect(value).toBeCloseTo(expected.x[j]?.[i] ?? NaN, 13);
    });
  });
  expect(offset === null ? undefined : [...offset]).toEqual(expected.offset);
  const again = applyDesign(design, table);
  expect({ x: again.x, offset: again.offset }).toEqual({ x, offset });
});
