// The loop form in WebAssembly, where an outcome is observed: the loss of a few rows side by side, and their gradients. What
// belongs to a label is taken out lane by lane, for every row has a label of its own.
import type { Kernel } from '../kernel.js';
import { whole } from '../schedules/wasm-lanes.js';
import { countUp, vectorBytes } from '../schedules/wasm-products.js';
import type { Code } from '../wasm/code.js';
import { i32, op, opWith } from '../wasm/code.js';
import type { Site } from '../wasm/site.js';
import { callPrelude } from '../wasm/site.js';
import { addPairs, exponentiate, leafAt, load, sumOfOthers, vectorAt } from './wasm-tree.js';
import type { Top } from './wasm-tree.js';
import type { Scratch } from './wasm-scratch.js';
import { advance, moving, orNaN, read, rowsAt, write } from './wasm-places.js';

/** The outcomes of the rows: labels of so many bytes, or shares of the classes. */
export interface Outcome {
  readonly y: Code;
  readonly labelBytes: Code | null;
  readonly rows: readonly Code[];
}

/** The losses of the rows. */
export interface Losses {
  readonly top: Top;
  readonly value: Code;
  readonly valid: Code;
  /** Of each lane, its label; 0 where that is out of range. None for shares. */
  readonly labels: readonly Code[];
}

/** A vector that is filled lane by lane. */
const slot = ({ slots }: Scratch, n: number): Code => whole.add(slots, n * vectorBytes);
const laneOf = ({ v }: Site, address: Code, lane: number): Code => whole.add(address, lane * v.lanes.size);

/** Stores a truth as a mask over one lane. */
const storeMask = ({ f, v }: Site, address: Code, truth: Code): void => {
  const mask = f.let(whole.subtract(i32(0), truth));
  for (let offset = 0; offset < v.lanes.size; offset += 4)
    f.do(opWith('i32.store', { offset }, address, mask));
};

/** Copies one number. */
const copy = ({ f, v }: Site, to: Code, from: Code): void => {
  const { scalar } = v.lanes;
  f.do(opWith(`${scalar}.store`, {}, to, opWith(`${scalar}.load`, {}, from)));
};

/** −log p of the rows whose logits are read; fills the tree of exponentials. */
export const lossOfRows = (site: Site, kernel: Kernel, scratch: Scratch, outcome: Outcome): Losses => {
  const { f, v } = site;
  const top = exponentiate(site, kernel, scratch);
  const rest = f.let(callPrelude(site, 'log1pAbove', [top.without(v.constant(1))]));
  const m = top.largest;
  if (outcome.labelBytes === null) {
    const valid = f.variable('v128', top.valid);
    const { size } = v.lanes;
    const places = moving(site, rowsAt(site, outcome.y, outcome.rows, kernel.classes! * size));
    countUp(site, i32(kernel.classes!), (k) => {
      const t = f.let(read(site, places));
      const isShare = v.and(v.lessEqual(v.constant(0), t), v.less(t, v.constant(Infinity)));
      valid.set(v.and(valid.value, isShare));
      const gap = v.add(v.subtract(m, load(vectorAt(scratch.logits, k))), rest);
      const term = v.select(v.equal(t, v.constant(0)), v.constant(0), v.multiply(t, gap));
      f.do(op('v128.store', whole.add(scratch.losses, leafAt(scratch, k)), term));
      advance(places, i32(size));
    });
    addPairs(site, kernel, scratch.losses);
    return { top, value: f.let(load(scratch.losses, vectorBytes)), valid: valid.value, labels: [] };
  }
  const [own, known] = [slot(scratch, 0), slot(scratch, 1)];
  const labels = outcome.rows.map((row, lane) => {
    const label = f.let(labelOf(outcome.y, outcome.labelBytes!, row));
    const isLabel = f.let(whole.less(label, kernel.classes!));
    const safe = f.let(op('i32.mul', label, isLabel));
    storeMask(site, laneOf(site, known, lane), isLabel);
    copy(site, laneOf(site, own, lane), laneOf(site, vectorAt(scratch.logits, safe), lane));
    return safe;
  });
  const value = f.let(v.add(v.subtract(m, load(own)), rest));
  return { top, value, valid: f.let(v.and(top.valid, load(known))), labels };
};

/** A label of one, two or four bytes: what a wider load brings in beside it is taken away. */
const labelOf = (y: Code, bytes: Code, row: Code): Code => {
  const kept = op('i32.shr_u', i32(-1), whole.subtract(i32(32), whole.multiply(bytes, 8)));
  return op('i32.and', opWith('i32.load', {}, whole.add(y, op('i32.mul', row, bytes))), kept);
};

/** Where gradients go, and the weights of the rows, where they have any. */
interface Wanted {
  readonly outcome: Outcome;
  readonly loss: Losses;
  readonly to: readonly Code[];
  readonly weight: Code | null;
}

/** Writes the gradients of rows whose loss was taken. */
export const gradientOfRows = (site: Site, kernel: Kernel, scratch: Scratch, wanted: Wanted): void => {
  const { f, v } = site;
  const { weight, loss } = wanted;
  const { sum: s, without } = loss.top;
  /** A row of weight 0 adds nothing, even where it is not valid. */
  const weighed = (value: Code): Code => {
    if (weight === null) return orNaN(site, loss.valid, value);
    const counts = v.not(v.equal(weight, v.constant(0)));
    return v.and(counts, orNaN(site, loss.valid, v.multiply(value, weight)));
  };
  const places = moving(site, wanted.to);
  const each = (value: (leaf: Code) => Code): void => {
    countUp(site, i32(kernel.parameters), (k) => {
      write(site, places, weighed(value(f.let(leafAt(scratch, k)))));
      advance(places, i32(v.lanes.size));
    });
  };
  const share = (leaf: Code): Code => v.divide(load(whole.add(scratch.exponentials, leaf)), s);
  if (wanted.outcome.labelBytes === null) {
    fillShares(site, kernel, scratch, wanted.outcome);
    each((leaf) => {
      const back = v.divide(without(load(whole.add(scratch.exponentials, leaf))), s);
      const t = load(whole.add(scratch.shares, leaf));
      const others = sumOfOthers(site, kernel, scratch.shares, leaf);
      return v.subtract(v.multiply(others, share(leaf)), v.multiply(t, back));
    });
    return;
  }
  each(share);
  // p − 1 is what the others have, with its sign
  const own = slot(scratch, 2);
  loss.labels.forEach((label, lane) => {
    const exponential = whole.add(scratch.exponentials, leafAt(scratch, label));
    copy(site, laneOf(site, own, lane), laneOf(site, exponential, lane));
  });
  const kept = f.let(weighed(v.divide(v.negate(without(load(own))), s)));
  loss.labels.forEach((label, lane) => {
    f.when(whole.less(label, kernel.parameters), () => {
      const to = whole.add(wanted.to[lane], op('i32.mul', label, i32(v.lanes.size)));
      f.do(opWith(v.lanes.storeLane, { lane }, to, kept));
    });
  });
};

/** Fills the tree of shares. */
const fillShares = (site: Site, kernel: Kernel, scratch: Scratch, { y, rows }: Outcome): void => {
  const { f, v } = site;
  const places = moving(site, rowsAt(site, y, rows, kernel.classes! * v.lanes.size));
  countUp(site, i32(kernel.classes!), (k) => {
    f.do(op('v128.store', whole.add(scratch.shares, leafAt(scratch, k)), read(site, places)));
    advance(places, i32(v.lanes.size));
  });
  addPairs(site, kernel, scratch.shares);
};
