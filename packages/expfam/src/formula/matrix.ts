// Fills the design matrix, term by term; in an interaction the first variable's levels vary fastest, as in R.
import type { Design, Values } from './design.js';

/** One column as a product: of numbers, and of indicators of levels. */
export interface Product {
  readonly name: string;
  readonly parts: readonly Part[];
}

/** A factor of a product. */
export interface Part {
  readonly variable: number;
  /** The level whose indicator this is, or null for the number itself. */
  readonly level: number | null;
}

/** The names of the columns and the matrix, row-major; the intercept is no column of it. */
export const columnsOfTerms = (
  design: Pick<Design, 'variables' | 'terms'>,
  values: readonly Values[],
  rows: number,
): { columns: readonly string[]; x: Float64Array } => {
  const products = productsOf(design);
  const x = new Float64Array(rows * products.length);
  products.forEach(({ parts }, column) => {
    for (let row = 0; row < rows; row += 1) x[row * products.length + column] = product(parts, values, row);
  });
  return { columns: products.map(({ name }) => name), x };
};

const product = (parts: readonly Part[], values: readonly Values[], row: number): number => {
  let result = 1;
  for (const { variable, level } of parts) {
    const value = values[variable];
    if (value instanceof Float64Array) result *= value[row] ?? Number.NaN;
    else if (value?.codes[row] !== level) return 0;
  }
  return result;
};

/** The columns of a design as products. */
export const productsOf = ({ variables, terms }: Pick<Design, 'variables' | 'terms'>): readonly Product[] =>
  terms.flatMap((term) => {
    const choices = term.variables.map((index, position) => {
      const { text = '', levels = null } = variables[index] ?? {};
      if (levels === null) return [{ name: text, part: { variable: index, level: null } }];
      const all = levels.map((level, code) => ({
        name: `${text}${level}`,
        part: { variable: index, level: code },
      }));
      return term.full[position] === true ? all : all.slice(1);
    });
    return choices.reduce<readonly Product[]>(
      (sofar, choice) =>
        choice.flatMap(({ name, part }) =>
          sofar.map((before) => ({
            name: before.name === '' ? name : `${before.name}:${name}`,
            parts: [...before.parts, part],
          })),
        ),
      [{ name: '', parts: [] }],
    );
  });
