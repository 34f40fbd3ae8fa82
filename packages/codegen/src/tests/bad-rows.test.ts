// What is no row at all: natural parameters that are not finite or outside their space, outcomes outside the support. Such a row is
// NaN in every function of every family, on every target that runs by itself and in either precision, and spoils no other.
import type { FloatArray, KernelModule } from '@expfam/runtime';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { everywhere, filled, rowsOf, writers, written } from './bad-rows.fixture.js';
import type { Row } from './bad-rows.fixture.js';
import { printableCatalogue } from './catalogue.fixture.js';

const { NaN: nan } = Number;

const outcomes = (kernels: KernelModule, rows: readonly Row[]): FloatArray | Int32Array =>
  kernels.classes === null
    ? filled(kernels, rows.map(({ y }) => [y])) // prettier-ignore
    : Int32Array.from(rows, ({ y }) => y);

describe.each(printableCatalogue().map((each) => [each.name, each] as const))(
  '%s',
  (_, { derivation, base }) => {
    const rows = rowsOf(derivation);
    const etas = rows.map(({ eta }) => eta);
    test.each(everywhere)('has NaN where there is no row, on $target in $precision', async (how) => {
      const kernels = await compile(derivation, { ...how, base });
      const y = outcomes(kernels, rows);
      for (const name of writers) {
        const found = written(kernels, name, { etas, y });
        const [alone] = written(kernels, name, { etas: etas.slice(0, 1), y: y.slice(0, 1) });
        rows.forEach((row, i) => {
          const at = `${name} at ${row.eta.join()}; ${row.y}`;
          const isKnown = name === 'gradient' ? row.isRow : row.isPoint;
          expect(found[i], at).toEqual(isKnown ? alone : alone.map(() => nan));
        });
      }
      rows.forEach((row, i) => {
        const loss = kernels.loss(filled(kernels, [row.eta]), y.slice(i, i + 1), 1);
        expect(Number.isNaN(loss), `loss at ${row.eta.join()}; ${row.y}`).toBe(!row.isRow);
      });
    });
  },
);
