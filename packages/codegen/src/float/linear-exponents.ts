// Exponents that are sums of constants times natural parameters, such as 4·η₂ − 2·η₁ or η·log 4: computed as if their products and
// sums were exact, in units so large that none overflows, since what matters is their differences.
import type { Expression } from '@expfam/expression';
import { evaluator, factorsOf, multiply, symbolsOf, termsOf, variableOf, zero } from '@expfam/expression';
import { arithmetic, Real } from '@expfam/precise';
import type { KernelNode } from '../kernel.js';
import { opaqueOf } from '../special/opaque.js';
import type { Ensemble } from '../stable/ensembles.js';
import { addCarried } from './carried-sum.js';
import type { Carried } from './carried-sum.js';
import type { Tools } from './rounding.js';

const exact = arithmetic(40);

/** c times a natural parameter. */
interface Multiple {
  readonly coefficient: Real;
  readonly atom: Expression;
}

/** An exponent as multiples of inputs; null where it is anything else. */
const multiplesOf = (exponent: Expression, isInput: (symbol: Expression) => boolean): Multiple[] | null => {
  const read = (exponent === zero ? [] : termsOf(exponent)).map((term): Multiple | null => {
    const atoms = factorsOf(term).filter((factor) => factor.op === 'symbol');
    const rest = multiply(...factorsOf(term).filter((factor) => factor.op !== 'symbol'));
    if (atoms.length !== 1 || symbolsOf(rest).size > 0 || !isInput(atoms[0])) return null;
    return { coefficient: evaluator(exact, new Map())(rest), atom: atoms[0] };
  });
  return read.includes(null) ? null : (read as Multiple[]);
};

const isDyadic = (x: Real): boolean => {
  const value = Math.abs(x.toNumber());
  return Number.isInteger(Math.log2(value)) && x.equals(Real.fromNumber(x.toNumber()));
};

/** Whether a product or a sum of them could be off, or overflow where their difference does not. */
const isDelicate = (multiples: readonly Multiple[]): boolean =>
  multiples.length > 1 || multiples.some(({ coefficient }) => !isDyadic(coefficient));

/** By which power of two inputs are made smaller, so that coefficients up to half of it overflow nothing, and the bits that are split off. */
const formats = { f64: { down: 64, split: 27 }, f32: { down: 32, split: 12 } } as const;

/** Exponents over 2^down. */
export interface LinearExponents {
  readonly exponents: readonly Carried[];
  readonly down: number;
}

/** A number in two halves of which each has half of the bits (Veltkamp). */
export const halvesOf = (w: KernelNode, { builder: { call, constant }, rounding }: Tools) => {
  const { split } = formats[rounding.precision];
  const spread = call('multiply', constant(2 ** split + 1), w);
  const upper = call('subtract', spread, call('subtract', spread, w));
  return [upper, call('subtract', w, upper)] as const;
};

/** c·w for a constant c, and what its rounding leaves out (Dekker). */
const product = (
  c: Real,
  w: KernelNode,
  halves: () => readonly [KernelNode, KernelNode],
  tools: Tools,
): Carried => {
  const { call, constant } = tools.builder;
  const fits = tools.rounding.precision === 'f32' ? Math.fround : (x: number): number => x;
  const high = fits(c.toNumber());
  const low = exact.subtract(c, Real.fromNumber(high)).toNumber();
  const rest = low === 0 ? [] : [call('multiply', constant(low), w)];
  const head = high === 1 ? w : high === -1 ? call('negate', w) : call('multiply', constant(high), w);
  if (isDyadic(Real.fromNumber(high))) return { head, tail: rest[0] ?? null };
  const { split } = formats[tools.rounding.precision];
  const spread = fits((2 ** split + 1) * high);
  const upper = fits(spread - fits(spread - high));
  const lower = high - upper;
  const [w1, w2] = halves();
  const lost = call('add', call('subtract', call('multiply', constant(upper), w1), head), call('multiply', constant(upper), w2)); // prettier-ignore
  const crossed = lower === 0 ? [] : [call('multiply', constant(lower), w1), call('multiply', constant(lower), w2)]; // prettier-ignore
  return { head, tail: [...crossed, ...rest].reduce((sum, part) => call('add', sum, part), lost) };
};

/** The exponents of an ensemble where they are linear and plain products or sums would not do; null elsewhere. */
export const linearExponents = ({ exponents }: Ensemble, tools: Tools): LinearExponents | null => {
  const { builder, lower, rounding } = tools;
  if (!rounding.compensated) return null;
  const isInput = (symbol: Expression): boolean =>
    opaqueOf(symbol) === undefined && lower(symbol).kind === 'input';
  const read = exponents.map((exponent) => multiplesOf(exponent, isInput));
  const all = read.filter((each) => each !== null);
  if (all.length < read.length || !all.some(isDelicate)) return null;
  const { down } = formats[rounding.precision];
  const most = Math.max(...all.flat().map(({ coefficient }) => Math.abs(coefficient.toNumber())));
  if (most * all.length >= 2 ** (down - formats[rounding.precision].split - 2)) return null;
  const known = new Map<
    Expression,
    { readonly w: KernelNode; halves: readonly [KernelNode, KernelNode] | null }
  >();
  const at = (atom: Expression) => {
    const name = `w${variableOf(atom).name.replace(/\D+/, '')}`;
    const w = builder.named(name, builder.call('multiply', builder.constant(2 ** -down), lower(atom)));
    const found = known.get(atom) ?? { w, halves: null };
    known.set(atom, found);
    return found;
  };
  const productOf = ({ coefficient, atom }: Multiple): Carried => {
    const found = at(atom);
    return product(coefficient, found.w, () => (found.halves ??= halvesOf(found.w, tools)), tools);
  };
  const sums = all.map((multiples) => {
    const [first, ...others] = multiples.map(productOf);
    if (first === undefined) return { head: builder.constant(0), tail: null };
    return normal(
      others.reduce((sum, each) => addCarried(sum, each, builder), first),
      tools,
    );
  });
  return { exponents: sums, down };
};

/** The same sum with a tail of no more than half a place of its head: heads then compare as sums do, and equal ones by their tails. */
const normal = ({ head, tail }: Carried, { builder: { call } }: Tools): Carried => {
  if (tail === null) return { head, tail };
  const sum = call('add', head, tail);
  return { head: sum, tail: call('subtract', tail, call('subtract', sum, head)) };
};
