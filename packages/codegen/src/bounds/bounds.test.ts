// The composed bounds: of single operations what the specification says, and of whole kernels no less than a device is off.
import type { Derivation } from '@expfam/family';
import { catalogue, deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { describeWebGPU } from '@expfam/testing';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import {
  baselineCategorical,
  bernoulli,
  loadedDie,
  normal,
  poisson,
  symmetricCategorical,
} from '../tests/derivations.fixture.js';
import { onDevice } from '../tests/device.fixture.js';
import { kernelBuilder } from '../kernel.js';
import type { KernelBuilder, KernelNode } from '../kernel.js';
import { lower } from '../lower.js';
import { excessRoot } from '../special/lambert.js';
import { boundsAt, composedBounds, drawn, numbers } from './bounds.js';
import { derivedCatalogue } from '../tests/catalogue.fixture.js';
import { derivedCase, vectorCases } from '../tests/vectors.fixture.js';
import type { Place } from './bounds.js';
import { laws, ulpOf } from './laws.js';
import type { Law } from './laws.js';
import { over } from './range.js';
import type { Range } from './range.js';
import { tapeAt } from './tape.js';

const rounding = { precision: 'f32', compensated: false } as const;

describe('the bound of', () => {
  /** In ulps of the value at x. */
  const boundOf = (of: (x: KernelNode, builder: KernelBuilder) => KernelNode, x: number): number => {
    const builder = kernelBuilder();
    const tape = tapeAt(new Map([['eta', x]]));
    const node = of(builder.input('eta'), builder);
    return tape.boundOf(node) / ulpOf(tape.valueOf(node));
  };

  test('an exponential is 3 + 2 |x| ulp', () =>
    expect(boundOf((x, { call }) => call('exp', x), -20)).toBeCloseTo(43, 10));
  test('a logarithm is 3 ulp away from 1, and 2^-21 near it', () => {
    expect(boundOf((x, { call }) => call('log', x), 10)).toBeCloseTo(3, 10);
    expect(boundOf((x, { call }) => call('log', x), 1.5) * ulpOf(Math.log(1.5))).toBeCloseTo(2 ** -21, 10);
  });
  test('an exponential of a sum is that of the sum, as large as the sum is, and its own', () => {
    const found = boundOf((x, { call, constant }) => call('exp', call('add', x, constant(1))), 9);
    const value = Math.exp(10);
    const first = 23 + (value * ulpOf(10)) / ulpOf(value);
    // and by as much more as the exponential grows over the error of its argument
    expect(found / first).toBeGreaterThan(1);
    expect(found / first).toBeLessThan(Math.exp(3 * ulpOf(10)));
  });
  test('what cancels to nothing is nothing', () =>
    expect(
      boundOf(
        (x, { call, constant }) => call('add', constant(2), call('subtract', call('exp', x), call('exp', x))),
        5,
      ),
    ).toBeLessThan(24));
  test("Newton's iteration is that of its last step", () => {
    for (const d of [1e-6, 0.25, 3, 40])
      expect(boundOf((x, builder) => builder.special(excessRoot, x), d)).toBeLessThan(16);
  });
});

describe('a law over ranges', () => {
  // nothing that a device may do within the ranges is beyond what is said of them
  test.each(Object.entries(laws).filter(([, law]) => law.steps !== true))(
    '%s holds all that lies in them',
    (op, law) => {
      const next = numbers();
      const count = Math.max(1, law.slopes(1, 1.5, 1.25).length);
      for (let turn = 0; turn < 300; turn += 1) {
        const centres = Array.from({ length: count }, () => (next() < 0.5 && !/log|sqrt|power/.test(op) ? -1 : 1) * 2 ** (12 * next() - 6)); // prettier-ignore
        const ranges = centres.map((x): Range => [x - Math.abs(x) * 2 ** -18, x + Math.abs(x) * 2 ** -18]);
        const found = over(law, law.value(...centres), ranges);
        const inside = ranges.map(([from, to]) => from + (to - from) * next());
        const value = law.value(...inside);
        const own = law.own(value, ...inside);
        expect(found.own).toBeGreaterThanOrEqual(own * (1 - 1e-12));
        expect(found.range[0]).toBeLessThanOrEqual(value - own * (1 - 1e-9));
        expect(found.range[1]).toBeGreaterThanOrEqual(value + own * (1 - 1e-9));
        law.slopes(value, ...inside).forEach((slope, k) => {
          const [from, to] = found.slopes[k];
          expect(slope).toBeGreaterThanOrEqual(from - 1e-12 * Math.abs(from));
          expect(slope).toBeLessThanOrEqual(to + 1e-12 * Math.abs(to));
        });
      }
    },
  );

  test('terms of second order are held: an exponential of an error of 1/2 is off by e^(1/2) - 1', () => {
    const wide: Law = { ...laws.negate, own: () => 0.5 };
    const [low, high] = over(wide, 0, [[0, 0]]).range;
    const { slopes } = over(laws.exp, 1, [[low, high]]);
    expect(slopes[0][1] * 0.5).toBeGreaterThan(Math.expm1(0.5));
  });
});

test('sums over the outcome have no composed bound', () => {
  const conway = catalogue.find(({ name }) => name === 'conway_maxwell_poisson')!;
  const derivation = deriveDensity(readDensities(conway.density)[0], { checked: false });
  expect(composedBounds(lower(derivation, { rounding }))).toEqual({});
});

const ofCatalogue = (name: string, classes?: number) =>
  deriveDensity(readDensities(catalogue.find((each) => each.name === name)!.density)[0], {
    checked: false,
    ...(classes === undefined ? {} : { classes }),
  });

const families = {
  bernoulli,
  poisson,
  normal,
  loaded_die: loadedDie,
  'categorical, K = 3': symmetricCategorical(3),
  'categorical, K = 10 by baseline': baselineCategorical(10),
  gamma_shape_rate: ofCatalogue('gamma_shape_rate'),
  beta: ofCatalogue('beta'),
  borel: ofCatalogue('borel'),
  zero_inflated_poisson: ofCatalogue('zero_inflated_poisson'),
  generalised_inverse_gaussian: ofCatalogue('generalised_inverse_gaussian'),
  'von_mises_fisher, K = 2': ofCatalogue('von_mises_fisher', 2),
  'von_mises_fisher, K = 3': ofCatalogue('von_mises_fisher', 3),
  'von_mises_fisher, K = 8': ofCatalogue('von_mises_fisher', 8),
  'von_mises_fisher, K = 20': ofCatalogue('von_mises_fisher', 20),
};

const everyFamily: Readonly<Record<string, Derivation>> = {
  ...Object.fromEntries(derivedCatalogue().map(({ name, derivation }) => [name, derivation])),
  ...Object.fromEntries(Object.entries(vectorCases).map(([name, each]) => [name, derivedCase(each)])),
  ...families,
};

const count = 12;

describeWebGPU('no device is off by more than the composed bound', (device) => {
  test.each(Object.entries(everyFamily))('of %s', async (_, derivation) => {
    const kernel = lower(derivation, { rounding });
    const shader = await compile(derivation, { target: 'wgsl' });
    const functions = await compile(derivation, { target: 'ts' });
    const stated = composedBounds(kernel);
    for (const name of ['response', 'hessian', 'gradient'] as const) {
      // sums over the outcome have none
      if (stated[name] === undefined) continue;
      const row = kernel.rows[name]!;
      const next = numbers();
      const places: Place[] = [];
      for (let draw = 0; draw < 2000 && places.length < count; draw++) {
        const place = { kernel, name, row, inputs: drawn(row.inputs, kernel, next) };
        if (boundsAt(place) !== null) places.push(place);
      }
      // no vector that is drawn lies on a sphere of many dimensions
      if (name === 'gradient' && places.length === 0) continue;
      expect(places.length).toBeGreaterThan(0);
      const rows = places.length;
      const columns = (names: readonly string[]) =>
        names.map((input) => places.map(({ inputs }) => inputs.get(input)!));
      const etas = columns(kernel.names);
      const outcomes = columns(row.inputs.slice(kernel.names.length));
      const byRow = (all: readonly (readonly number[])[]): number[] =>
        Array.from({ length: rows }, (__, i) => all.map((column) => column[i])).flat();
      const y =
        kernel.classes === null ? Float32Array.from(outcomes.flat()) : Uint32Array.from(outcomes.flat());
      const data = { eta: Float32Array.from(etas.flat()), ...(name === 'gradient' ? { y } : {}) };
      const { result } = await onDevice(device(), shader, name, { rows, data });
      const width = row.outputs.length;
      const truth = new Float64Array(rows * width);
      const observed = byRow(outcomes);
      const labels = kernel.classes === null ? Float64Array.from(observed) : Int32Array.from(observed);
      const eta = Float64Array.from(byRow(etas));
      if (name === 'gradient') functions.gradient(eta, labels, truth, rows);
      else functions[name](eta, truth, rows);
      places.forEach((place, i) =>
        boundsAt(place)!.forEach((bound, k) => {
          if (bound === null) return;
          const { ulps, size } = bound;
          const off = Math.abs(result![k * rows + i] - truth[i * width + k]) / ulpOf(size);
          const at = JSON.stringify([...place.inputs]);
          expect(off, `${name} ${k} at ${at}`).toBeLessThanOrEqual(ulps);
        }),
      );
    }
  });
});
