// Shares and logarithms of a sum of exponentials that are known relative to the largest.
import type { Expression } from '@expfam/expression';
import { isNumber, rationalOf } from '@expfam/expression';
import type { KernelNode } from '../kernel.js';
import type { Ensemble } from '../stable/ensembles.js';
import { carriedSum, mostPlain } from './carried-sum.js';
import type { EnsembleCode, Tools } from './rounding.js';
import { sumTree } from './sum-tree.js';

/** log(1 + a) where a is a sum of exponentials, none above 1. */
export const log1pOfSum = (a: KernelNode, { builder, rounding }: Tools): KernelNode =>
  builder.call(rounding.combined ? 'log1pAbove' : 'log1p', a);

/** Exponentials relative to the top, and what else is known of it. */
export interface Terms {
  readonly exponentials: readonly KernelNode[];
  readonly top: (over: Expression) => KernelNode;
  /** Chooses by the member that is the top; `of` gives what is chosen. */
  readonly choose: (of: (member: number) => KernelNode) => KernelNode;
  /** Whether the exponential of the top is exactly 1. */
  readonly unit: boolean;
}

/** Of sums that are larger log1p is given less than it knows. */
const largestSum = 2 ** 58;

/**
 * The sum less 1, where every coefficient is 1 or more: all others where that of the top is 1, for the sum may then be 1 but for
 * digits that it has not. Null where some are less than 1, or the sum is too large.
 */
const restOver = (
  coefficients: readonly Expression[],
  { sum, other, choose }: Pick<Terms, 'choose'> & {
    readonly sum: KernelNode;
    readonly other: (member: number) => KernelNode;
  }, // prettier-ignore
  { builder: { call, constant, named } }: Tools,
): (() => KernelNode) | null => {
  const sizes = coefficients.map((c) => (isNumber(c) ? rationalOf(c).toNumber() : Number.NaN));
  const total = sizes.reduce((a, b) => a + b, 0);
  if (!sizes.includes(1) || !sizes.every((size) => size >= 1) || total >= largestSum) return null;
  const less = named('less', call('subtract', sum, constant(1)));
  return () =>
    named(
      'rest',
      choose((member) => (sizes[member] === 1 ? other(member) : less)),
    );
};

/** Shares and logarithms from exponentials relative to the top. */
export const relativeCode = (
  { exponents, coefficients }: Ensemble,
  terms: Terms,
  tools: Tools,
): EnsembleCode => {
  const { builder } = tools;
  const { call, constant, named } = builder;
  const isCarried = tools.rounding.compensated && terms.unit && exponents.length > mostPlain;
  const whole = isCarried ? carriedSum(terms.exponentials, builder) : null;
  const { sum, others, some } = whole ?? sumTree(terms.exponentials, builder);
  const all = exponents.map((_, j) => j);
  const other = (member: number): KernelNode => named(`c${member + 1}`, others(member));
  const s = named('s', sum);
  /** The sum without the top is one of the sums of all others. */
  const rest = (): KernelNode => named('rest', whole?.rest ?? terms.choose(other));
  const above = terms.unit ? rest : restOver(coefficients, { sum: s, other, choose: terms.choose }, tools);
  const logarithm = (): KernelNode =>
    named('l', above === null ? call('log', s) : log1pOfSum(above(), tools));
  const excess = (over: Expression): KernelNode => call('add', terms.top(over), logarithm());
  return {
    share: (members) => {
      if (members.length === 1)
        return named(`p${members[0] + 1}`, call('divide', terms.exponentials[members[0]], s));
      if (members.length < all.length - 1) return call('divide', some(members), s);
      if (members.length === all.length) return constant(1);
      return call('divide', other(all.find((j) => !members.includes(j))!), s);
    },
    surprise: (member) => excess(exponents[member]),
    excess,
  };
};
