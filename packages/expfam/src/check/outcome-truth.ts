// The truth of what depends on the outcome alone: the log base measure, and the least loss, which is the loss at the η whose mean
// is the outcome.
import { evaluator, symbolsOf, variableOf } from '@expfam/expression';
import type { Derivation } from '@expfam/family';
import { entryDomain } from '@expfam/codegen';
import { arithmetic, Real } from '@expfam/precise';
import type { OutcomeTruth, Truths } from './module-calls.js';
import { settled, sizes } from './truth.js';
import type { Exact, Point } from './truth.js';

/** What a derivation says of them; null where it has no formula. */
export const outcomeTruths = (derivation: Derivation): Pick<Truths, 'saturatedLoss' | 'logBaseMeasure'> => ({
  saturatedLoss: saturated(derivation),
  logBaseMeasure: baseMeasure(derivation),
});

/** The outcome by its name, entry by entry where it is a vector. */
const observed = ({ outcome }: Derivation, y: Point['y']): readonly [string, Real | readonly Real[]] => {
  const entries = y.map((entry) => Real.fromNumber(entry));
  return [
    variableOf(outcome.symbol).name,
    entryDomain(outcome.domain) === null ? (entries[0] ?? Real.NaN) : entries,
  ];
};

const baseMeasure =
  (derivation: Derivation): OutcomeTruth =>
  (y) =>
    settled((digits) => {
      const m = arithmetic(digits);
      const value = evaluator(m, new Map([observed(derivation, y)]));
      const found = value(derivation.logBaseMeasure);
      // the edge of a support may have a density of 0 there, or none
      return found.isFinite() ? [{ value: found, scale: sizes(m, value)(derivation.logBaseMeasure) }] : [];
    });

const saturated = (derivation: Derivation): OutcomeTruth | null => {
  const { loss, canonicalLink, natural, statistics, outcome, categorical } = derivation;
  const [theta] = natural;
  const link = canonicalLink?.[0];
  if (categorical || loss === null || link === undefined || theta === undefined || natural.length > 1)
    return null;
  const [mean, ...others] = [...symbolsOf(link)].map((symbol) => variableOf(symbol).name);
  if (mean === undefined || others.length > 0 || statistics[0] !== outcome.symbol) return null;
  const at = (y: Real): readonly Exact[] | null =>
    settled((digits) => {
      const m = arithmetic(digits);
      const eta = evaluator(m, new Map([[mean, y]]))(link);
      if (!eta.isFinite()) return [];
      const value = evaluator(
        m,
        new Map([
          [variableOf(theta.symbol).name, eta],
          [variableOf(outcome.symbol).name, y],
        ]),
      );
      return [{ value: value(loss), scale: sizes(m, value)(loss) }];
    });
  return ([y = Number.NaN]) => {
    const found = at(Real.fromNumber(y));
    if (found?.length !== 0) return found;
    // the outcome at an end of its range has its η at infinity, where the loss tends to what it is just inside
    for (const step of [beside, -beside]) {
      const limit = at(wide.add(Real.fromNumber(y), Real.fromNumber(step)));
      if (limit !== null && limit.length > 0) return limit.map(rounded);
    }
    return [];
  };
};

const wide = arithmetic(400);
/** So little that no double sees it, and so much that fifty digits do. */
const beside = 2 ** -140;

/** What is 0 but for the step aside is 0. */
const rounded = (exact: Exact): Exact =>
  exact.value.magnitude() < -120 ? { value: Real.zero, scale: Real.zero } : exact;
