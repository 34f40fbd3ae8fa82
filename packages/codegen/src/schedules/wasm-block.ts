// Blocks of rows for the linear functions: rows of weight 0 are left out while a block is gathered, so that whatever stands in
// them says nothing; a last vector of rows that is not full repeats its last row.
import type { Code } from '../wasm/code.js';
import { f64, i32, op, opWith, v128 } from '../wasm/code.js';
import type { Variable } from '../wasm/function.js';
import type { Site } from '../wasm/site.js';
import { whole } from './wasm-lanes.js';
import { countUp, vectorBytes } from './wasm-products.js';
import type { Fixed, Panel } from './wasm-products.js';
import { mostBeside } from './wasm-scratch.js';
import type { Scratch } from './wasm-scratch.js';

/** Bytes of the weights or the gradient that a panel of features has: so many stay in the nearest cache. */
const panelBytes = 1 << 15;

/** Features of a panel at most, in vectors. */
const panelVectors = (parameters: number): number =>
  Math.max(32, Math.floor(panelBytes / (parameters * vectorBytes)));

/** What a block is gathered from. */
export interface Source {
  readonly x: Code;
  readonly rows: Code;
  /** 0 where there are none. */
  readonly rowWeights: Code | null;
  /** What is said of a row that is left out. */
  readonly leftOut: (row: Code) => void;
}

/** Goes through all rows in blocks; `body` is given how many rows a block has. */
export const overBlocks = (
  site: Site,
  scratch: Scratch,
  source: Source,
  body: (count: Code) => void,
): void => {
  const { f } = site;
  const row = f.variable('i32', i32(0));
  const count = f.variable('i32');
  const progress = { row, count };
  f.while(whole.less(row.value, source.rows), () => {
    if (source.rowWeights === null) gatherAll(site, scratch, source, progress);
    else
      f.when(
        source.rowWeights,
        () => {
          gatherWeighted(site, scratch, source, progress);
        },
        () => {
          gatherAll(site, scratch, source, progress);
        },
      );
    f.when(count.value, () => {
      body(count.value);
    });
  });
};

/** The next row to be gathered, and how many the block has. */
interface Progress {
  readonly row: Variable;
  readonly count: Variable;
}

const slotOf = (scratch: Scratch, n: Code): Code => whole.add(scratch.slots, op('i32.shl', n, i32(2)));

/** The next rows one after the other; lanes that lack a row repeat the last one. */
const gatherAll = (site: Site, scratch: Scratch, source: Source, { row, count }: Progress): void => {
  const { f } = site;
  const left = f.let(whole.subtract(source.rows, row.value));
  count.set(scratch.capacity);
  f.when(whole.less(left, count.value), () => {
    count.set(left);
  });
  const first = row.value;
  const last = f.let(op('i32x4.splat', whole.subtract(whole.add(first, count.value), 1)));
  const numbers = f.variable(
    'v128',
    op('i32x4.add', op('i32x4.splat', first), v128(Int32Array.of(0, 1, 2, 3))),
  );
  const to = f.variable('i32', scratch.slots);
  const end = f.let(slotOf(scratch, whole.add(count.value, (mostBeside - 1) * site.v.lanes.count)));
  f.while(whole.less(to.value, end), () => {
    f.do(op('v128.store', to.value, op('i32x4.min_s', numbers.value, last)));
    numbers.set(op('i32x4.add', numbers.value, v128(Int32Array.of(4, 4, 4, 4))));
    to.set(whole.add(to.value, vectorBytes));
  });
  f.when(op('i32.or', scratch.rest, isLong(scratch)), () => {
    countUp(site, count.value, (n) => {
      prepareRow(site, scratch, { x: source.x, row: whole.add(row.value, n), slot: n });
    });
    fillUp(site, scratch, count.value);
  });
  row.set(whole.add(row.value, count.value));
};

/** The next rows whose weight is not 0. */
const gatherWeighted = (site: Site, scratch: Scratch, source: Source, { row, count }: Progress): void => {
  const { f, v } = site;
  const { scalar } = v.lanes;
  const none = scalar === 'f64' ? f64(0) : op('f32.demote_f64', f64(0));
  const room = (): Code =>
    op('i32.and', whole.less(count.value, scratch.capacity), whole.less(row.value, source.rows));
  count.set(i32(0));
  f.while(room(), () => {
    const at = whole.add(source.rowWeights!, whole.multiply(row.value, v.lanes.size));
    f.when(
      op(`${scalar}.eq`, opWith(`${scalar}.load`, {}, at), none),
      () => {
        source.leftOut(row.value);
      },
      () => {
        f.do(opWith('i32.store', {}, slotOf(scratch, count.value), row.value));
        prepareRow(site, scratch, { x: source.x, row: row.value, slot: count.value });
        count.set(whole.add(count.value, 1));
      },
    );
    row.set(whole.add(row.value, 1));
  });
  f.when(count.value, () => {
    fillUp(site, scratch, count.value);
  });
};

/** A row of x, and where in the block it stands. */
interface Place {
  readonly x: Code;
  readonly row: Code;
  readonly slot: Code;
}

const prepareRow = (site: Site, scratch: Scratch, place: Place): void => {
  keepTail(site, scratch, place);
  fetchRow(site, scratch, whole.add(place.x, op('i32.mul', place.row, scratch.rowBytes)));
};

/** Bytes of a row from which on it is fetched before it is used: shorter rows follow one another closely enough. */
const fetchedFrom = 512;

const isLong = ({ rowBytes }: Scratch): Code => op('i32.ge_u', rowBytes, i32(fetchedFrom));

/** Bytes that come from memory together. */
const lineBytes = 64;

/**
 * Reads a long row from its first byte to its last, so that the processor sees what comes next; the products read several rows
 * side by side, which looks like no stream to it (60000 × 784: 125 ms without this, 60 ms with it).
 */
const fetchRow = (site: Site, scratch: Scratch, start: Code): void => {
  const { f } = site;
  f.when(isLong(scratch), () => {
    const at = f.variable('i32', start);
    const end = f.let(whole.add(at.value, whole.subtract(scratch.rowBytes, 4 * lineBytes - 1)));
    const seen = f.variable('i32', i32(0));
    f.while(whole.less(at.value, end), () => {
      for (let line = 0; line < 4; line++)
        seen.set(op('i32.or', seen.value, opWith('i32.load', { offset: line * lineBytes }, at.value)));
      at.set(whole.add(at.value, 4 * lineBytes));
    });
    // what was read has to go somewhere: η is written over it
    f.do(op('i32.store', scratch.eta, seen.value));
  });
};

/** The last features of a row, padded with zeros, beside its number. */
const keepTail = (site: Site, scratch: Scratch, at: Place): void => {
  const { f, v } = site;
  f.when(scratch.rest, () => {
    const offset = op('i32.shl', scratch.vectors, i32(4));
    const from = f.let(whole.add(whole.add(at.x, op('i32.mul', at.row, scratch.rowBytes)), offset));
    const tail = f.variable('v128', opWith(v.lanes.loadZero, {}, from));
    for (let lane = 1; lane < v.lanes.count - 1; lane++)
      f.when(whole.less(i32(lane), scratch.rest), () => {
        tail.set(opWith(v.lanes.loadLane, { lane, offset: lane * v.lanes.size }, from, tail.value));
      });
    f.do(op('v128.store', whole.add(scratch.tails, op('i32.shl', at.slot, i32(4))), tail.value));
  });
};

/** Repeats the last row until the vectors of rows that are taken side by side are full. */
const fillUp = (site: Site, scratch: Scratch, count: Code): void => {
  const { f, v } = site;
  const tail = (n: Code): Code => whole.add(scratch.tails, op('i32.shl', n, i32(4)));
  const to = f.variable('i32', count);
  f.while(op('i32.and', to.value, i32(mostBeside * v.lanes.count - 1)), () => {
    const last = f.let(whole.subtract(to.value, 1));
    f.do(op('i32.store', slotOf(scratch, to.value), op('i32.load', slotOf(scratch, last))));
    f.do(op('v128.store', tail(to.value), op('v128.load', tail(last))));
    to.set(whole.add(to.value, 1));
  });
};

/** The numbers of the rows in the lanes of vector `q` of the block, read where they are used. */
export const rowsOf = (site: Site, scratch: Scratch, q: Code): Code[] => {
  const { f, v } = site;
  const at = f.let(whole.add(scratch.slots, whole.multiply(q, v.lanes.count * 4)));
  return Array.from({ length: v.lanes.count }, (_, lane) => opWith('i32.load', { offset: 4 * lane }, at));
};

/** How many vectors of rows a block has. */
export const vectorsOfRows = ({ v }: Site, count: Code): Code =>
  op('i32.div_u', whole.add(count, v.lanes.count - 1), i32(v.lanes.count));

interface Product {
  readonly x: Code;
  /** The weights or the gradient. */
  readonly matrix: Code;
  readonly count: Code;
  readonly parameters: number;
  readonly fixed: Fixed | null;
  readonly write: (panel: Panel) => void;
}

/** Does a product for the whole block: panels of features outside, vectors of rows inside. */
export const overPanels = (site: Site, scratch: Scratch, product: Product): void => {
  const { f, v } = site;
  const { parameters } = product;
  const stride = parameters * vectorBytes;
  const quads = f.let(vectorsOfRows(site, product.count));
  const from = f.variable('i32', i32(0));
  const to = f.variable('i32');
  const q = f.variable('i32');
  f.repeat(
    () => {
      to.set(whole.add(from.value, panelVectors(parameters)));
      f.when(whole.less(scratch.vectors, to.value), () => {
        to.set(scratch.vectors);
      });
      const isLast = f.let(whole.equal(to.value, scratch.vectors));
      const holds = f.let(op('i32.and', isLast, op('i32.ne', scratch.rest, i32(0))));
      const start = f.let(whole.add(product.x, op('i32.shl', from.value, i32(4))));
      const matrix = f.let(whole.add(product.matrix, whole.multiply(from.value, stride)));
      const end = f.let(whole.add(product.matrix, whole.multiply(to.value, stride)));
      q.set(i32(0));
      f.while(whole.less(q.value, quads), () => {
        const x = rowsOf(site, scratch, q.value).map((row) =>
          f.let(whole.add(start, op('i32.mul', row, scratch.rowBytes))),
        );
        const tails = (): Code =>
          whole.add(scratch.tails, whole.multiply(q.value, v.lanes.count * vectorBytes));
        product.write({
          x,
          matrix,
          end,
          fixed: product.fixed,
          rows: f.let(whole.add(scratch.eta, whole.multiply(q.value, stride))),
          tail: {
            holds,
            x: () => {
              const first = f.let(tails());
              return x.map((_, lane) => f.let(whole.add(first, lane * vectorBytes)));
            },
            matrix: whole.add(product.matrix, whole.multiply(scratch.vectors, stride)),
          },
        });
        q.set(whole.add(q.value, 1));
      });
      from.set(to.value);
    },
    whole.less(from.value, scratch.vectors),
  );
};
