// What is no row at all: natural parameters that are not finite or outside their space, outcomes outside the support. Such a row is
// NaN in every function of every family, on every target that runs by itself and in either precision, and spoils no other.
import type { Domain } from '@expfam/expression';
import { evaluator, infinity, negate } from '@expfam/expression';
import type { Derivation } from '@expfam/family';
import { arithmetic } from '@expfam/precise';
import type { KernelModule } from '@expfam/runtime';
import { describe, expect, test } from 'vitest';
import { printableCatalogue } from './catalogue.fixture.js';
import { compile } from './compile.js';
import { floats } from './truth.fixture.js';

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

const targets = [
  { target: 'ts', precision: 'f64' },
  { target: 'ts', precision: 'f32' },
  { target: 'wasm', precision: 'f64' },
  { target: 'wasm', precision: 'f32' },
] as const;

/** The ends of a domain as its text has them. */
const endsOf = (domain: Domain): readonly [number, number] => {
  const value = evaluator(arithmetic(30), new Map());
  const at = (node: typeof infinity): number =>
    node === infinity ? inf : node === negate(infinity) ? -inf : value(node).toNumber();
  if (domain.kind === 'set') {
    const values = domain.values.map(at);
    return [Math.min(...values), Math.max(...values)];
  }
  return domain.kind === 'range' || domain.kind === 'interval'
    ? [at(domain.lower), at(domain.upper)]
    : [-inf, inf];
};

const inside = ([lower, upper]: readonly [number, number]): number => {
  if (Number.isFinite(lower) && Number.isFinite(upper)) return (lower + upper) / 2;
  if (Number.isFinite(upper)) return upper - 1;
  return Number.isFinite(lower) ? lower + 1 : 0.5;
};

/** Beyond each end that there is, and what is no number at all. */
const outside = ([lower, upper]: readonly [number, number]): number[] => [
  nan, inf, -inf, ...(Number.isFinite(lower) ? [lower - 1] : []), ...(Number.isFinite(upper) ? [upper + 1] : []),
]; // prettier-ignore

/** A row: η, the outcome (a class from 0), and whether it is one. */
interface Row {
  readonly eta: readonly number[];
  readonly y: number;
  readonly isRow: boolean;
  /** Whether its η alone is in order: the functions of η alone have a result. */
  readonly isPoint: boolean;
}

const rowsOf = ({ natural, outcome, categorical, classes }: Derivation): Row[] => {
  const good = natural.map(({ domain }) => inside(endsOf(domain)));
  const ends = endsOf(outcome.domain);
  const isWhole = outcome.domain.kind !== 'interval';
  const y = categorical ? 1 : isWhole ? Math.ceil(inside(ends)) : inside(ends);
  const badEtas = natural.flatMap(({ domain }, i) =>
    outside(endsOf(domain)).map((bad) => good.map((each, j) => (i === j ? bad : each))),
  );
  const badOutcomes = categorical ? [-1, classes ?? 0, 2 ** 31 - 1] : outside(ends);
  const bad = [
    ...badEtas.map((eta) => ({ eta, y, isRow: false, isPoint: false })),
    ...badOutcomes.map((each) => ({ eta: good, y: each, isRow: false, isPoint: true })),
  ];
  const row: Row = { eta: good, y, isRow: true, isPoint: true };
  return [row, ...bad.flatMap((each) => [each, row])];
};

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
