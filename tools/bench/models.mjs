// The row kernels that are measured, by family: natural parameters and outcomes of some rows, and the loss as the others write it.
// Everyone computes the loss and its gradient in the natural parameters; `lacks` says why some do not.
import { uniform } from './cases.mjs';

const rows = 10_000;

/** Numbers of some rows, each between two ends. */
const between = (random, length, [low, high]) =>
  Float64Array.from({ length }, () => Math.fround(low + (high - low) * random()));

/** A family with `parameters` numbers of η and `columns` of y a row. */
const model = ({ name, family = name, parameters = 1, columns = 1, eta, y, ...rest }) => ({
  name,
  family,
  rows,
  parameters,
  columns,
  data: () => {
    const random = uniform(rows + parameters);
    const etas = Array.from({ length: rows }, () => eta.map((ends) => between(random, 1, ends)[0])).flat();
    return {
      eta: Float64Array.from(etas),
      y: Float64Array.from({ length: rows * columns }, () => y(random)),
    };
  },
  ...rest,
});

const softmaxByHand = (classes) => (eta, y, gradient) => {
  let loss = 0;
  for (let i = 0; i < rows; i++) {
    const at = i * classes;
    let top = eta[at];
    for (let k = 1; k < classes; k++) if (eta[at + k] > top) top = eta[at + k];
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += gradient[at + k] = Math.exp(eta[at + k] - top);
    for (let k = 0; k < classes; k++) gradient[at + k] /= sum;
    gradient[at + y[i]] -= 1;
    loss += top + Math.log(sum) - eta[at + y[i]];
  }
  return loss;
};

const categorical = (classes) => ({
  name: `categorical, K = ${classes}`,
  family: 'categorical',
  classes,
  rows,
  parameters: classes,
  columns: 1,
  data: () => {
    const random = uniform(rows + classes);
    return {
      eta: between(random, rows * classes, [-3, 3]),
      y: Uint8Array.from({ length: rows }, () => Math.floor(random() * classes)),
    };
  },
  tensorflow: (tf, eta, y) => tf.neg(tf.sum(tf.mul(y, tf.logSoftmax(eta)))),
  jax: ({ nn }, eta, y) => nn.logSoftmax(eta).mul(y).sum().neg(),
  byHand: softmaxByHand(classes),
});

/** A loop over rows with one parameter: the loss and its derivative at η and y. */
const one = (at) => (eta, y, gradient) => {
  let loss = 0;
  for (let i = 0; i < rows; i++) {
    const [value, slope] = at(eta[i], y[i]);
    loss += value;
    gradient[i] = slope;
  }
  return loss;
};

const count = (random) => Math.floor(random() * 6);

export const models = [
  ...[2, 3, 5, 10, 32, 64].map(categorical),
  model({
    name: 'bernoulli',
    eta: [[-4, 4]],
    y: (random) => Math.round(random()),
    tensorflow: (tf, eta, y) => tf.sum(tf.sub(tf.softplus(eta), tf.mul(eta, y))),
    jax: ({ nn }, eta, y) => nn.softplus(eta.ref).sub(eta.mul(y)).sum(),
    byHand: one((eta, y) => {
      const e = Math.exp(-Math.abs(eta));
      return [Math.max(eta, 0) + Math.log1p(e) - eta * y, (eta >= 0 ? 1 : e) / (1 + e) - y];
    }),
  }),
  model({
    name: 'poisson',
    eta: [[-2, 3]],
    y: count,
    tensorflow: (tf, eta, y) => tf.sum(tf.sub(tf.exp(eta), tf.mul(eta, y))),
    jax: ({ np }, eta, y) => np.exp(eta.ref).sub(eta.mul(y)).sum(),
    byHand: one((eta, y) => {
      const mean = Math.exp(eta);
      return [mean - eta * y, mean - y];
    }),
  }),
  model({
    name: 'exponential',
    eta: [[-3, -0.1]],
    y: (random) => Math.fround(3 * random()),
    tensorflow: (tf, eta, y) => tf.neg(tf.sum(tf.add(tf.log(tf.neg(eta)), tf.mul(eta, y)))),
    jax: ({ np }, eta, y) => np.log(eta.ref.neg()).add(eta.mul(y)).sum().neg(),
    byHand: one((eta, y) => [-Math.log(-eta) - eta * y, -1 / eta - y]),
  }),
  model({
    name: 'normal',
    parameters: 2,
    eta: [[-2, 2], [-2, -0.2]], // prettier-ignore
    y: (random) => Math.fround(4 * random() - 2),
    tensorflow: (tf, eta, y) => {
      const [a, b] = tf.split(eta, 2, 1);
      const logPartition = tf.add(tf.div(tf.square(a), tf.mul(b, -4)), tf.mul(tf.log(tf.mul(b, -2)), -0.5));
      return tf.sum(tf.sub(tf.sub(logPartition, tf.mul(a, y)), tf.mul(b, tf.square(y))));
    },
    byHand: (eta, y, gradient) => {
      let loss = 0;
      for (let i = 0; i < rows; i++) {
        const [a, b, square] = [eta[2 * i], eta[2 * i + 1], y[i] * y[i]];
        const mean = -a / (2 * b);
        loss += (a * mean - Math.log(-2 * b)) / 2 - a * y[i] - b * square;
        gradient[2 * i] = mean - y[i];
        gradient[2 * i + 1] = mean * mean - 1 / (2 * b) - square;
      }
      return loss;
    },
  }),
  model({
    name: 'beta',
    parameters: 2,
    eta: [[0.2, 9], [0.2, 9]], // prettier-ignore
    y: (random) => Math.fround(0.01 + 0.98 * random()),
    lacks: 'has no logarithm of the gamma function',
  }),
  model({
    name: 'von_mises',
    parameters: 2,
    eta: [[-6, 6], [-6, 6]], // prettier-ignore
    y: (random) => Math.fround(6 * random() - 3),
    lacks: 'has no Bessel functions',
  }),
];
