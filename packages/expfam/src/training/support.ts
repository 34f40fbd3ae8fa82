// Holds an outcome against what the family can produce, in the words of the table: its column and its row there.
import type { KernelModule, Support } from '@expfam/runtime';
import { misshapen } from '@expfam/runtime';
import { Problem } from '../problems.js';
import type { Prepared } from './prepare.js';

/**
 * Refuses the first row whose outcome the family cannot produce.
 *
 * @throws Problem `outcome-outside-support`
 */
export const checkSupport = (kernels: KernelModule, prepared: Prepared): void => {
  const { support, family } = kernels;
  if (support === undefined || kernels.classes !== null) return;
  const { outcome, entries, frame } = prepared;
  const width = entries?.length ?? 1;
  const bad = prepared.y.findIndex(
    (value: number, at: number) => !isInside(support, value, weightOf(prepared, Math.floor(at / width))),
  );
  if (bad >= 0) {
    const [column, row] = [entries?.[bad % width] ?? outcome, frame.rowOf(Math.floor(bad / width))];
    throw refusal(family, { column, row, value: prepared.y[bad] ?? NaN, needed: rangeText(support) });
  }
  checkShape(kernels, support, prepared);
  checkTotal(kernels, support, prepared);
};

const checkTotal = ({ family }: KernelModule, { total }: Support, prepared: Prepared): void => {
  if (total === undefined) return;
  const { y, rows, outcome, entries, frame } = prepared;
  const width = entries?.length ?? 1;
  for (let row = 0; row < rows; row++) {
    const sum = Float64Array.from(y.subarray(row * width, (row + 1) * width)).reduce((a, b) => a + b, 0);
    if (weightOf(prepared, row) === 0 || Math.abs(sum - total) <= slack * total) continue;
    const needed = `entries that add up to ${String(total)}`;
    throw refusal(family, { column: outcome, row: frame.rowOf(row), value: sum, needed });
  }
};

const checkShape = ({ family }: KernelModule, support: Support, prepared: Prepared): void => {
  const width = prepared.entries?.length ?? 1;
  for (let row = 0; row < prepared.rows; row++) {
    if (weightOf(prepared, row) === 0) continue;
    const fault = misshapen(support, Float64Array.from(prepared.y.subarray(row * width, (row + 1) * width)));
    if (fault === null) continue;
    const { complaint, needed, value } = fault;
    const place = { column: prepared.outcome, row: prepared.frame.rowOf(row), value, needed };
    throw new Problem(
      'outcome-outside-support',
      `\`${place.column}\` is ${complaint} in row ${String(place.row)}, which the family ${family} cannot produce`,
      place,
    );
  }
};

// What rounding to single precision may do to the sum of shares.
const slack = 2 ** -20;

const weightOf = ({ weights }: Prepared, row: number): number | undefined => weights?.[row];

const isInside = (support: Support, value: number, weight: number | undefined): boolean => {
  const { lower, upper, lowerOpen = false, upperOpen = false, integer = false } = support;
  if (weight === 0) return true;
  const inside = (lowerOpen ? value > lower : value >= lower) && (upperOpen ? value < upper : value <= upper);
  return inside && (!integer || isWhole(value, weight));
};

const refusal = (
  family: string,
  place: { readonly column: string; readonly row: number; readonly value: number; readonly needed: string },
): Problem =>
  new Problem(
    'outcome-outside-support',
    `\`${place.column}\` is ${String(place.value)} in row ${String(place.row)}, which the family ${family} cannot produce`,
    place,
  );

// A share of w trials is as good as a whole number: 0.3 of 10 trials are 3 successes.
const isWhole = (value: number, weight: number | undefined): boolean => {
  if (Number.isInteger(value)) return true;
  const successes = value * (weight ?? Number.NaN);
  return Number.isInteger(weight) && Math.abs(successes - Math.round(successes)) <= 1e-6;
};

const rangeText = (support: Support): string => {
  const { lower, upper, lowerOpen = false, upperOpen = false, integer = false } = support;
  const from = Number.isFinite(lower) ? `${lowerOpen ? 'above' : 'from'} ${String(lower)}` : '';
  const to = Number.isFinite(upper) ? `${upperOpen ? 'below' : 'to'} ${String(upper)}` : '';
  const range = [from, to].filter((part) => part !== '').join(' ');
  return `${integer ? 'a whole number' : 'a number'} ${range}`;
};
