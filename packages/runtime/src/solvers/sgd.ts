// Stochastic gradient descent on mini-batches, plain and with Nesterov's momentum.
import { stochastic } from './stochastic.js';
import type { Update } from './stochastic.js';

const MOMENTUM = 0.9;

/** Plain stochastic gradient descent. */
export const sgd = stochastic({
  name: 'sgd',
  update: () => (point, gradient, rate) => {
    for (let i = 0; i < point.length; i++) point[i] = (point[i] ?? 0) - rate * (gradient[i] ?? 0);
  },
  rate: (curvature) => 0.5 / curvature,
});

/** The same with Nesterov's momentum of 0.9. */
export const momentum = stochastic({
  name: 'momentum',
  update: (length) => withMomentum(new Float64Array(length)),
  // a step counts ten times over before it is forgotten
  rate: (curvature) => 0.1 / curvature,
});

const withMomentum =
  (velocity: Float64Array): Update =>
  (point, gradient, rate) => {
    for (let i = 0; i < point.length; i++) {
      const slope = gradient[i] ?? 0;
      const speed = MOMENTUM * (velocity[i] ?? 0) + slope;
      velocity[i] = speed;
      point[i] = (point[i] ?? 0) - rate * (slope + MOMENTUM * speed);
    }
  };
