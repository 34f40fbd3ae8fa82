// Adam (Kingma and Ba, 2015): mini-batch descent with a step size for every coefficient.
import { stochastic } from './stochastic.js';

const FIRST = 0.9;
const SECOND = 0.999;

/** Adam on mini-batches. */
export const adam = stochastic({
  name: 'adam',
  step: (rate, taken) => ({
    keep: FIRST,
    take: 1 - FIRST,
    keepSquare: SECOND,
    takeSquare: 1 - SECOND,
    slope: 0,
    // both averages begin at 0, and are set right for it
    mean: rate / (1 - FIRST ** taken),
    scale: 1 / (1 - SECOND ** taken),
  }),
  // Adam's steps are as long as the rate itself: a tenth of a coefficient's natural size
  rate: (curvature, gradientSize) => (0.1 * gradientSize) / curvature,
});
