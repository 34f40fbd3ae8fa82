// How the linear functions are measured: two features, an offset and a row weight for which the linear predictor is η exactly, in
// one row of a block whose other rows weigh nothing. What they return is then what the plain functions return, times the weight
// and the features. How a dot product rounds is a matter of the data, and is not measured here.
import { block, combined, floats, floatsOf, observedAs, repeated, times } from './module-calls.js';
import type { Measurable, MeasuredFunction, Truths } from './module-calls.js';
import { sharesOf, softened } from './soft-labels.js';
import type { Exact, Point, Truth } from './truth.js';

const { NaN: nan } = Number;

/** Powers of two, so that 1·η/4 + 2·η/8 + η/2 is η in every order of summation, with fused products and without. */
const x = [1, 2];
const parts = [0.25, 0.125];
const rest = 0.5;
const weight = 3;
/** The row that counts, not the first of its block. */
const place = 2;

/** The row of features that is measured, how η is laid over its weights and its offset, and what it weighs. */
export const linearRow = { x, parts, rest, weight } as const;

/** Below these an 8th of η, or a product with it, would be subnormal, and lose digits that η has. */
const least = { f64: 2 ** -960, f32: 2 ** -110 } as const;

/** Whether all numbers are 0 or of a size whose parts are as precise. */
const isWhole = ({ precision = 'f64' }: Measurable, values: readonly number[]): boolean =>
  values.every((value) => value === 0 || Math.abs(value) >= least[precision]);

const weightsOf = (kernels: Measurable, eta: Point['eta']) =>
  floatsOf(
    kernels,
    parts.flatMap((part) => eta.map((each) => each * part)),
  );

const offsetOf = (kernels: Measurable, eta: Point['eta']) =>
  floatsOf(kernels, repeated(eta, block).map((each) => each * rest)); // prettier-ignore

const features = (kernels: Measurable) => floatsOf(kernels, repeated(x, block));

/** How outcomes are told: as they are, or as shares of every class. */
export type Labels = 'plain' | 'soft';

const outcomesOf = (kernels: Measurable, y: Point['y'], labels: Labels) =>
  labels === 'plain'
    ? observedAs(kernels, repeated(y, block))
    : floatsOf(kernels, repeated(sharesOf(y[0] ?? 1, kernels.classes ?? 0), block));

const gradientOf = (kernels: Measurable, { eta, y }: Point, labels: Labels) => {
  const [gradient, inputGradient] = [
    floats(kernels, x.length * eta.length),
    floats(kernels, block * x.length),
  ];
  const rowWeights = floats(kernels, block);
  rowWeights[place] = weight;
  const loss = kernels.linearGradient?.(
    features(kernels),
    weightsOf(kernels, eta),
    outcomesOf(kernels, y, labels),
    gradient,
    block,
    x.length,
    { rowWeights, offset: offsetOf(kernels, eta), inputGradient },
  );
  return { loss: loss ?? nan, gradient, inputGradient };
};

/** The gradient at a point, where it is settled and neither overflows nor underflows on the way. */
const gradientTruth = (plain: Truth, point: Point, kernels: Measurable): readonly Exact[] | null => {
  if (!isWhole(kernels, point.eta)) return [];
  const found = plain('gradient', point);
  const most = kernels.precision === 'f32' ? 120 : 1000;
  const fits = ({ value, scale }: Exact): boolean =>
    Math.max(value.magnitude(), scale.magnitude()) < most && (value.isZero() || value.magnitude() > -most);
  return found === null ? null : found.every(fits) ? found : [];
};

/** The truth with outcomes told in one way or the other. */
const told = ({ plain }: Truths, kernels: Measurable, labels: Labels): Truth =>
  labels === 'plain' ? plain : softened(plain, kernels);

const hasLinear = ({ linearGradient, classes }: Measurable, labels: Labels): boolean =>
  linearGradient !== undefined && (labels === 'plain' || classes !== null);

/** The training pass: the loss, and its derivatives by the weights. */
const linearGradient = (labels: Labels): MeasuredFunction => ({
  reads: 'both',
  has: (kernels) => hasLinear(kernels, labels),
  call: (kernels, point) => {
    const { loss, gradient } = gradientOf(kernels, point, labels);
    return [loss, ...gradient];
  },
  exact: (truths, point, kernels) => {
    const plain = told(truths, kernels, labels);
    const [gradient, loss] = [gradientTruth(plain, point, kernels), plain('loss', point)];
    if (gradient === null || loss === null) return null;
    if (gradient.length === 0 || loss.length === 0) return [];
    return [
      ...loss.map((each) => times(weight, each)),
      ...x.flatMap((feature) => gradient.map((each) => times(weight * feature, each))),
    ];
  },
});

/** The derivatives of its loss by the features. */
const inputGradient = (labels: Labels): MeasuredFunction => ({
  reads: 'both',
  has: (kernels) => hasLinear(kernels, labels),
  call: (kernels, point) =>
    gradientOf(kernels, point, labels).inputGradient.subarray(place * x.length, (place + 1) * x.length),
  exact: (truths, point, kernels) => {
    const gradient = gradientTruth(told(truths, kernels, labels), point, kernels);
    if (gradient === null || gradient.length === 0) return gradient;
    const factors = parts.map((part) => point.eta.map((each) => part * each));
    // a product beyond the largest number may overflow on its way to a sum that does not
    const most = kernels.precision === 'f32' ? 2 ** 120 : 2 ** 1000;
    const sizes = gradient.map(({ scale, value }) => Math.abs(value.toNumber()) + scale.toNumber());
    const fits = factors.every((row) => row.every((each, k) => Math.abs(each) * (sizes[k] ?? nan) < most));
    if (!fits) return [];
    return factors.map((row) =>
      times(
        weight,
        combined(
          gradient.map((each, k): readonly [number, Exact] => [row[k] ?? nan, each]),
          'all',
        ),
      ),
    );
  },
});

/** The linear functions. */
export const linearFunctions = {
  linearResponse: {
    reads: 'eta',
    has: ({ linearResponse }) => linearResponse !== undefined,
    call: (kernels, { eta }, length) => {
      const out = floats(kernels, block * length);
      const offset = offsetOf(kernels, eta);
      kernels.linearResponse?.(features(kernels), weightsOf(kernels, eta), out, block, x.length, { offset });
      return out;
    },
    exact: ({ plain }, point, kernels) => (isWhole(kernels, point.eta) ? plain('response', point) : []),
  },
  linearGradient: linearGradient('plain'),
  inputGradient: inputGradient('plain'),
  linearGradientSoft: linearGradient('soft'),
  inputGradientSoft: inputGradient('soft'),
} as const satisfies { readonly [name: string]: MeasuredFunction };
