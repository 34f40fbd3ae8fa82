// Floating-point code of an ensemble whose exponents are whole multiples of one expression, as a family on a finite range has them.
import type { Expression } from '@expfam/expression';
import { add, divide, isNumber, one, rationalOf, splitCoefficient, termsOf, zero } from '@expfam/expression';
import type { KernelNode } from '../kernel.js';
import type { Ensemble } from '../stable/ensembles.js';
import { halvesOf } from './linear-exponents.js';
import { relativeCode } from './relative-code.js';
import { exponential, exponentFloor } from './rounding.js';
import type { EnsembleCode, Tools } from './rounding.js';

/** Whole multiples of one expression. */
interface Ladder {
  readonly atom: Expression;
  readonly steps: readonly number[];
}

/** The exponents as whole multiples of one expression, as a family on a finite range of numbers has them; null for others. */
export const ladderOf = ({ exponents }: Ensemble): Ladder | null => {
  const parts = exponents.filter((x) => x !== zero).map(splitCoefficient);
  const [, atom] = parts[0];
  const steps = exponents.map((x) => (x === zero ? 0 : splitCoefficient(x)[0].toNumber()));
  return parts.every(([, rest]) => rest === atom) && atom.op !== 'add' && steps.every(Number.isInteger)
    ? { atom, steps }
    : null;
};

/** Whether the step down from either end is no power of two: the product that decides what is small there is then rounded. */
const isDelicate = (steps: readonly number[]): boolean => {
  const sorted = [...new Set(steps)].sort((a, b) => a - b);
  const ends = [sorted[1] - sorted[0], sorted[sorted.length - 1] - sorted[sorted.length - 2]];
  return ends.some((end) => !Number.isInteger(Math.log2(end)));
};

type Power = (step: KernelNode, label: string) => KernelNode;

const plainPower =
  (v: KernelNode, tools: Tools): Power =>
  (step, label) =>
    exponential(tools.builder.call('multiply', step, v), label, tools);

/** exp(step·v) for whole steps of no more than half of the bits, to first order corrected for the rounding of the product. */
const exactPower = (v: KernelNode, tools: Tools): Power => {
  const { call, constant, named } = tools.builder;
  const far = constant(-exponentFloor[tools.rounding.precision]);
  // beyond, one step is 0 already
  const near = named('v', call('maximum', call('negate', far), call('minimum', v, far)));
  const [upper, lower] = halvesOf(near, tools);
  return (step, label) => {
    const d = named(`d${label}`, call('multiply', step, near));
    const lost = call('add', call('subtract', call('multiply', step, upper), d), call('multiply', step, lower)); // prettier-ignore
    const w = named(`w${label}`, call('exp', d));
    return named(`e${label}`, call('add', w, call('multiply', w, lost)));
  };
};

/** Exponents aⱼ·v: the top is the last for v > 0 and the first below, and (aⱼ − a)·v rounds once. */
export const ladderCode = (ensemble: Ensemble, tools: Tools): EnsembleCode => {
  const { builder, lower } = tools;
  const { call, constant, named } = builder;
  const { atom, steps } = ladderOf(ensemble)!;
  const v = lower(atom);
  const [least, most] = [Math.min(...steps), Math.max(...steps)];
  const rising = call('less', constant(0), v);
  const a = named('a', call('select', rising, constant(most), constant(least)));
  const power = isDelicate(steps) && tools.rounding.compensated ? exactPower(v, tools) : plainPower(v, tools);
  const exponentials = steps.map((step, j) => {
    const e = power(call('subtract', constant(step), a), `${j + 1}`);
    const coefficient = ensemble.coefficients[j];
    return coefficient === one ? e : call('multiply', lower(coefficient), e);
  });
  const unit = ensemble.coefficients.every((c) => c === one);
  const top = (over: Expression): KernelNode => {
    const slope = add(...termsOf(over).map((term) => divide(term, atom)));
    const free = isNumber(slope) && rationalOf(slope).sign === 0 ? a : call('subtract', a, lower(slope));
    return call('multiply', free, v);
  };
  const choose = (of: (member: number) => KernelNode): KernelNode =>
    call('select', rising, of(steps.indexOf(most)), of(steps.indexOf(least)));
  return relativeCode(ensemble, { exponentials, top, choose, unit }, tools);
};
