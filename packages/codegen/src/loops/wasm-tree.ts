// Trees of sums over the classes in WebAssembly, a row in each lane, and the exponentials that fill them.
import type { Kernel } from '../kernel.js';
import { whole } from '../schedules/wasm-lanes.js';
import { countUp, vectorBytes } from '../schedules/wasm-products.js';
import type { Code } from '../wasm/code.js';
import { i32, op, opWith } from '../wasm/code.js';
import type { Site } from '../wasm/site.js';
import { callPrelude } from '../wasm/site.js';
import { treeOf } from './looped.js';
import type { Scratch } from './wasm-scratch.js';

/** A vector at an address. */
export const load = (address: Code, offset = 0): Code => opWith('v128.load', { offset }, address);

/** Bytes up to the vector of a class. */
export const vectorAt = (base: Code, k: Code): Code => whole.add(base, op('i32.shl', k, i32(4)));

/** Where the leaf of a class stands in a tree. */
export const leafAt = ({ leafOf }: Scratch, k: Code): Code =>
  op('i32.load', whole.add(leafOf, op('i32.shl', k, i32(2))));

/** Adds the pairs of a tree up from its leaves. */
export const addPairs = (site: Site, kernel: Kernel, tree: Code): void => {
  const { f, v } = site;
  const { leaves } = treeOf(kernel.classes!);
  const node = f.variable('i32', i32((leaves - 1) * vectorBytes));
  f.while(node.value, () => {
    const pair = f.let(whole.add(tree, op('i32.shl', node.value, i32(1))));
    f.do(op('v128.store', whole.add(tree, node.value), v.add(load(pair), load(pair, vectorBytes))));
    node.set(whole.subtract(node.value, vectorBytes));
  });
};

/** The same with what rounding leaves out of each sum (Knuth) in a tree beside it, whose leaves are 0. */
const addCarried = (site: Site, kernel: Kernel, { exponentials, tails }: Scratch): void => {
  const { f, v } = site;
  const { leaves } = treeOf(kernel.classes!);
  const node = f.variable('i32', i32((leaves - 1) * vectorBytes));
  f.while(node.value, () => {
    const pair = f.let(op('i32.shl', node.value, i32(1)));
    const [heads, lost] = [exponentials, tails].map((tree) => {
      const place = f.let(whole.add(tree, pair));
      return [f.let(load(place)), f.let(load(place, vectorBytes))] as const;
    });
    const [a, b] = heads;
    const head = f.let(v.add(a, b));
    const back = f.let(v.subtract(head, a));
    const tail = v.add(v.subtract(a, v.subtract(head, back)), v.subtract(b, back));
    f.do(op('v128.store', whole.add(exponentials, node.value), head));
    f.do(op('v128.store', whole.add(tails, node.value), v.add(v.add(...lost), tail)));
    node.set(whole.subtract(node.value, vectorBytes));
  });
};

/** The siblings of a leaf on the way down from the root, one after the other. */
const downTo = (site: Site, kernel: Kernel, leaf: Code, visit: (sibling: Code) => void): void => {
  const { f } = site;
  const step = f.variable('i32', i32(treeOf(kernel.classes!).depth));
  const node = f.let(op('i32.shr_u', leaf, i32(4)));
  f.while(step.value, () => {
    step.set(whole.subtract(step.value, 1));
    visit(op('i32.shl', op('i32.xor', op('i32.shr_u', node, step.value), i32(1)), i32(4)));
  });
};

/** The sum of all leaves but one, in every lane. */
export const sumOfOthers = (site: Site, kernel: Kernel, tree: Code, leaf: Code): Code => {
  const callable = site.module.once('sumOfOthers', () =>
    site.module.define(null, { takes: ['i32', 'i32'], gives: 'v128' }, (f) => {
      const [from, to] = f.parameters.map(({ value }) => value);
      const sum = f.variable('v128', site.v.constant(0));
      downTo({ ...site, f }, kernel, to, (sibling) => {
        sum.set(site.v.add(sum.value, load(whole.add(from, sibling))));
      });
      return sum.value;
    }),
  );
  return callable(tree, leaf);
};

/** The largest logits, which lanes have none but finite ones, and the sum of the exponentials with what rounding left out. */
export interface Top {
  readonly largest: Code;
  readonly valid: Code;
  readonly sum: Code;
  /** The sum without one of them: the largest is 1, so that nothing cancels. */
  readonly without: (exponential: Code) => Code;
}

/** Fills the tree with exponentials relative to the largest logit of each lane. */
export const exponentiate = (site: Site, kernel: Kernel, scratch: Scratch): Top => {
  const { f, v } = site;
  const classes = kernel.classes!;
  const first = i32(kernel.form === 'baseline' ? classes - 1 : 0);
  const largest = f.variable('v128', load(vectorAt(scratch.logits, first)));
  const valid = f.variable('v128', v.equal(v.constant(0), v.constant(0)));
  countUp(site, i32(classes), (k) => {
    const x = f.let(load(vectorAt(scratch.logits, k)));
    valid.set(v.and(valid.value, v.less(v.abs(x), v.constant(Infinity))));
    largest.set(v.select(v.less(largest.value, x), x, largest.value));
  });
  const m = largest.value;
  countUp(site, i32(classes), (k) => {
    const e = callPrelude(site, 'expBelow', [load(vectorAt(scratch.logits, k)), m]);
    f.do(op('v128.store', whole.add(scratch.exponentials, leafAt(scratch, k)), e));
  });
  addCarried(site, kernel, scratch);
  const [head, tail] = [scratch.exponentials, scratch.tails].map((tree) => f.let(load(tree, vectorBytes)));
  return {
    largest: m,
    valid: valid.value,
    sum: f.let(v.add(head, tail)),
    without: (exponential) => v.add(v.subtract(head, exponential), tail),
  };
};
