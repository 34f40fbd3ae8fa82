// Holds an outcome against what the family can produce, in the words of the table: its column and its row there.
import type { KernelModule } from '@expfam/runtime';
import { Problem } from '../problems.js';
import type { Prepared } from './prepare.js';

/**
 * Refuses the first row whose outcome the family cannot produce.
 *
 * @throws Problem `outcome-outside-support`
 */
export const checkSupport = ({ support, family }: KernelModule, prepared: Prepared): void => {
  if (support === undefined || prepared.y instanceof Int32Array) return;
  const { lower, upper, lowerOpen = false, upperOpen = false, integer = false } = support;
  const bad = prepared.y.findIndex((value, row) => {
    const weight = prepared.weights?.[row] ?? 1;
    if (weight === 0) return false;
    const inside =
      (lowerOpen ? value > lower : value >= lower) && (upperOpen ? value < upper : value <= upper);
    return !inside || (integer && !isWhole(value, prepared.weights?.[row]));
  });
  if (bad < 0) return;
  const [column, row, value] = [prepared.outcome, prepared.frame.rowOf(bad), prepared.y[bad]];
  throw new Problem(
    'outcome-outside-support',
    `\`${column}\` is ${String(value)} in row ${String(row)}, which the family ${family} cannot produce`,
    {
      column,
      row,
      value,
      needed: `${integer ? 'a whole number' : 'a number'} ${rangeText(lower, upper, { lowerOpen, upperOpen })}`,
    },
  );
};

// A share of w trials is as good as a whole number: 0.3 of 10 trials are 3 successes.
const isWhole = (value: number, weight: number | undefined): boolean => {
  if (Number.isInteger(value)) return true;
  const successes = value * (weight ?? Number.NaN);
  return Number.isInteger(weight) && Math.abs(successes - Math.round(successes)) <= 1e-6;
};

const rangeText = (
  lower: number,
  upper: number,
  open: { lowerOpen: boolean; upperOpen: boolean },
): string => {
  const from = Number.isFinite(lower) ? `${open.lowerOpen ? 'above' : 'from'} ${String(lower)}` : '';
  const to = Number.isFinite(upper) ? `${open.upperOpen ? 'below' : 'to'} ${String(upper)}` : '';
  return [from, to].filter((part) => part !== '').join(' ');
};
