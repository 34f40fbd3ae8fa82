// The probabilities of a few rows side by side, in WebAssembly.
import type { Kernel } from '../kernel.js';
import { whole } from '../schedules/wasm-lanes.js';
import { countUp } from '../schedules/wasm-products.js';
import type { Code } from '../wasm/code.js';
import { i32 } from '../wasm/code.js';
import type { Site } from '../wasm/site.js';
import { advance, moving, orNaN, write } from './wasm-places.js';
import type { Scratch } from './wasm-scratch.js';
import { exponentiate, leafAt, load } from './wasm-tree.js';

/** Writes the probabilities of the rows whose logits are read. */
export const writeProbabilities = (
  site: Site,
  kernel: Kernel,
  scratch: Scratch,
  addresses: readonly Code[],
): void => {
  const { v } = site;
  const { valid, sum: s } = exponentiate(site, kernel, scratch);
  const places = moving(site, addresses);
  countUp(site, i32(kernel.classes!), (k) => {
    const p = v.divide(load(whole.add(scratch.exponentials, leafAt(scratch, k))), s);
    write(site, places, orNaN(site, valid, p));
    advance(places, i32(v.lanes.size));
  });
};
