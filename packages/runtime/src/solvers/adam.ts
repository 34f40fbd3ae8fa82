// Adam (Kingma and Ba, 2015): mini-batch descent with a step size for every coefficient.
import { stochastic } from './stochastic.js';

const firstDecay = 0.9;
const secondDecay = 0.999;

/** Adam on mini-batches. */
export const adam = stochastic({
  name: 'adam',
  step: (rate, taken) => ({
    keep: firstDecay,
    take: 1 - firstDecay,
    keepSquare: secondDecay,
    takeSquare: 1 - secondDecay,
    slope: 0,
    // both averages begin at 0, and are set right for it
    mean: rate / (1 - firstDecay ** taken),
    scale: 1 / (1 - secondDecay ** taken),
  }),
  // Adam's steps are as long as the rate itself: a tenth of a coefficient's natural size
  rate: (curvature, gradientSize) => (0.1 * gradientSize) / curvature,
});
