// The scratch memory of a linear function and how it is filled: weights and gradient with a vector of features for each
// parameter, the numbers of the rows of a block, their last features padded with zeros, and η or the steps of the block.
import type { Code } from '../wasm/code.js';
import { i32, op, opWith } from '../wasm/code.js';
import type { Site } from '../wasm/site.js';
import { whole } from './wasm-lanes.js';
import { countUp, vectorBytes } from './wasm-products.js';

/** Free memory begins here: 0 stands for an array that is absent. */
export const firstFree = 1024;

/** Rows of a block at most. */
const blockRows = 64;

/** Bytes of x that a block may have: so many stay in the cache between the two products. */
const blockBytes = 1 << 17;

/**
 * Vectors of rows that the row kernel takes side by side at most: one alone waits for its exponentials and its logarithm, which
 * is longer than what a processor looks ahead.
 */
export const mostBeside = 2;

/** A block of rows, by the addresses of its parts. */
export interface Scratch {
  readonly weights: Code;
  readonly gradient: Code;
  /** Numbers of rows. */
  readonly slots: Code;
  readonly tails: Code;
  readonly eta: Code;
  /** Full vectors of features, and features after them. */
  readonly vectors: Code;
  readonly rest: Code;
  /** Bytes of a row of x. */
  readonly rowBytes: Code;
  /** Rows that a block takes in. */
  readonly capacity: Code;
}

/** Lays the scratch memory out above what is allocated, growing the memory where it must. */
export const layOut = (site: Site, features: Code, parameters: number): Scratch => {
  const { f, v, module } = site;
  const { count, size } = v.lanes;
  const rowBytes = f.let(whole.multiply(features, size));
  const vectors = f.let(op('i32.div_u', features, i32(count)));
  const rest = f.let(op('i32.rem_u', features, i32(count)));
  const panels = f.let(
    whole.multiply(op('i32.div_u', whole.add(features, count - 1), i32(count)), parameters * vectorBytes),
  );
  const weights = f.let(op('i32.and', whole.add(module.top, 15), i32(-16)));
  const gradient = f.let(whole.add(weights, panels));
  const slots = f.let(whole.add(gradient, panels));
  const most = blockRows + (mostBeside - 1) * count;
  const tails = f.let(whole.add(slots, most * 4 + vectorBytes));
  const eta = f.let(whole.add(tails, most * vectorBytes));
  f.do(reserve(site, whole.add(eta, (most / count) * parameters * vectorBytes)));
  const fitting = f.variable('i32', op('i32.div_u', i32(blockBytes), whole.add(rowBytes, 1)));
  f.when(whole.less(i32(blockRows), fitting.value), () => {
    fitting.set(i32(blockRows));
  });
  const capacity = f.let(op('i32.and', whole.add(fitting.value, count - 1), i32(-count)));
  f.when(
    op('i32.eqz', capacity),
    () => {
      fitting.set(i32(count));
    },
    () => {
      fitting.set(capacity);
    },
  );
  return { weights, gradient, slots, tails, eta, vectors, rest, rowBytes, capacity: fitting.value };
};

/** Makes sure that there is memory up to an address. */
export const reserve = ({ module }: Site, end: Code): Code => {
  const callable = module.once('reserve', () =>
    module.define(null, { takes: ['i32'], gives: null }, (f) => {
      const pages = (bytes: Code): Code => op('i32.shr_u', whole.add(bytes, 0xffff), i32(16));
      const missing = f.let(whole.subtract(pages(f.parameters[0].value), op('memory.size')));
      f.when(op('i32.gt_s', missing, i32(0)), () => {
        f.when(op('i32.lt_s', op('memory.grow', missing), i32(0)), () => {
          f.do(op('unreachable'));
        });
      });
      return undefined;
    }),
  );
  return callable(end);
};

/** `allocate(bytes)`: a place for so many bytes, 0 where the memory cannot grow so far. */
export const defineAllocate = (site: Omit<Site, 'f'>): void => {
  const { module } = site;
  module.define('allocate', { takes: ['i32'], gives: 'i32' }, (f) => {
    const at = f.let(op('i32.and', whole.add(module.top, 15), i32(-16)));
    // what a wider load than its label reads beyond the last one is still memory
    const end = f.let(whole.add(whole.add(at, f.parameters[0].value), vectorBytes));
    f.when(whole.less(end, at), () => {
      f.return(i32(0));
    });
    const pages = op('i32.add', op('i32.shr_u', end, i32(16)), i32(1));
    const missing = f.let(whole.subtract(pages, op('memory.size')));
    f.when(op('i32.gt_s', missing, i32(0)), () => {
      f.when(op('i32.lt_s', op('memory.grow', missing), i32(0)), () => {
        f.return(i32(0));
      });
    });
    f.do(module.setTop(end));
    return at;
  });
};

/** Where feature j of parameter 0 stands in a panel. */
const place = ({ v }: Site, panel: Code, j: Code, parameters: number): Code => {
  const { count, size } = v.lanes;
  const vector = whole.multiply(op('i32.div_u', j, i32(count)), parameters * vectorBytes);
  const lane = whole.multiply(op('i32.rem_u', j, i32(count)), size);
  return whole.add(whole.add(panel, vector), lane);
};

const scalarLoad = ({ v }: Site, address: Code, offset: number): Code =>
  opWith(`${v.lanes.scalar}.load`, { offset }, address);

/** Writes zeros, a vector at a time: few of them are written before an engine's own way to fill memory has begun. */
export const fillZeros = (site: Site, from: Code, end: Code): void => {
  const { f, v } = site;
  const at = f.variable('i32', from);
  const last = f.let(end);
  f.while(whole.less(at.value, last), () => {
    f.do(op('v128.store', at.value, v.constant(0)));
    at.set(whole.add(at.value, vectorBytes));
  });
};

/** Copies the weights (features × s) into their panel; the padding is 0. */
export const fillWeights = (
  site: Site,
  from: Code,
  features: Code,
  panel: Pick<Scratch, 'weights' | 'gradient' | 'rest'> & { readonly parameters: number },
): void => {
  const { f, v } = site;
  const { size, scalar } = v.lanes;
  f.when(panel.rest, () => {
    fillZeros(site, whole.subtract(panel.gradient, panel.parameters * vectorBytes), panel.gradient);
  });
  countUp(site, features, (j) => {
    const source = f.let(whole.add(from, whole.multiply(j, panel.parameters * size)));
    const target = f.let(place(site, panel.weights, j, panel.parameters));
    for (let k = 0; k < panel.parameters; k++)
      f.do(
        opWith(`${scalar}.store`, { offset: k * vectorBytes }, target, scalarLoad(site, source, k * size)),
      );
  });
};

/** Adds the panel of the gradient to the gradient (features × s). */
export const addPanel = (
  site: Site,
  to: Code,
  features: Code,
  panel: { at: Code; parameters: number },
): void => {
  const { f, v } = site;
  const { size, scalar } = v.lanes;
  countUp(site, features, (j) => {
    const target = f.let(whole.add(to, whole.multiply(j, panel.parameters * size)));
    const source = f.let(place(site, panel.at, j, panel.parameters));
    for (let k = 0; k < panel.parameters; k++) {
      const sum = op(
        `${scalar}.add`,
        scalarLoad(site, target, k * size),
        scalarLoad(site, source, k * vectorBytes),
      );
      f.do(opWith(`${scalar}.store`, { offset: k * size }, target, sum));
    }
  });
};
