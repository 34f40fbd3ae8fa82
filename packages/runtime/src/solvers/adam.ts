// Adam (Kingma and Ba, 2015): mini-batch descent with a step size for every coefficient.
import { stochastic } from './stochastic.js';
import type { Update } from './stochastic.js';

const FIRST = 0.9;
const SECOND = 0.999;

/** Adam on mini-batches. */
export const adam = stochastic({
  name: 'adam',
  update: (length) => moments(new Float64Array(length), new Float64Array(length)),
  // Adam's steps are as long as the rate itself: a tenth of a coefficient's natural size
  rate: (curvature, gradientSize) => (0.1 * gradientSize) / curvature,
});

const moments = (mean: Float64Array, square: Float64Array): Update => {
  let steps = 0;
  return (point, gradient, rate) => {
    steps++;
    const meanBias = 1 - FIRST ** steps;
    const squareBias = 1 - SECOND ** steps;
    for (let i = 0; i < point.length; i++) {
      const slope = gradient[i] ?? 0;
      const average = FIRST * (mean[i] ?? 0) + (1 - FIRST) * slope;
      const power = SECOND * (square[i] ?? 0) + (1 - SECOND) * slope * slope;
      mean[i] = average;
      square[i] = power;
      // a slope that is exactly 0 asks for no step; 1e-150 keeps 0/0 away without a scale of its own
      point[i] = (point[i] ?? 0) - (rate * (average / meanBias)) / (Math.sqrt(power / squareBias) + 1e-150);
    }
  };
};
