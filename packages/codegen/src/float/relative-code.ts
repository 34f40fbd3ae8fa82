// Shares and logarithms of a sum of exponentials that are known relative to the largest.
import type { Expression } from '@expfam/expression';
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

/** Shares and logarithms from exponentials relative to the top. */
export const relativeCode = ({ exponents }: Ensemble, terms: Terms, tools: Tools): EnsembleCode => {
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
  const logarithm = (): KernelNode => named('l', terms.unit ? log1pOfSum(rest(), tools) : call('log', s));
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
