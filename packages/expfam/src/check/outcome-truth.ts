// The truth of what depends on the outcome alone: the log base measure, and the least loss, which is the loss at the η whose mean
// is the outcome.
import { evaluator, variableOf } from '@expfam/expression';
import type { Derivation } from '@expfam/family';
import { entryDomain } from '@expfam/codegen';
import { arithmetic, Real } from '@expfam/precise';
import type { OutcomeTruth, Truths } from './module-calls.js';
import { outcomesOf } from './outcomes.js';
import { settled, sizes } from './truth.js';
import type { Exact } from './truth.js';

/** What a derivation says of them; null where it has no formula. */
export const outcomeTruths = (derivation: Derivation): Pick<Truths, 'saturatedLoss' | 'logBaseMeasure'> => ({
  saturatedLoss: saturated(derivation),
  logBaseMeasure: baseMeasure(derivation),
});

/** The outcome by its name, entry by entry where it is a vector. */
const environmentOf = (
  { outcome }: Derivation,
  y: readonly Real[],
): readonly [string, Real | readonly Real[]] => [
  variableOf(outcome.symbol).name,
  entryDomain(outcome.domain) === null ? (y[0] ?? Real.NaN) : y,
];

const baseMeasure =
  (derivation: Derivation): OutcomeTruth =>
  (y) =>
    settled((digits) => {
      const m = arithmetic(digits);
      const outcome = environmentOf(
        derivation,
        y.map((each) => Real.fromNumber(each)),
      );
      const value = evaluator(m, new Map([outcome]));
      const found = value(derivation.logBaseMeasure);
      // the edge of a support may have a density of 0 there, or none
      return found.isFinite() ? [{ value: found, scale: sizes(m, value)(derivation.logBaseMeasure) }] : [];
    });

/** The least loss, at the η whose means are the statistics of the outcome; null where no link says which. */
const saturated = (derivation: Derivation): OutcomeTruth | null => {
  const { loss, canonicalLink, natural, statistics, categorical } = derivation;
  if (categorical || loss === null || canonicalLink === null) return null;
  const at = (y: readonly Real[]): readonly Exact[] | null =>
    settled((digits) => {
      const m = arithmetic(digits);
      const outcome = environmentOf(derivation, y);
      const means = statistics.map(evaluator(m, new Map([outcome])));
      const eta = canonicalLink.map(
        evaluator(m, new Map(means.map((mean, i) => [`mu${String(i + 1)}`, mean]))),
      );
      if (!eta.every((each) => each.isFinite())) return [];
      const names = natural.map(({ symbol }) => variableOf(symbol).name);
      const value = evaluator(
        m,
        new Map([...names.map((name, i) => [name, eta[i] ?? Real.NaN] as const), outcome]),
      );
      return [{ value: value(loss), scale: sizes(m, value)(loss) }];
    });
  const inward = inwards(derivation);
  return (numbers) => {
    const y = numbers.map((each) => Real.fromNumber(each));
    const found = at(y);
    if (found?.length !== 0) return found;
    // the outcome at an end of its range has its η at infinity, where the loss tends to what it is just inside
    for (const step of inward) {
      const limit = at(step(y, beside));
      if (limit === null || limit.length === 0) continue;
      // there the terms of the loss grow without bound: what they are not far from it is their size
      const near = at(step(y, nearby));
      return limit.map(({ value, scale }, i) => ({
        value: value.magnitude() < -120 ? Real.zero : value,
        scale: near?.[i]?.scale ?? scale,
      }));
    }
    return [];
  };
};

/** An outcome moved a little off the edge of its support. */
type Inward = (y: readonly Real[], by: number) => readonly Real[];

/** Every entry up, every entry down, and towards an outcome that is spread over all entries. */
const inwards = ({ outcome: { domain } }: Derivation): readonly Inward[] => {
  const [even = []] = entryDomain(domain) === null ? [] : outcomesOf(domain);
  const moved =
    (way: (each: Real, i: number) => Real): Inward =>
    (y, by) =>
      y.map((each, i) => wide.add(each, wide.multiply(Real.fromNumber(by), way(each, i))));
  return [
    moved(() => Real.one),
    moved(() => Real.one.negate()),
    moved((each, i) => wide.subtract(Real.fromNumber(even[i] ?? 0), each)),
  ];
};

const wide = arithmetic(400);
/** So little that no double sees it, and so much that fifty digits do; and a step that leaves sizes as they are. */
const [beside, nearby] = [2 ** -140, 2 ** -4];
