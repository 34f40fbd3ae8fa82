// The memory of the loop form in WebAssembly, above what is allocated: a vector for each class and each node of a tree, with a
// lane for each of a few rows.
import type { Kernel } from '../kernel.js';
import type { Code } from '../wasm/code.js';
import { i32, op, opWith } from '../wasm/code.js';
import type { Site } from '../wasm/site.js';
import { whole } from '../schedules/wasm-lanes.js';
import { countUp, vectorBytes } from '../schedules/wasm-products.js';
import { reserve } from '../schedules/wasm-scratch.js';
import { treeOf } from './looped.js';

/** Addresses. */
export interface Scratch {
  /** Of each class, where its leaf stands in a tree, in bytes. */
  readonly leafOf: Code;
  /** The logits of the classes. */
  readonly logits: Code;
  readonly exponentials: Code;
  /** What rounding leaves out of the sums of the exponentials. */
  readonly tails: Code;
  readonly shares: Code;
  readonly losses: Code;
  /** Vectors for what is taken out lane by lane. */
  readonly slots: Code;
  /** Rows of logits, and of what they add to the gradient, one after the other. */
  readonly rows: Code;
}

/** Vectors of classes that a row fills. */
export const vectorsOf = ({ parameters }: Kernel, { v }: Pick<Site, 'v'>): number =>
  Math.ceil(parameters / v.lanes.count);

/** Vectors for what is taken out lane by lane. */
export const slotCount = 4;

/** Lays the memory out, growing it where it must, and fills the table of leaves. */
export const layOut = (site: Site, kernel: Kernel): Scratch => {
  const { f, v, module } = site;
  const classes = kernel.classes!;
  const tree = 2 * treeOf(classes).leaves * vectorBytes;
  const base = f.let(op('i32.and', whole.add(module.top, 15), i32(-16)));
  const lengths = {
    slots: slotCount * vectorBytes,
    leafOf: Math.ceil(classes / 4) * vectorBytes,
    logits: classes * vectorBytes,
    exponentials: tree,
    tails: tree,
    shares: tree,
    losses: tree,
    rows: v.lanes.count * vectorsOf(kernel, site) * vectorBytes,
  };
  let offset = 0;
  const places = Object.entries(lengths).map(([name, length]) => {
    const place = [name, f.let(whole.add(base, offset))] as const;
    offset += length;
    return place;
  });
  const scratch = Object.fromEntries(places) as { readonly [Name in keyof Scratch]: Code };
  f.do(reserve(site, whole.add(base, offset)));
  // leaves without a class stay 0, and so does the logit of the baseline
  f.do(op('memory.fill', scratch.logits, i32(0), i32(lengths.logits + 4 * tree)));
  fillLeaves(site, kernel, scratch.leafOf);
  return scratch;
};

/** Walks down the tree to every class: the left half, the larger one, hangs on the left. */
const fillLeaves = (site: Site, kernel: Kernel, to: Code): void => {
  const { f } = site;
  const classes = kernel.classes!;
  const { leaves } = treeOf(classes);
  const [node, count, first, left] = ['node', 'count', 'first', 'left'].map(() => f.variable('i32'));
  countUp(site, i32(classes), (k) => {
    const place = kernel.form === 'baseline' ? f.let(op('i32.rem_u', whole.add(k, 1), i32(classes))) : k;
    node.set(i32(1));
    count.set(i32(classes));
    first.set(i32(0));
    f.while(whole.less(node.value, leaves), () => {
      left.set(op('i32.shr_u', whole.add(count.value, 1), i32(1)));
      node.set(op('i32.shl', node.value, i32(1)));
      f.when(
        whole.less(whole.subtract(place, first.value), left.value),
        () => {
          count.set(left.value);
        },
        () => {
          node.set(whole.add(node.value, 1));
          first.set(whole.add(first.value, left.value));
          count.set(whole.subtract(count.value, left.value));
        },
      );
    });
    f.do(opWith('i32.store', {}, whole.add(to, op('i32.shl', k, i32(2))), op('i32.shl', node.value, i32(4))));
  });
};
