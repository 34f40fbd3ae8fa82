// The lines after the derivation proper: the linear predictor, the same by maximum entropy, and for a class outcome the second
// road and what holds of the softmax.
import type { Derivation } from '../derivation/derivation.js';
import type { Trail } from '../derivation/trail.js';
import { byConditionalEntropy } from './conditional.js';
import { linearPredictor } from './linear-predictor.js';
import { byMaximumEntropy } from './maximum-entropy.js';
import { fromScores } from './scores.js';
import { softmaxTheorems } from './softmax.js';

/** Takes the lines that follow from a finished derivation. */
export const walk = (trail: Trail, derivation: Derivation, maxent: boolean): void => {
  linearPredictor(trail, derivation);
  if (!maxent) byMaximumEntropy(trail, derivation);
  if (derivation.categorical) {
    fromScores(trail, derivation);
    byConditionalEntropy(trail, derivation);
    softmaxTheorems(trail, derivation);
  }
};
