// What JavaScript offers for the same work: TensorFlow.js and jax-js by automatic differentiation, ml-logistic-regression's
// own step (one logistic regression a class), and a plain loop as one writes it by hand.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(import.meta.url);

const tensorflow = (backend) => ({
  name: `TensorFlow.js ${backend}`,
  prepare: async (shape, data) => {
    const tf = await import('@tensorflow/tfjs');
    if (backend === 'wasm') {
      const { setThreadsCount, setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
      setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
      setThreadsCount(1);
    }
    await tf.setBackend(backend);
    await tf.ready();
    const { rows, features, classes } = shape;
    const x = tf.tensor2d(Float32Array.from(data.x), [rows, features]);
    const weights = tf.variable(tf.tensor2d(Float32Array.from(data.weights), [features, classes]));
    const labels = tf.tensor1d(Int32Array.from(data.y), 'int32');
    const targets = tf.cast(tf.oneHot(labels, classes), 'float32');
    const loss = () => {
      const logits = tf.matMul(x, weights);
      return tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(logits))));
    };
    return async () => {
      await tf.setBackend(backend);
      tf.tidy(() => {
        const { value, grads } = tf.variableGrads(loss, [weights]);
        value.dataSync();
        Object.values(grads)[0].dataSync();
      });
    };
  },
});

const jax = {
  name: 'jax-js wasm',
  prepare: async (shape, data) => {
    const { init, defaultDevice, jit, nn, numpy: np, valueAndGrad } = await import('@jax-js/jax');
    await init('wasm');
    defaultDevice('wasm');
    const { rows, features, classes } = shape;
    const x = np.array(Float32Array.from(data.x)).reshape([rows, features]);
    const weights = np.array(Float32Array.from(data.weights)).reshape([features, classes]);
    const targets = nn.oneHot(np.array(Int32Array.from(data.y), { dtype: np.int32 }), classes);
    const loss = (w, rowsOf, wanted) => nn.logSoftmax(np.matmul(rowsOf, w)).mul(wanted).sum().neg();
    const step = jit(valueAndGrad(loss));
    return async () => {
      const [value, gradient] = step(weights.ref, x.ref, targets.ref);
      await value.data();
      await gradient.data();
    };
  },
};

const mlLogisticRegression = {
  name: 'ml-logistic-regression',
  prepare: async (shape, data) => {
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
  prepare: ({ rows, features, classes }, { x, weights, y }) => {
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
};

export const contenders = [tensorflow('wasm'), tensorflow('cpu'), jax, mlLogisticRegression, byHand];
