// Kernels in which some natural parameters have a logarithm as link: η = ±exp(ζ), with the sign of the natural space, so that
// no coefficient can lead out of it.
import type { FloatArray, KernelModule, LinearOptions, Outcome } from '@expfam/runtime';
import { Problem } from './problems.js';

/**
 * The kernels with the links given, such as `{ eta2: 'log' }`.
 *
 * @throws Problem `unknown-link` for a parameter that the family does not have
 */
export const withParameterLinks = (
  kernels: KernelModule,
  links: Readonly<Record<string, string>>,
): KernelModule => {
  const s = kernels.parameters;
  const m = kernels.classes ?? 1;
  const signs = parameterSigns(kernels, links);
  const natural = (zeta: FloatArray): FloatArray =>
    zeta.map((value, at) => {
      const sign = signs[at % s] ?? 0;
      return sign === 0 ? value : sign * Math.exp(value);
    });
  // dη/dζ is η itself for a logarithm, and 1 elsewhere
  const slope = (eta: FloatArray, row: number, k: number): number =>
    signs[k] === 0 ? 1 : (eta[row * s + k] ?? NaN);
  const gradient = (zeta: FloatArray, y: Outcome, out: FloatArray, rows: number): number => {
    const eta = natural(zeta);
    const loss = kernels.gradient(eta, y, out, rows);
    for (let row = 0; row < rows; row++)
      for (let k = 0; k < s; k++) out[row * s + k] = (out[row * s + k] ?? 0) * slope(eta, row, k);
    return loss;
  };
  const response = (zeta: FloatArray, mean: FloatArray, rows: number): void => {
    kernels.response(natural(zeta), mean, rows);
  };
  const scaled = (out: FloatArray, eta: FloatArray, row: number, width: number): void => {
    for (let at = 0; at < width * s; at++)
      out[row * width * s + at] = (out[row * width * s + at] ?? 0) * slope(eta, row, at % s);
  };
  // other kernels over other memory would not know of the links
  const { instantiate: _, ...plain } = kernels;
  return {
    ...plain,
    response,
    gradient,
    loss: (zeta, y, rows) => kernels.loss(natural(zeta), y, rows),
    hessian: (zeta, out, rows) => {
      const eta = natural(zeta);
      kernels.hessian(eta, out, rows);
      for (let row = 0; row < rows; row++) {
        scaled(out, eta, row, s);
        for (let at = 0; at < s * s; at++)
          out[row * s * s + at] = (out[row * s * s + at] ?? 0) * slope(eta, row, Math.floor(at / s));
      }
    },
    jacobian: (zeta, out, rows) => {
      const eta = natural(zeta);
      kernels.jacobian(eta, out, rows);
      for (let row = 0; row < rows; row++) scaled(out, eta, row, m);
    },
    ...linearKernels(s, { gradient, response }),
  };
};

/**
 * For every parameter the sign of the half line on which it lies where its logarithm is the linear predictor, else 0.
 *
 * @throws Problem `unknown-link` for a parameter that the family does not have
 */
export const parameterSigns = (
  kernels: KernelModule,
  links: Readonly<Record<string, string>>,
): readonly number[] => {
  const s = kernels.parameters;
  const positions = Object.keys(links).map((name) => Number(name.slice(3)) - 1);
  const stranger = positions.find((at) => at >= s);
  if (stranger !== undefined)
    throw new Problem('unknown-link', `${kernels.family} has no parameter eta${String(stranger + 1)}`, {
      needed: `one of ${Array.from({ length: s }, (_, k) => `eta${String(k + 1)}`).join(', ')}`,
    });
  return signsOf(kernels, positions);
};

// The kernels from features, by way of the linear predictor.
const linearKernels = (
  s: number,
  { gradient, response }: Pick<KernelModule, 'gradient' | 'response'>,
): Pick<KernelModule, 'linearGradient' | 'linearResponse'> => ({
  linearGradient: (...args) => {
    const [x, weights, y, out, rows, features, options = {}] = args;
    const zeta = linear(s, { x, weights, rows, features, options });
    const width = y.length / rows;
    const one = new Float64Array(s);
    let loss = 0;
    for (let row = 0; row < rows; row++) {
      const weight = options.rowWeights?.[row] ?? 1;
      if (weight === 0) continue;
      const seen = y.subarray(row * width, (row + 1) * width);
      loss += weight * gradient(zeta.subarray(row * s, (row + 1) * s), seen, one, 1);
      for (let at = 0; at < features * s; at++)
        out[at] =
          (out[at] ?? 0) + weight * (one[at % s] ?? 0) * (x[row * features + Math.floor(at / s)] ?? 0);
    }
    return loss;
  },
  linearResponse: (...args) => {
    const [x, weights, mean, rows, features, options = {}] = args;
    response(linear(s, { x, weights, rows, features, options }), mean, rows);
  },
});

// The sign of a parameter with a logarithm is that of its natural space, and plus where both are inside.
const signsOf = (kernels: KernelModule, positions: readonly number[]): readonly number[] => {
  const s = kernels.parameters;
  const inside = (eta: Float64Array): boolean => {
    const bend = new Float64Array(s * s);
    kernels.hessian(eta, bend, 1);
    return bend.every((value) => Number.isFinite(value));
  };
  const somewhere = corners(s).find(inside);
  return Array.from({ length: s }, (_, k) => {
    if (!positions.includes(k)) return 0;
    const upwards = somewhere?.map((value, at) => (at === k ? 1 : value));
    return upwards === undefined || inside(upwards) ? 1 : -1;
  });
};

// Every combination of signs where they are few; the spaces of many parameters lie on one side.
const few = 4;

const corners = (s: number): readonly Float64Array[] =>
  Array.from({ length: s <= few ? 2 ** s : 2 }, (_, choice) =>
    Float64Array.from({ length: s }, (__, k) => ((s <= few ? choice >> k : choice) & 1 ? -1 : 1)),
  );

const linear = (
  s: number,
  at: {
    readonly x: FloatArray;
    readonly weights: FloatArray;
    readonly rows: number;
    readonly features: number;
    readonly options: LinearOptions;
  },
): FloatArray => {
  const { x, weights, rows, features, options } = at;
  const zeta = new Float64Array(rows * s);
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < s; k++) {
      let sum = options.offset?.[row * s + k] ?? 0;
      for (let j = 0; j < features; j++) sum += (x[row * features + j] ?? 0) * (weights[j * s + k] ?? 0);
      zeta[row * s + k] = sum;
    }
  return zeta;
};
