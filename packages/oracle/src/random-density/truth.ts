// What is true of a random member: its dimension is the number of affinely independent η, its shape the rank of ∂η/∂φ.
// Both are counted with 40 digits on the formulas that the member was made of.
import { arithmetic, type Real } from '@expfam/precise';
import { evaluate } from '../evaluate.js';
import type { Choice } from './choice.js';
import type { Parameter } from './parameters.js';

/** What the judge knows of a density. */
export interface Truth {
  readonly member: boolean;
  /** Of the minimal natural parameter; null for a non-member. */
  readonly dimension: number | null;
  readonly curved: boolean;
  readonly identified: boolean;
}

export const nonMember: Truth = { member: false, dimension: null, curved: false, identified: true };

const digits = 40;
const m = arithmetic(digits);
const rankDigits = 20;
const stepDigits = 12; // differences over 1e-12 are derivatives to 24 digits

/** Counts the truth of a member made of these natural parameters. */
export const truthOf = (
  naturals: readonly string[],
  parameters: readonly Parameter[],
  choice: Choice,
): Truth => {
  const points = Array.from({ length: naturals.length + 6 }, () => pointOf(parameters, choice));
  const at = (point: Point): Real[] => naturals.map((each) => evaluate(each, point, digits));
  const values = points.map(at);
  const dimension = rankOf(values.slice(1).map((row) => minus(row, values[0])));
  const [point] = points as [Point];
  const step = m.power(m.fromRational(10n, 1n), m.fromRational(BigInt(-stepDigits), 1n));
  const slopes = parameters.map(({ name }) =>
    minus(at({ ...point, [name]: m.add(point[name], step) }), values[0]).map((rise) => m.divide(rise, step)),
  );
  const rank = rankOf(slopes, stepDigits - 4);
  return { member: true, dimension, curved: rank < dimension, identified: rank === parameters.length };
};

type Point = Record<string, Real>;

const minus = (left: readonly Real[], right: readonly Real[]): Real[] =>
  left.map((value, i) => m.subtract(value, right[i]));

const decimal = (value: number): Real => m.fromRational(BigInt(Math.round(value * 1e6)), 1_000_000n);

/** A point inside the domains, none of which is wide: numbers between 0 and 1, moved into the domain. */
export const pointOf = (parameters: readonly Parameter[], choice: Choice): Point =>
  Object.fromEntries(
    parameters.map(({ name, domain }) => [name, valueIn(domain, 0.1 + 0.8 * choice.next())]),
  );

const valueIn = (domain: string, share: number): Real => {
  if (domain === 'real') return decimal(4 * share - 2);
  if (domain === '(0, inf)') return decimal(3 * share + 0.1);
  if (domain === '(-inf, 0)') return decimal(-3 * share - 0.1);
  if (domain === '(1, inf)') return decimal(3 * share + 1);
  const [lower, upper] = domain
    .slice(1, -1)
    .split(', ')
    .map((end) => evaluate(end, {}, digits)) as [Real, Real];
  return m.add(lower, m.multiply(decimal(share), m.subtract(upper, lower)));
};

/** The rank, by elimination with the largest entry that is left. */
const rankOf = (rows: readonly (readonly Real[])[], least = rankDigits): number => {
  let left = rows.map((row) => [...row]);
  let rank = 0;
  for (;;) {
    const entries = left.flatMap((row, i) => row.map((value, j) => ({ i, j, size: value.abs() })));
    const top = entries.reduce<(typeof entries)[number] | null>(
      (a, b) => (a && a.size.compare(b.size) >= 0 ? a : b),
      null,
    );
    if (top === null || top.size.isZero() || top.size.magnitude() < -least * Math.log2(10)) return rank;
    rank++;
    const pivot = left[top.i];
    left = left
      .filter((row) => row !== pivot)
      .map((row) => {
        const factor = m.divide(row[top.j], pivot[top.j]);
        return row.map((value, j) =>
          j === top.j ? m.fromRational(0n, 1n) : m.subtract(value, m.multiply(factor, pivot[j])),
        );
      });
  }
};
