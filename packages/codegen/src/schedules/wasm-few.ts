// The two products where a row of x is one vector: the weights, or the sums of the gradient, stay in registers from row to row,
// and rows go side by side into a sum, which otherwise waits for the row before (150 × 4, K = 3: a fifth of the time).
import type { Code } from '../wasm/code.js';
import { fusable, i32, op, opWith } from '../wasm/code.js';
import type { Site } from '../wasm/site.js';
import { overPanels, rowsOf, vectorsOfRows } from './wasm-block.js';
import { upTo, whole } from './wasm-lanes.js';
import { addGradients, addPredictors, countUp, load, sumAcross, vectorBytes } from './wasm-products.js';
import type { Fixed } from './wasm-products.js';
import type { Scratch } from './wasm-scratch.js';

/** A product of a block. */
interface Product {
  readonly x: Code;
  readonly count: Code;
  readonly parameters: number;
  readonly fixed: Fixed | null;
}

/** Parameters whose sums fit into the registers beside the rows; of more a second way only costs the others (K = 5: 1.5 %). */
const mostKept = 4;

/** Does the one where a row is a vector, where that may be, and else the other. */
const where = (
  { f }: Site,
  { vectors, rest }: Scratch,
  { parameters, fixed }: Product,
  { few, many }: { readonly few: () => void; readonly many: () => void },
): void => {
  if (parameters > mostKept || (fixed !== null && fixed.vectors > 1)) return many();
  f.when(op('i32.and', whole.equal(vectors, 1), op('i32.eqz', rest)), few, many);
};

/** The rows of x in the vectors of rows of a block, and where each has η or its steps. */
const overRowsOfVectors = (
  site: Site,
  scratch: Scratch,
  { x, count, parameters }: Product,
  body: (rows: readonly Code[], eta: Code) => void,
): void => {
  const { f } = site;
  const quads = f.let(vectorsOfRows(site, count));
  countUp(site, quads, (q) => {
    const rows = rowsOf(site, scratch, q).map((row) =>
      f.let(load(whole.add(x, op('i32.shl', row, i32(4))), 0)),
    );
    body(rows, f.let(whole.add(scratch.eta, whole.multiply(q, parameters * vectorBytes))));
  });
};

/** Adds x·W to η. */
export const predictBlock = (site: Site, scratch: Scratch, product: Product): void => {
  const { f, v } = site;
  const few = (): void => {
    const weights = upTo(product.parameters).map((k) => f.let(load(scratch.weights, k * vectorBytes)));
    overRowsOfVectors(site, scratch, product, (rows, eta) => {
      weights.forEach((weight, k) => {
        const across = sumAcross(site, rows.map((row) => v.multiply(row, weight))); // prettier-ignore
        const sum = v.add(load(eta, k * vectorBytes), across);
        f.do(opWith('v128.store', { offset: k * vectorBytes }, eta, sum));
      });
    });
  };
  const many = (): void => {
    overPanels(site, scratch, {
      ...product,
      matrix: scratch.weights,
      write: (panel) => {
        addPredictors(site, panel, product.parameters);
      },
    });
  };
  where(site, scratch, product, { few, many });
};

/** Adds xᵀ·steps to the gradient. */
export const accumulateBlock = (site: Site, scratch: Scratch, product: Product): void => {
  const { f, v } = site;
  const { shape, size, loadSplat } = v.lanes;
  const few = (): void => {
    const sums = upTo(product.parameters).map((k) =>
      f.variable('v128', load(scratch.gradient, k * vectorBytes)),
    );
    overRowsOfVectors(site, scratch, product, (rows, steps) => {
      sums.forEach((sum, k) => {
        const at = (lane: number): Code =>
          opWith(loadSplat, { offset: k * vectorBytes + lane * size }, steps);
        const pairs = upTo(rows.length / 2).map((i) =>
          fusable(shape, [rows[2 * i + 1], at(2 * i + 1)], v.multiply(rows[2 * i], at(2 * i))),
        );
        sum.set(v.add(sum.value, pairs.reduce(v.add)));
      });
    });
    sums.forEach(({ value }, k) => {
      f.do(opWith('v128.store', { offset: k * vectorBytes }, scratch.gradient, value));
    });
  };
  const many = (): void => {
    overPanels(site, scratch, {
      ...product,
      matrix: scratch.gradient,
      write: (panel) => {
        addGradients(site, panel, product.parameters);
      },
    });
  };
  where(site, scratch, product, { few, many });
};
