// Numbers of rows in vectors: a lane a row. Where the rows of the lanes follow one another and have one number or two, whole
// vectors are read and written; else every number goes its own way.
import type { Code } from '../wasm/code.js';
import { opWith } from '../wasm/code.js';
import { gather } from '../wasm/lanes.js';
import type { Site } from '../wasm/site.js';
import { load, pick, vectorBytes } from './wasm-products.js';

/** Where some rows are, one a lane. */
export interface Rows {
  readonly addresses: readonly Code[];
  /** Whether they are known to follow one another. */
  readonly isFull?: boolean;
}

/** The first numbers of the lanes of two vectors that were read side by side, and the second ones. */
const apart = { 4: [[0, 2, 4, 6], [1, 3, 5, 7]], 2: [[0, 2], [1, 3]] } as const; // prettier-ignore

/** Lanes in which two vectors stand side by side, as they are written. */
const beside = { 4: [[0, 4, 1, 5], [2, 6, 3, 7]], 2: [[0, 2], [1, 3]] } as const; // prettier-ignore

/** The numbers of each lane's row, kept in variables. */
export const readNumbers = (site: Site, { addresses, isFull = false }: Rows, width: number): Code[] => {
  const { f, v } = site;
  const [first] = addresses;
  if (isFull && width === 1) return [f.let(load(first, 0))];
  if (isFull && width === 2) {
    const [low, high] = [f.let(load(first, 0)), f.let(load(first, vectorBytes))];
    return apart[v.lanes.count].map((lanes) => f.let(pick(v, low, high, lanes)));
  }
  return Array.from({ length: width }, (_, k) => f.let(gather(v.lanes, addresses, k * v.lanes.size)));
};

/** Writes the numbers of each lane's row. */
export const writeNumbers = (
  site: Site,
  { addresses, isFull = false }: Rows,
  values: readonly Code[],
): void => {
  const { f, v } = site;
  const [first] = addresses;
  const kept = values.map((value) => f.let(value));
  if (isFull && kept.length === 1) return f.do(opWith('v128.store', {}, first, kept[0]));
  if (isFull && kept.length === 2)
    return beside[v.lanes.count].forEach((lanes, i) => {
      f.do(opWith('v128.store', { offset: i * vectorBytes }, first, pick(v, kept[0], kept[1], lanes)));
    });
  kept.forEach((value, k) => {
    addresses.forEach((address, lane) => {
      f.do(opWith(v.lanes.storeLane, { offset: k * v.lanes.size, lane }, address, value));
    });
  });
};
