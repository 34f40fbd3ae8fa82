// The sentence that says what a density was found to be.
import { text } from '@expfam/expression';
import type { Derivation } from '@expfam/family';

/** Dimension, traits and certificate, in plain text. */
export const verdict = (derivation: Derivation): string => {
  const traits = [
    ...(derivation.curved ? ['curved: it has fewer free parameters than that'] : []),
    ...(derivation.identified ? [] : ['not identified: different parameters give the same distribution']),
    ...(derivation.normalised ? ['divided by its total'] : []),
  ];
  const { lower, points, digits, at } = derivation.certificate;
  return (
    `An exponential family of dimension ${text(derivation.dimension)}` +
    `${traits.length === 0 ? '' : ` (${traits.join('; ')})`}. Certified: the construction gives as many statistics as the ` +
    `double differences of the log density have rank, ${String(lower)} at ${String(points)} points to ${String(digits)} digits${at === undefined ? '' : `, with ${at}`}.`
  );
};
