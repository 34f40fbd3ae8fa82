// The sum of the losses of many rows in the wasm target. Of a loss that ends in + log(1 + a) the sum of the logarithms is the
// logarithm of a product, which is taken once a block: a logarithm is an eighth of the work on a row of three classes.
import type { RowKernel } from '../kernel.js';
import type { Code } from '../wasm/code.js';
import { op } from '../wasm/code.js';
import { vectorsOf } from '../wasm/lanes.js';
import { callPrelude } from '../wasm/site.js';
import type { Site } from '../wasm/site.js';
import { total, upperHalf } from './wasm-lanes.js';

/** A sum of losses. */
export interface Losses {
  /** Adds those of a vector of rows: what stands beside the logarithms, and a, where it has been taken out. */
  readonly add: (loss: Code, factor: Code | null) => void;
  /** To be called after each block. */
  readonly endBlock: () => void;
  readonly value: () => Code;
}

/** A new sum of the losses of a row kernel. */
export const losses = (site: Site, { factor }: RowKernel): Losses => {
  const { f, v } = site;
  const sum = total(f, v.lanes);
  if (factor === undefined) return { add: sum.add, endBlock: () => undefined, value: sum.value };
  const wide = vectorsOf.f64;
  // products of 1 + a less 1, which keeps every digit of small ones: of at most 32 rows a lane, each below the number of terms
  const products = Array.from({ length: v.lanes.size === 4 ? 2 : 1 }, () => f.variable('v128'));
  const times = (product: Code, a: Code): Code => wide.add(wide.add(a, wide.multiply(product, a)), product);
  const all = (): Code => products.map(({ value }) => value).reduce(times);
  return {
    add: (loss, a) => {
      sum.add(loss);
      const parts =
        products.length === 1 ? [a!] : [a!, upperHalf(a!)].map((half) => op('f64x2.promote_low_f32x4', half));
      products.forEach((product, i) => {
        product.set(times(product.value, f.let(parts[i])));
      });
    },
    endBlock: () => {
      sum.addWide(callPrelude({ ...site, v: wide, inline: new Set() }, 'log1pAbove', [f.let(all())]));
      for (const product of products) product.set(wide.constant(0));
    },
    value: sum.value,
  };
};
