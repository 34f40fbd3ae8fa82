// What lowering asks of the factors of a product: which may be 0 where another is infinite, and which are quotients by sums, so
// that neither overflows alone.
import type { Expression } from '@expfam/expression';
import { factorsOf, splitCoefficient } from '@expfam/expression';
import type { KernelBuilder, KernelNode } from '../kernel.js';
import { opaqueOf } from '../special/opaque.js';

const isNegative = (term: Expression): boolean => splitCoefficient(term)[0].sign < 0;

/** Whether a formula holds an exponential. */
export const mayOverflow = (node: Expression): boolean => node.op === 'exp' || node.args.some(mayOverflow);

/** Whether it is a share of a sum. */
export const isWhole = (factor: Expression): boolean => opaqueOf(factor)?.stable.function === null;

/** Whether a factor may be 0 where another is infinite: a share, or a function that falls where an exponential grows. */
export const fades = (factor: Expression, beside: readonly Expression[]): boolean => {
  const call = opaqueOf(factor);
  if (call === undefined || call.stable.range === 'real') return false;
  return beside.some(
    (other) =>
      other !== factor &&
      (isWhole(factor) ? mayOverflow(other) : call.args.some((x) => x.op === 'exp') && other.op === 'exp'),
  );
};

/** Whether a term is divided by sums alone. */
export const isOverSums = (term: Expression): boolean => {
  const below = factorsOf(term).filter(({ op, args }) => op === 'power' && isNegative(args[1]));
  return below.length > 0 && below.every(({ args: [base] }) => base.op === 'add');
};

/**
 * A product over sums, such as a determinant and its powers: each divides a factor of its own, and the others are shared out, so
 * that what is multiplied is no larger than an entry of an inverse, or a mean.
 */
export const overSums = (
  over: readonly KernelNode[],
  under: readonly KernelNode[],
  { call }: KernelBuilder,
): KernelNode => {
  const free = over.length - under.length;
  const groups = under.map((divisor, i) => call('divide', over[free + i], divisor));
  for (let i = 0; i < free; i++) {
    const group = i % groups.length;
    groups[group] = call('multiply', over[i], groups[group]);
  }
  return groups.reduce((a, b) => call('multiply', a, b));
};
