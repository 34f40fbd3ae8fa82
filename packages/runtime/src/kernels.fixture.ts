// Plain reference kernels, written by hand from the textbook and used only by tests: the runtime must work with anything
// that satisfies its contract, and these are as far from generated code as can be.
import type { FloatArray, KernelModule, Outcome, Support } from './kernel.js';

interface RowKernel {
  readonly family: string;
  readonly classes: number | null;
  readonly parameters: number;
  readonly support?: Support;
  readonly dispersion?: 'fixed' | 'estimated';
  mean(eta: readonly number[]): number[];
  /** The loss and its gradient; y a number, a label or the shares of the classes. */
  loss(eta: readonly number[], y: readonly number[]): { value: number; gradient: number[] };
  hessian(eta: readonly number[]): number[];
  jacobian(eta: readonly number[]): number[];
  saturated?(y: number): number;
  logBase?(y: number, weight: number, dispersion: number): number;
}

const logFactorial = (n: number): number => {
  let sum = 0;
  for (let k = 2; k <= n; k++) sum += Math.log(k);
  return sum;
};

/** The module of a kernel that knows one row. */
const kernelModule = (kernel: RowKernel): KernelModule => {
  const { parameters: s, classes } = kernel;
  const m = classes ?? 1;
  const etaOf = (eta: FloatArray, row: number) => Array.from(eta.subarray(row * s, row * s + s));
  const yOf = (y: Outcome, row: number, rows: number): number[] => {
    if (classes === null) return [y[row] ?? NaN];
    if (y.length === rows * classes && y.BYTES_PER_ELEMENT >= 4 && !(y instanceof Int32Array))
      return Array.from(y.subarray(row * classes, (row + 1) * classes));
    return Array.from({ length: classes }, (_, k) => (y[row] === k ? 1 : 0));
  };
  const fill = (target: FloatArray, width: number, row: number, values: readonly number[]) => {
    target.set(values.slice(0, width), row * width);
  };
  const module: KernelModule = {
    family: kernel.family,
    classes,
    parameters: s,
    ...(kernel.support === undefined ? {} : { support: kernel.support }),
    ...(kernel.dispersion === undefined ? {} : { dispersion: kernel.dispersion }),
    response: (eta, mean, rows) => {
      for (let row = 0; row < rows; row++) fill(mean, m, row, kernel.mean(etaOf(eta, row)));
    },
    loss: (eta, y, rows) => {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += kernel.loss(etaOf(eta, row), yOf(y, row, rows)).value;
      return sum;
    },
    gradient: (eta, y, gradient, rows) => {
      let sum = 0;
      for (let row = 0; row < rows; row++) {
        const one = kernel.loss(etaOf(eta, row), yOf(y, row, rows));
        fill(gradient, s, row, one.gradient);
        sum += one.value;
      }
      return sum;
    },
    hessian: (eta, hessian, rows) => {
      for (let row = 0; row < rows; row++) fill(hessian, s * s, row, kernel.hessian(etaOf(eta, row)));
    },
    jacobian: (eta, jacobian, rows) => {
      for (let row = 0; row < rows; row++) fill(jacobian, m * s, row, kernel.jacobian(etaOf(eta, row)));
    },
    linearGradient: (...given: Parameters<KernelModule['linearGradient']>) => {
      const [x, weights, y, gradient, rows, features, options = {}] = given;
      let sum = 0;
      for (let row = 0; row < rows; row++) {
        const eta = linear(x, weights, { row, features, s, offset: options.offset });
        const one = kernel.loss(eta, yOf(y, row, rows));
        const weight = options.rowWeights?.[row] ?? 1;
        if (weight === 0) continue;
        sum += weight * one.value;
        for (let j = 0; j < features; j++)
          for (let k = 0; k < s; k++)
            gradient[j * s + k] =
              (gradient[j * s + k] ?? 0) + weight * (one.gradient[k] ?? 0) * (x[row * features + j] ?? 0);
      }
      return sum;
    },
    linearResponse: (...given: Parameters<KernelModule['linearResponse']>) => {
      const [x, weights, mean, rows, features, options = {}] = given;
      for (let row = 0; row < rows; row++)
        fill(mean, m, row, kernel.mean(linear(x, weights, { row, features, s, offset: options.offset })));
    },
  };
  const { saturated, logBase } = kernel;
  const sumRows = (y: Outcome, rows: number, term: (value: number, row: number) => number) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += term(y[row] ?? NaN, row);
    return sum;
  };
  return {
    ...module,
    ...(saturated === undefined
      ? {}
      : {
          saturatedLoss: (y, rows, w) => sumRows(y, rows, (value, row) => (w?.[row] ?? 1) * saturated(value)),
        }),
    ...(logBase === undefined
      ? {}
      : {
          logBaseMeasure: (y, rows, w, phi = 1) =>
            sumRows(y, rows, (value, row) => logBase(value, w?.[row] ?? 1, phi)),
        }),
  };
};

const linear = (
  x: FloatArray,
  weights: FloatArray,
  at: { row: number; features: number; s: number; offset: FloatArray | undefined },
): number[] =>
  Array.from({ length: at.s }, (_, k) => {
    let sum = at.offset?.[at.row * at.s + k] ?? 0;
    for (let j = 0; j < at.features; j++)
      sum += (x[at.row * at.features + j] ?? 0) * (weights[j * at.s + k] ?? 0);
    return sum;
  });

/** The symmetric softmax of K classes. */
export const softmax = (classes: number): KernelModule => {
  const mean = (eta: readonly number[]): number[] => {
    const top = Math.max(...eta);
    const powers = eta.map((value) => Math.exp(value - top));
    const total = powers.reduce((sum, value) => sum + value, 0);
    return powers.map((value) => value / total);
  };
  const covariance = (eta: readonly number[]): number[] => {
    const p = mean(eta);
    return p.flatMap((a, i) => p.map((b, j) => (i === j ? a * (1 - a) : -a * b)));
  };
  return kernelModule({
    family: 'categorical',
    classes,
    parameters: classes,
    mean,
    loss: (eta, y) => {
      const top = Math.max(...eta);
      const sum = eta.reduce((total, value) => total + Math.exp(value - top), 0);
      const value = y.reduce((total, share, k) => total + share * (top + Math.log(sum) - (eta[k] ?? 0)), 0);
      return { value, gradient: mean(eta).map((p, k) => p - (y[k] ?? 0)) };
    },
    hessian: covariance,
    jacobian: covariance,
  });
};

const sigmoid = (eta: number): number => 1 / (1 + Math.exp(-eta));
const xlogx = (x: number): number => (x === 0 ? 0 : x * Math.log(x));

/** Successes of single trials, or shares of w trials with weight w. */
export const bernoulli: KernelModule = kernelModule({
  family: 'bernoulli',
  classes: null,
  parameters: 1,
  support: { lower: 0, upper: 1, integer: true },
  mean: ([eta = NaN]) => [sigmoid(eta)],
  loss: ([eta = NaN], [y = NaN]) => ({
    value: Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta))) - eta * y,
    gradient: [y === 1 ? -sigmoid(-eta) : sigmoid(eta) - y],
  }),
  hessian: ([eta = NaN]) => [sigmoid(eta) * sigmoid(-eta)],
  jacobian: ([eta = NaN]) => [sigmoid(eta) * sigmoid(-eta)],
  saturated: (y) => -xlogx(y) - xlogx(1 - y),
  logBase: (y, w) =>
    logFactorial(w) - logFactorial(Math.round(w * y)) - logFactorial(Math.round(w * (1 - y))),
});

/** Counts, with the logarithm as link. */
export const poisson: KernelModule = kernelModule({
  family: 'poisson',
  classes: null,
  parameters: 1,
  support: { lower: 0, upper: Infinity, integer: true },
  mean: ([eta = NaN]) => [Math.exp(eta)],
  loss: ([eta = NaN], [y = NaN]) => ({ value: Math.exp(eta) - eta * y, gradient: [Math.exp(eta) - y] }),
  hessian: ([eta = NaN]) => [Math.exp(eta)],
  jacobian: ([eta = NaN]) => [Math.exp(eta)],
  saturated: (y) => y - xlogx(y),
  logBase: (y, w) => -w * logFactorial(y),
});

/** Normal outcomes with an unknown common variance. */
export const gaussian: KernelModule = kernelModule({
  family: 'gaussian',
  classes: null,
  parameters: 1,
  dispersion: 'estimated',
  mean: ([eta = NaN]) => [eta],
  loss: ([eta = NaN], [y = NaN]) => ({ value: (eta * eta) / 2 - eta * y, gradient: [eta - y] }),
  hessian: () => [1],
  jacobian: () => [1],
  saturated: (y) => (-y * y) / 2,
  logBase: (y, w, phi) => -((w * y * y) / phi + Math.log((2 * Math.PI * phi) / w)) / 2,
});

/** Waiting times; the natural parameter −rate must stay negative. */
export const exponential: KernelModule = kernelModule({
  family: 'exponential',
  classes: null,
  parameters: 1,
  support: { lower: 0, upper: Infinity, lowerOpen: true, upperOpen: true },
  mean: ([eta = NaN]) => [eta < 0 ? -1 / eta : NaN],
  loss: ([eta = NaN], [y = NaN]) => ({
    value: eta < 0 ? -Math.log(-eta) - eta * y : NaN,
    gradient: [-1 / eta - y],
  }),
  hessian: ([eta = NaN]) => [1 / eta ** 2],
  jacobian: ([eta = NaN]) => [1 / eta ** 2],
  saturated: (y) => 1 + Math.log(y),
  logBase: () => 0,
});

/** Normal outcomes with both parameters: η = (μ/σ², −1/(2σ²)), T = (y, y²). */
export const normal: KernelModule = kernelModule({
  family: 'normal',
  classes: null,
  parameters: 2,
  mean: ([a = NaN, b = NaN]) => [b < 0 ? -a / (2 * b) : NaN],
  loss: ([a = NaN, b = NaN], [y = NaN]) => ({
    value: b < 0 ? -(a * a) / (4 * b) - Math.log(-2 * b) / 2 - a * y - b * y * y : NaN,
    gradient: [-a / (2 * b) - y, (a * a) / (4 * b * b) - 1 / (2 * b) - y * y],
  }),
  hessian: ([a = NaN, b = NaN]) => {
    const cross = a / (2 * b * b);
    return [-1 / (2 * b), cross, cross, -(a * a) / (2 * b ** 3) + 1 / (2 * b * b)];
  },
  jacobian: ([a = NaN, b = NaN]) => [-1 / (2 * b), a / (2 * b * b)],
  logBase: (_, w) => (-w * Math.log(2 * Math.PI)) / 2,
});
