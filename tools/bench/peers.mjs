// What JavaScript offers for the same work: TensorFlow.js and jax-js by automatic differentiation, ml-logistic-regression's
// own step (one logistic regression a class), and a plain loop as one writes it by hand.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(import.meta.url);

/** Why a model has no formula for someone. */
const absent = ({ lacks = 'is left out here' }) => lacks;

/** TensorFlow.js on one of its backends, one thread. */
const tensorflowOn = async (backend) => {
  const tf = await import('@tensorflow/tfjs');
  if (backend === 'wasm') {
    const { setThreadsCount, setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
    setThreadsCount(1);
  }
  await tf.setBackend(backend);
  await tf.ready();
  /** Loss and gradient in a variable, both read back. */
  const stepOf = (variable, loss) => async () => {
    await tf.setBackend(backend);
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(loss, [variable]);
      value.dataSync();
      Object.values(grads)[0].dataSync();
    });
  };
  const oneHot = (y, classes) =>
    tf.cast(tf.oneHot(tf.tensor1d(Int32Array.from(y), 'int32'), classes), 'float32');
  return { tf, stepOf, oneHot };
};

const tensorflow = (backend) => ({
  name: `TensorFlow.js ${backend}`,
  pass: async ({ rows, features, classes }, data) => {
    const { tf, stepOf, oneHot } = await tensorflowOn(backend);
    const x = tf.tensor2d(Float32Array.from(data.x), [rows, features]);
    const weights = tf.variable(tf.tensor2d(Float32Array.from(data.weights), [features, classes]));
    const targets = oneHot(data.y, classes);
    return stepOf(weights, () => tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(tf.matMul(x, weights))))));
  },
  rowKernel: async (model, data) => {
    if (model.tensorflow === undefined) throw new Error(absent(model));
    const { tf, stepOf, oneHot } = await tensorflowOn(backend);
    const eta = tf.variable(tf.tensor2d(Float32Array.from(data.eta), [model.rows, model.parameters]));
    const isLabelled = model.classes !== undefined;
    const y = isLabelled
      ? oneHot(data.y, model.classes)
      : tf.tensor2d(Float32Array.from(data.y), [model.rows, model.columns]);
    return stepOf(eta, () => model.tensorflow(tf, eta, y));
  },
});

const startJax = async () => {
  const all = await import('@jax-js/jax');
  await all.init('wasm');
  all.defaultDevice('wasm');
  const { nn, numpy: np } = all;
  const matrix = (numbers, shape) => np.array(Float32Array.from(numbers)).reshape(shape);
  const oneHot = (y, classes) => nn.oneHot(np.array(Int32Array.from(y), { dtype: np.int32 }), classes);
  /** Loss and gradient in the first argument, both read back. */
  const stepOf = (loss, ...args) => {
    const step = all.jit(all.valueAndGrad(loss));
    return async () => {
      const [value, gradient] = step(...args.map(({ ref }) => ref));
      await value.data();
      await gradient.data();
    };
  };
  return { nn, np, matrix, oneHot, stepOf };
};

const jax = {
  name: 'jax-js wasm',
  pass: async ({ rows, features, classes }, data) => {
    const { nn, np, matrix, oneHot, stepOf } = await startJax();
    const loss = (w, x, wanted) => nn.logSoftmax(np.matmul(x, w)).mul(wanted).sum().neg();
    const weights = matrix(data.weights, [features, classes]);
    return stepOf(loss, weights, matrix(data.x, [rows, features]), oneHot(data.y, classes));
  },
  rowKernel: async (model, data) => {
    if (model.jax === undefined) throw new Error(absent(model));
    const { nn, np, matrix, oneHot, stepOf } = await startJax();
    const y =
      model.classes === undefined
        ? matrix(data.y, [model.rows, model.columns])
        : oneHot(data.y, model.classes);
    const eta = matrix(data.eta, [model.rows, model.parameters]);
    return stepOf((e, wanted) => model.jax({ nn, np }, e, wanted), eta, y);
  },
};

const mlLogisticRegression = {
  name: 'ml-logistic-regression',
  pass: async (shape, data) => {
    if (shape.rows * shape.features > 1e7) throw new Error('tens of seconds a step');
    const { Matrix } = require('ml-matrix');
    const LogisticRegression = require('ml-logistic-regression');
    const x = Matrix.from1DArray(shape.rows, shape.features, data.x);
    const y = Matrix.columnVector(Array.from(data.y));
    return () => new LogisticRegression({ numSteps: 1, learningRate: 0 }).train(x, y);
  },
};

const byHand = {
  name: 'a loop by hand',
  pass: ({ rows, features, classes }, { x, weights, y }) => {
    const gradient = new Float64Array(weights.length);
    const logits = new Float64Array(classes);
    return () => {
      let loss = 0;
      for (let i = 0; i < rows; i++) {
        logits.fill(0);
        for (let j = 0; j < features; j++)
          for (let k = 0; k < classes; k++) logits[k] += x[i * features + j] * weights[j * classes + k];
        let top = logits[0];
        for (let k = 1; k < classes; k++) if (logits[k] > top) top = logits[k];
        let sum = 0;
        for (let k = 0; k < classes; k++) sum += Math.exp(logits[k] - top);
        loss += top + Math.log(sum) - logits[y[i]];
        for (let k = 0; k < classes; k++) logits[k] = Math.exp(logits[k] - top) / sum - (k === y[i] ? 1 : 0);
        for (let j = 0; j < features; j++)
          for (let k = 0; k < classes; k++) gradient[j * classes + k] += x[i * features + j] * logits[k];
      }
      return loss;
    };
  },
  rowKernel: (model, { eta, y }) => {
    if (model.byHand === undefined) throw new Error(absent(model));
    const gradient = new Float64Array(eta.length);
    return () => model.byHand(eta, y, gradient);
  },
};

const all = [tensorflow('wasm'), tensorflow('cpu'), jax, mlLogisticRegression, byHand];
const withA = (part) =>
  all.filter((each) => part in each).map((each) => ({ name: each.name, prepare: each[part] }));

/** One pass of training by each of them. */
export const passes = withA('pass');

/** The loss and its gradient in the natural parameters by each of them that has an own step for it. */
export const rowKernels = withA('rowKernel');
