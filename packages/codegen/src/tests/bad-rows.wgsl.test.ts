// The same on a device: its training pass has no loss where a row is none, whichever it is, of every family of numbers, classes and
// vectors. What is no number at all the host finds before anything is sent.
import { text } from '@expfam/expression';
import type { Derivation } from '@expfam/family';
import { evaluate } from '@expfam/oracle';
import { webgpu } from '@expfam/runtime';
import { describeWebGPU } from '@expfam/testing';
import { expect, test } from 'vitest';
import { rowsOf } from './bad-rows.fixture.js';
import { printableCatalogue } from './catalogue.fixture.js';
import { compile } from '../compile.js';
import { derivedCase, vectorCases } from './vectors.fixture.js';

/** A good row, and bad ones by their η or their outcome. */
interface Rows {
  readonly derivation: Derivation;
  readonly eta: readonly number[];
  readonly y: readonly number[];
  readonly badEtas: readonly (readonly number[])[];
  readonly badOutcomes: readonly (readonly number[])[];
}

const ofNumbers = (derivation: Derivation): Rows => {
  const [good, ...others] = rowsOf(derivation);
  const bad = others.filter(({ isRow }) => !isRow);
  return {
    derivation,
    eta: good.eta,
    y: [good.y],
    badEtas: bad.filter(({ isPoint }) => !isPoint).map(({ eta }) => eta),
    badOutcomes: bad.filter(({ isPoint, y }) => isPoint && Number.isFinite(y)).map(({ y }) => [y]),
  };
};

const ofVectors = (name: string): Rows => {
  const each = vectorCases[name];
  const derivation = derivedCase(each);
  const values = { ...each.constants, ...each.parameters };
  const eta = derivation.natural.map(({ expression }) => evaluate(text(expression), values).toNumber());
  const wrong = [Number.NaN, Infinity, -Infinity];
  return {
    derivation,
    eta,
    y: each.outcomes[0],
    badEtas: eta.flatMap((_, i) => wrong.map((bad) => eta.map((value, j) => (i === j ? bad : value)))),
    badOutcomes: each.outside.filter((y) => y.every(Number.isFinite)),
  };
};

const all = [
  ...printableCatalogue().map(({ name, derivation }) => [name, () => ofNumbers(derivation)] as const),
  ...Object.keys(vectorCases).map((name) => [name, () => ofVectors(name)] as const),
];

describeWebGPU('rows that are none, on a device', (device) => {
  test.each(all)('%s has no loss with one', async (_, rowsOfFamily) => {
    const { derivation, eta, y, badEtas, badOutcomes } = rowsOfFamily();
    const kernels = await compile(derivation, { target: 'ts' });
    const gpu = webgpu(await compile(derivation, { target: 'wgsl' }), { device: device() });
    /** Each row has a column of its own, so that its weights are its natural parameters. */
    const totals = async (
      outcomes: readonly (readonly number[])[],
      points: readonly (readonly number[])[],
    ) => {
      const observed =
        kernels.classes === null ? Float64Array.from(outcomes.flat()) : Int32Array.from(outcomes.flat());
      const problem = {
        kernels, rows: 2, columns: 2, x: Float64Array.of(1, 0, 0, 1), y: observed, rowWeights: null, offset: null,
      }; // prettier-ignore
      const evaluator = await gpu.open(problem);
      const found = [];
      for (const point of points) {
        const slope = new Float64Array(2 * eta.length);
        found.push(await evaluator.total(Float64Array.of(...eta, ...point), slope));
      }
      evaluator.close();
      return found;
    };
    const [good, ...bad] = await totals([y, y], [eta, ...badEtas]);
    expect(good).not.toBeNaN();
    expect(bad).toEqual(badEtas.map(() => Number.NaN));
    for (const outcome of badOutcomes)
      expect(await totals([y, outcome], [eta]), `y = ${outcome.join()}`).toEqual([Number.NaN]);
  });
});
