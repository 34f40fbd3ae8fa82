// The other families against their definitions at 60 digits, in ulps of the largest term of the difference that defines a
// result. The definitions are written down here once more, from the tables of the textbooks.
import { samples, ulpsBetween } from '@expfam/oracle';
import type { Arithmetic } from '@expfam/precise';
import { arithmetic, Real } from '@expfam/precise';
import type { KernelModule } from '@expfam/runtime';
import { describe, test } from 'vitest';
import { budgets } from '../accuracy.js';
import type { Budgeted } from '../accuracy.js';
import { compile } from '../compile.js';
import * as derivations from './derivations.fixture.js';
import { floats, isTiny } from './truth.fixture.js';
import { Worst } from './worst.fixture.js';

/** A result as the terms that it is the sum of. */
type Terms = readonly Real[];

interface Definition {
  readonly eta: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly response: (eta: readonly Real[]) => Terms;
  readonly loss: (eta: readonly Real[], y: Real) => Terms;
  readonly gradient: (eta: readonly Real[], y: Real) => readonly Terms[];
  readonly hessian: (eta: readonly Real[]) => readonly Terms[];
}

// 1 − exp(−1e-300) needs 300 digits of its own; what is near 1 is built from expm1 and log1p instead
const m: Arithmetic = arithmetic(60);
const of = (x: number): Real => Real.fromNumber(x);
const { add, subtract, multiply, divide, exp, expm1, log, log1p } = m;
const square = (x: Real): Real => multiply(x, x);
const one = Real.one;

const falling = samples({ seed: 11, count: 400, to: -1e-200, from: -1e200 }).map((x) => [x]);
const moderate = samples({ seed: 12, count: 400, from: -700, to: 700 }).map((x) => [x]);
const anything = samples({ seed: 13, count: 400, from: -1e150, to: 1e150 }).map((x) => [x]);
const pairs = falling.map(([x], i) => [
  anything[i % anything.length][0] % 1e70,
  Math.max(-1e70, Math.min(-1e-70, x)),
]);

/** Σ kʳ exp(k·x) / Σ exp(k·x) over the faces, relative to the largest. */
const faces = [1, 2, 3, 4, 5, 6];
const weights = (x: Real): Real[] => faces.map((k) => exp(multiply(of(x.sign() > 0 ? k - 6 : k - 1), x)));
const total = (terms: Terms): Real => terms.reduce((a, b) => add(a, b), Real.zero);
const mean = (x: Real, value: (k: number) => Real): Real =>
  divide(total(weights(x).map((w, i) => multiply(w, value(faces[i])))), total(weights(x)));

const definitions: { readonly [family: string]: Definition } = {
  poisson: {
    eta: moderate, y: [0, 1, 7, 1e6],
    response: ([x]) => [exp(x)],
    loss: ([x], y) => [exp(x), multiply(x, y).negate()],
    gradient: ([x], y) => [[exp(x), y.negate()]],
    hessian: ([x]) => [[exp(x)]],
  },
  geometric: {
    eta: falling, y: [0, 1, 7, 1e6],
    response: ([x]) => [divide(one, expm1(x.negate()))],
    loss: ([x], y) => [x.compare(of(-1)) < 0 ? log1p(exp(x).negate()).negate() : log(expm1(x).negate()).negate(), multiply(x, y).negate()],
    gradient: ([x], y) => [[divide(one, expm1(x.negate())), y.negate()]],
    hessian: ([x]) => [[divide(one, multiply(expm1(x.negate()), expm1(x).negate()))]],
  },
  exponential: {
    eta: falling, y: [1e-10, 0.5, 1, 1e6],
    response: ([x]) => [divide(one, x).negate()],
    loss: ([x], y) => [log(x.negate()).negate(), multiply(x, y).negate()],
    gradient: ([x], y) => [[divide(one, x).negate(), y.negate()]],
    hessian: ([x]) => [[divide(one, square(x))]],
  },
  gaussian: {
    eta: anything, y: [0, -1.5, 3, 1e100],
    response: ([x]) => [x],
    loss: ([x], y) => [square(x).scale(-1), multiply(x, y).negate()],
    gradient: ([x], y) => [[x, y.negate()]],
    hessian: () => [[one]],
  },
  binomial: {
    eta: anything, y: [0, 1, 5, 10],
    response: ([x]) => [divide(of(10), add(one, exp(x.negate())))],
    loss: ([x], y) => [multiply(of(10), log1p(exp(x.abs().negate()))), multiply(subtract(x.sign() > 0 ? of(10) : Real.zero, y), x)],
    gradient: ([x], y) => [[divide(of(10), add(one, exp(x.negate()))), y.negate()]],
    hessian: ([x]) => [[divide(of(10), multiply(add(one, exp(x)), add(one, exp(x.negate()))))]],
  },
  normal: {
    eta: pairs, y: [0, -1.5, 3],
    response: ([a, b]) => [divide(a, b).scale(-1).negate()],
    loss: ([a, b], y) => [divide(square(a), b).scale(-2).negate(), log(b.scale(1).negate()).scale(-1).negate(), multiply(a, y).negate(), multiply(b, square(y)).negate()],
    gradient: ([a, b], y) => [
      [divide(a, b).scale(-1).negate(), y.negate()],
      [square(divide(a, b)).scale(-2), divide(one, b).scale(-1).negate(), square(y).negate()],
    ],
    hessian: ([a, b]) => {
      const cross = divide(a, square(b)).scale(-1);
      return [[divide(one, b).scale(-1).negate()], [cross], [cross], [divide(one, square(b)).scale(-1), divide(square(divide(a, b)), b).scale(-1).negate()]];
    },
  },
  loaded_die: {
    eta: anything, y: faces,
    response: ([x]) => [mean(x, of)],
    loss: ([x], y) => [log1p(total(weights(x).slice(...(x.sign() > 0 ? [0, 5] : [1])))), multiply(subtract(of(x.sign() > 0 ? 6 : 1), y), x)],
    gradient: ([x], y) => [[mean(x, of), y.negate()]],
    hessian: ([x]) => [[mean(x, (k) => square(subtract(of(k), mean(x, of))))]],
  },
}; // prettier-ignore

/** Where kernels are judged. In single precision the points are those of everyday size. */
const runs = [
  { target: 'ts', precision: 'f64', largest: Infinity },
  { target: 'wasm', precision: 'f64', largest: Infinity },
  { target: 'wasm', precision: 'f32', largest: 1e8 },
] as const;
type Run = (typeof runs)[number];

/** What of the points a format holds. */
const representable = (points: readonly (readonly number[])[], { precision, largest }: Run): number[][] =>
  points
    .map((point) => point.map((x) => (precision === 'f32' ? Math.fround(x) : x)))
    .filter((point) => point.every((x) => Math.abs(x) <= largest && Math.abs(x) >= 1 / largest));

/** Notes the errors of a family's kernels at every point of its definition. */
const measure = (kernels: KernelModule, definition: Definition, run: Run, worst: Worst): void => {
  const note = (name: Budgeted, actual: number, terms: Terms, at: unknown): void => {
    const scale = terms.reduce((a, b) => (a.compare(b.abs()) >= 0 ? a : b.abs()), Real.zero);
    const wanted = total(terms);
    const ulps = isTiny(actual, wanted, run.precision)
      ? 0
      : ulpsBetween(actual, wanted, run.precision, scale);
    worst.note(name, ulps, () => `${JSON.stringify(at)}: ${actual} for ${wanted.toString(20)}`);
  };
  const s = kernels.parameters;
  const [meanOut, gradient, hessian, eta, outcome] = [1, s, s * s, s, 1].map((size) => floats(kernels, size));
  for (const point of representable(definition.eta, run)) {
    eta.set(point);
    const x = point.map(of);
    kernels.response(eta, meanOut, 1);
    kernels.hessian(eta, hessian, 1);
    note('response', meanOut[0], definition.response(x), point);
    definition.hessian(x).forEach((terms, i) => note('hessian', hessian[i], terms, point));
    for (const y of definition.y) {
      outcome[0] = y;
      if (!(Math.abs(y) <= run.largest) || outcome[0] !== y) continue;
      const loss = kernels.gradient(eta, outcome, gradient, 1);
      note('loss', loss, definition.loss(x, of(y)), { point, y });
      definition.gradient(x, of(y)).forEach((terms, i) => note('gradient', gradient[i], terms, { point, y }));
    }
  }
};

const families = Object.values(derivations).flatMap((value) =>
  typeof value === 'function' || value.name === 'bernoulli' ? [] : [value],
);

describe.each(families.map((derivation) => [derivation.name, derivation] as const))(
  '%s',
  (name, derivation) => {
    test.each(runs)('stays within its budget on $target in $precision', async (run) => {
      const { target, precision } = run;
      const kernels = await compile(derivation, { target, precision });
      const worst = new Worst(`${name} on ${target} in ${precision}`);
      measure(kernels, definitions[name], run, worst);
      worst.isWithin(budgets[target][precision].scaled);
    });
  },
);
