// Stochastic gradient descent on mini-batches, plain and with Nesterov's momentum.
import { stochastic } from './stochastic.js';

const kept = 0.9;

const plain = { keep: 0, take: 0, keepSquare: 0, takeSquare: 0, mean: 0, scale: 0 } as const;

/** Plain stochastic gradient descent. */
export const sgd = stochastic({
  name: 'sgd',
  step: (rate) => ({ ...plain, slope: rate }),
  rate: (curvature) => 0.5 / curvature,
});

/** The same with Nesterov's momentum of 0.9. */
export const momentum = stochastic({
  name: 'momentum',
  step: (rate) => ({ ...plain, keep: kept, take: 1, slope: rate, mean: kept * rate }),
  // a step counts ten times over before it is forgotten
  rate: (curvature) => 0.1 / curvature,
});
