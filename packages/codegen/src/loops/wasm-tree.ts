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

/** The sum of all leaves but one in a single lane, left in a slot; the tree begins at that lane. */
export const keepSumOfOthers = (
  site: Site,
  kernel: Kernel,
  { tree, leaf, to }: { readonly tree: Code; readonly leaf: Code; readonly to: Code },
): void => {
  const { scalar } = site.v.lanes;
  const callable = site.module.once('keepSumOfOthers', () =>
    site.module.define(null, { takes: ['i32', 'i32', 'i32'], gives: null }, (f) => {
      const [from, end, place] = f.parameters.map(({ value }) => value);
      const sum = f.variable(scalar);
      downTo({ ...site, f }, kernel, end, (sibling) => {
        sum.set(op(`${scalar}.add`, sum.value, opWith(`${scalar}.load`, {}, whole.add(from, sibling))));
      });
      f.do(opWith(`${scalar}.store`, {}, place, sum.value));
      return undefined;
    }),
  );
  site.f.do(callable(tree, leaf, to));
};

/** The largest logits, whose leaves they have, and which lanes have none but finite ones. */
export interface Top {
  readonly largest: Code;
  readonly leaves: Code;
  readonly valid: Code;
}

/** Fills the tree with exponentials relative to the largest logit of each lane. */
export const exponentiate = (site: Site, kernel: Kernel, scratch: Scratch): Top => {
  const { f, v } = site;
  const classes = kernel.classes!;
  const first = i32(kernel.form === 'baseline' ? classes - 1 : 0);
  const spread = (leaf: Code): Code =>
    v.lanes.count === 4 ? op('i32x4.splat', leaf) : op('i64x2.splat', op('i64.extend_i32_u', leaf));
  const largest = f.variable('v128', load(vectorAt(scratch.logits, first)));
  const leaves = f.variable('v128', spread(leafAt(scratch, first)));
  const valid = f.variable('v128', v.equal(v.constant(0), v.constant(0)));
  countUp(site, i32(classes), (k) => {
    const x = f.let(load(vectorAt(scratch.logits, k)));
    const isMore = f.let(v.less(largest.value, x));
    valid.set(v.and(valid.value, v.less(v.abs(x), v.constant(Infinity))));
    largest.set(v.select(isMore, x, largest.value));
    leaves.set(v.select(isMore, spread(leafAt(scratch, k)), leaves.value));
  });
  const m = largest.value;
  countUp(site, i32(classes), (k) => {
    const e = callPrelude(site, 'expBelow', [load(vectorAt(scratch.logits, k)), m]);
    f.do(op('v128.store', whole.add(scratch.exponentials, leafAt(scratch, k)), e));
  });
  addPairs(site, kernel, scratch.exponentials);
  return { largest: m, leaves: leaves.value, valid: valid.value };
};
