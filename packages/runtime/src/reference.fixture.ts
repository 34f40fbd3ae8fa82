// The reference fits in `reference/`: real data with values computed by R and in 30-digit arithmetic (see its README).
import { readFileSync } from 'node:fs';

const folder = new URL('../reference/', import.meta.url);

/** What a test needs of an expected file. */
export interface Expected {
  readonly coefficients: Readonly<Record<string, number>>;
  readonly std_errors: Readonly<Record<string, number>>;
  readonly statistics: Readonly<Record<string, number>>;
  readonly p_values: Readonly<Record<string, number>>;
  readonly wald_ci95: Readonly<Record<string, readonly [number, number]>>;
  readonly deviance: number;
  readonly null_deviance: number;
  readonly loglik: number;
  readonly aic: number;
  readonly bic: number;
  readonly dispersion: number;
  readonly df_residual: number;
  readonly df_null: number;
  readonly fitted_first10: readonly number[];
}

/** The expected values of a case. */
export const expected = <T = Expected>(id: string): T =>
  (JSON.parse(readFileSync(new URL(`expected/${id}.json`, folder), 'utf8')) as { readonly expected: T })
    .expected;

/** The cells of a data file: the header, then the rows. */
export const table = (
  file: string,
): { readonly names: readonly string[]; readonly rows: readonly (readonly string[])[] } => {
  const lines = readFileSync(new URL(`data/${file}.csv`, folder), 'utf8')
    .trim()
    .split('\n');
  const [names = [], ...rows] = lines.map((line) => line.split(','));
  return { names, rows };
};

/** A design file without its intercept column: outcome first, features after. */
export const designOf = (id: string) => {
  const { names, rows } = table(`${id}.design`);
  return {
    names: names.slice(2),
    x: rows.map((row) => row.slice(2).map(Number)),
    y: rows.map((row) => row[0] ?? ''),
  };
};

/** The iris flowers with all four measurements. */
export const iris = () => {
  const { names, rows } = table('r05_iris_multinomial');
  return {
    names: names.slice(1),
    x: rows.map((row) => row.slice(1).map(Number)),
    y: rows.map((row) => row[0] ?? ''),
  };
};
