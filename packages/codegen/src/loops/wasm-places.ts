// Rows in memory, one for each lane: where they begin, and their numbers one after the other.
import { whole } from '../schedules/wasm-lanes.js';
import { countUp, vectorBytes } from '../schedules/wasm-products.js';
import type { Code } from '../wasm/code.js';
import { i32, op, opWith } from '../wasm/code.js';
import type { Variable } from '../wasm/function.js';
import { gather } from '../wasm/lanes.js';
import type { Site } from '../wasm/site.js';

/** A number in the lanes that are valid, NaN in the others. */
export const orNaN = ({ v }: Site, valid: Code, value: Code): Code =>
  v.select(valid, value, v.constant(Number.NaN));

/** The numbers at the places of all lanes. */
export const read = ({ v }: Site, places: readonly Variable[]): Code =>
  gather(
    v.lanes,
    places.map(({ value }) => value),
  );

/** Addresses of each lane's row that move from number to number. */
export const moving = (site: Site, addresses: readonly Code[]): Variable[] =>
  addresses.map((address) => site.f.variable('i32', address));

/** Moves addresses on by so many numbers. */
export const advance = (places: readonly Variable[], by: Code): void => {
  for (const place of places) place.set(whole.add(place.value, by));
};

/** Where each lane's row begins. */
export const rowsAt = (site: Site, base: Code, rows: readonly Code[], bytes: number): Code[] =>
  rows.map((row) => site.f.let(whole.add(base, op('i32.mul', row, i32(bytes)))));

/** Reads so many numbers of each lane's row into vectors. */
export const readRows = (
  site: Site,
  addresses: readonly Code[],
  { to: first, count }: { readonly to: Code; readonly count: number },
): void => {
  const { f, v } = site;
  const places = moving(site, addresses);
  const to = f.variable('i32', first);
  countUp(site, i32(count), () => {
    f.do(op('v128.store', to.value, read(site, places)));
    to.set(whole.add(to.value, vectorBytes));
    advance(places, i32(v.lanes.size));
  });
};

/** Writes one number of each lane's row. */
export const write = ({ f, v }: Site, places: readonly Variable[], value: Code): void => {
  const kept = f.let(value);
  places.forEach(({ value: place }, lane) => {
    f.do(opWith(v.lanes.storeLane, { lane }, place, kept));
  });
};
