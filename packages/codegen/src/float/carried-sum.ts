// Sums of many exponentials as a head and what its rounding left out (Knuth's two-sum), so that a probability among 64 classes
// is as good as one among four: a plain tree costs half an ulp a level, and each of two such in a Hessian twice.
import type { KernelBuilder, KernelNode } from '../kernel.js';
import type { SumTree } from './sum-tree.js';
import { sumTree } from './sum-tree.js';

/** Up to so many terms a plain tree has two levels, and little is to be gained. */
export const mostPlain = 4;

/** A sum; of one term there is no tail. */
export interface Carried {
  readonly head: KernelNode;
  readonly tail: KernelNode | null;
}

/** The sum of two, and of what was left out of each of them and of it. */
export const addCarried = (a: Carried, b: Carried, { call }: KernelBuilder): Carried => {
  const head = call('add', a.head, b.head);
  const back = call('subtract', head, a.head);
  const lost = call(
    'add',
    call('subtract', a.head, call('subtract', head, back)),
    call('subtract', b.head, back),
  );
  const tails = [a.tail, b.tail].filter((tail) => tail !== null);
  return { head, tail: [...tails, lost].reduce((sum, tail) => call('add', sum, tail)) };
};

/** The sum of a few terms of any sign. */
export const carried = (terms: readonly KernelNode[], builder: KernelBuilder): Carried =>
  terms.map((head): Carried => ({ head, tail: null })).reduce((a, b) => addCarried(a, b, builder));

/** What a carried sum offers beside those of `sumTree`. */
export interface CarriedSum extends SumTree {
  /** The sum without the 1. */
  readonly rest: KernelNode;
}

/**
 * The sum of terms of which none is above 1 and one is exactly that, for targets that round once and in the order of the code. All
 * terms but one are then the head less that term, and the tail: where the head is nothing but the 1, the tail is all the others,
 * and where the 1 stays, it is no less than what is taken away.
 */
export const carriedSum = (terms: readonly KernelNode[], builder: KernelBuilder): CarriedSum => {
  const { call, constant } = builder;
  builder.sums.add({ terms, isCarried: true });
  const between = (from: number, to: number): Carried => {
    if (to - from === 1) return { head: terms[from], tail: null };
    const middle = from + Math.ceil((to - from) / 2);
    return addCarried(between(from, middle), between(middle, to), builder);
  };
  const { head, tail } = between(0, terms.length);
  const less = (term: KernelNode): KernelNode => call('add', call('subtract', head, term), tail!);
  return {
    sum: call('add', head, tail!),
    rest: less(constant(1)),
    others: (member) => less(terms[member]),
    some: (members) =>
      sumTree(
        members.map((member) => terms[member]),
        builder,
      ).sum,
  };
};
