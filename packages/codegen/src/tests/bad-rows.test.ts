// What is no row at all: natural parameters that are not finite or outside their space, outcomes outside the support. Such a row is
// NaN in every function of every family, on every target that runs by itself and in either precision, and spoils no other.
import type { KernelModule } from '@expfam/runtime';
import { describe, expect, test } from 'vitest';
import { rowsOf } from './bad-rows.fixture.js';
import type { Row } from './bad-rows.fixture.js';
import { printableCatalogue } from './catalogue.fixture.js';
import { compile } from '../compile.js';
import { floats } from './truth.fixture.js';

const { NaN: nan } = Number;

const targets = [
  { target: 'ts', precision: 'f64' },
  { target: 'ts', precision: 'f32' },
  { target: 'wasm', precision: 'f64' },
  { target: 'wasm', precision: 'f32' },
] as const;

const outcomes = (kernels: KernelModule, rows: readonly Row[]) =>
  kernels.classes === null
    ? floats(kernels, rows.length).map((_, i) => rows[i].y)
    : Int32Array.from(rows, ({ y }) => y);

/** Each row's numbers, of a function that writes so many of them a row. */
const written = (
  kernels: KernelModule,
  rows: readonly Row[],
  name: 'response' | 'gradient' | 'hessian' | 'jacobian',
): number[][] => {
  const [s, m] = [kernels.parameters, kernels.classes ?? kernels.columns ?? 1];
  const width = { response: m, gradient: s, hessian: s * s, jacobian: m * s }[name];
  const out = floats(kernels, rows.length * width);
  const eta = floats(kernels, rows.length * s);
  rows.forEach((row, i) => {
    eta.set(row.eta, i * s);
  });
  if (name === 'gradient') kernels.gradient(eta, outcomes(kernels, rows), out, rows.length);
  else kernels[name](eta, out, rows.length);
  return rows.map((_, i) => [...out.slice(i * width, (i + 1) * width)]);
};

describe.each(printableCatalogue().map((each) => [each.name, each] as const))(
  '%s',
  (_, { derivation, base }) => {
    const rows = rowsOf(derivation);
    test.each(targets)('has NaN where there is no row, on $target in $precision', async (how) => {
      const kernels = await compile(derivation, { ...how, base });
      for (const name of ['response', 'gradient', 'hessian', 'jacobian'] as const) {
        const found = written(kernels, rows, name);
        const [alone] = written(kernels, rows.slice(0, 1), name);
        rows.forEach((row, i) => {
          const at = `${name} at ${row.eta.join()}; ${row.y}`;
          const isKnown = name === 'gradient' ? row.isRow : row.isPoint;
          expect(found[i], at).toEqual(isKnown ? alone : alone.map(() => nan));
        });
      }
      for (const row of rows) {
        const eta = floats(kernels, row.eta.length);
        eta.set(row.eta);
        const loss = kernels.loss(eta, outcomes(kernels, [row]), 1);
        expect(Number.isNaN(loss), `loss at ${row.eta.join()}; ${row.y}`).toBe(!row.isRow);
      }
    });
  },
);
