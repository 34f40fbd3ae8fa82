// Rows that are none, of any family: natural parameters that are not finite or outside their space, outcomes outside the support; and
// what the functions of a module write for a list of rows.
import type { Domain } from '@expfam/expression';
import { evaluator, infinity, negate } from '@expfam/expression';
import type { Derivation } from '@expfam/family';
import { arithmetic } from '@expfam/precise';
import type { FloatArray, KernelModule } from '@expfam/runtime';
import { floats } from './truth.fixture.js';

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

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
export interface Row {
  readonly eta: readonly number[];
  readonly y: number;
  readonly isRow: boolean;
  /** Whether its η alone is in order: the functions of η alone have a result. */
  readonly isPoint: boolean;
}

/** Good rows and between them bad ones. */
export const rowsOf = ({ natural, outcome, categorical, classes }: Derivation): Row[] => {
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

/** The targets that run by themselves, in either precision. */
export const everywhere = [
  { target: 'ts', precision: 'f64' },
  { target: 'ts', precision: 'f32' },
  { target: 'wasm', precision: 'f64' },
  { target: 'wasm', precision: 'f32' },
] as const;

/** The functions that write numbers for every row. */
export const writers = ['response', 'gradient', 'hessian', 'jacobian'] as const;

/** Rows one after the other, in the precision of a kernel. */
export const filled = (kernels: KernelModule, rows: readonly (readonly number[])[]): FloatArray => {
  const out = floats(kernels, rows.flat().length);
  out.set(rows.flat());
  return out;
};

/** Each row's numbers, of a function that writes so many of them a row. */
export const written = (
  kernels: KernelModule,
  name: (typeof writers)[number],
  { etas, y }: { readonly etas: readonly (readonly number[])[]; readonly y: FloatArray | Int32Array },
): number[][] => {
  const [s, m] = [kernels.parameters, kernels.classes ?? kernels.columns ?? 1];
  const width = { response: m, gradient: s, hessian: s * s, jacobian: m * s }[name];
  const out = floats(kernels, etas.length * width);
  if (name === 'gradient') kernels.gradient(filled(kernels, etas), y, out, etas.length);
  else kernels[name](filled(kernels, etas), out, etas.length);
  return etas.map((_, i) => [...out.slice(i * width, (i + 1) * width)]);
};
