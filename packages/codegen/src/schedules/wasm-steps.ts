// The row kernel in the linear functions of the wasm target: on a vector of rows of a block it turns η into the steps, weight times
// ∂loss/∂η, and adds up the losses.
import type { RowKernel } from '../kernel.js';
import { writeRow } from '../targets/wasm.js';
import type { Code } from '../wasm/code.js';
import { op, opWith } from '../wasm/code.js';
import { callPrelude } from '../wasm/site.js';
import type { PreludeName, Site } from '../wasm/site.js';
import { countedLoss } from './wasm-lanes.js';
import type { Losses } from './wasm-losses.js';
import { vectorBytes } from './wasm-products.js';
import { lookUp, readOutcomes, readWeights } from './wasm-rows.js';
import type { Workshop } from './wasm-rows.js';

/** One vector of rows of a block. */
export interface Quad {
  readonly rows: readonly Code[];
  readonly live: Code;
  /** Of the vectors of η, one a parameter. */
  readonly eta: Code;
}

/** The vectors of η of a quad, by the names that the row kernels use. */
export const etaOf = ({ kernel }: Workshop, { f }: Site, quad: Quad) =>
  kernel.rows.response!.inputs.map(
    (name, k) => [name, f.let(opWith('v128.load', { offset: k * vectorBytes }, quad.eta))] as const,
  );

/** Leaves the steps, weight times ∂loss/∂η, where η was, and adds the losses of the quad. */
export const writeSteps = (
  workshop: Workshop,
  site: Site,
  row: RowKernel,
  given: {
    readonly quad: Quad;
    readonly outcomes: Code;
    readonly labelBytes: Code | null;
    readonly rowWeights: Code;
    readonly sum: Losses;
  },
): void => {
  const { f, v } = site;
  const { quad, labelBytes, rowWeights, sum } = given;
  const called = { ...site, inline: new Set<PreludeName>() };
  const inputs = [
    ...etaOf(workshop, site, quad),
    ...readOutcomes(site, workshop.kernel, {
      at: given.outcomes,
      labelBytes,
      rows: quad.rows,
      scattered: rowWeights,
    }),
  ];
  const { valid, loss, factor, outputs } = writeRow(site, row, lookUp(inputs));
  const change = (by: (step: Code) => Code): void => {
    outputs.forEach((_, k) => {
      const place = { offset: k * vectorBytes };
      f.do(opWith('v128.store', place, quad.eta, by(opWith('v128.load', place, quad.eta))));
    });
  };
  outputs.forEach((output, k) => {
    f.do(opWith('v128.store', { offset: k * vectorBytes }, quad.eta, output));
  });
  const counted = f.variable('v128', loss!);
  const rest = factor === null ? null : f.variable('v128', factor);
  // almost always every lane has a valid row of its own, and nothing is left to do
  f.when(op('v128.any_true', v.not(v.and(valid, quad.live))), () => {
    const lanes = { valid, live: quad.live };
    counted.set(countedLoss(v, counted.value, lanes));
    rest?.set(v.and(v.and(valid, quad.live), rest.value));
    change((step) => countedLoss(v, step, lanes));
  });
  f.when(rowWeights, () => {
    const weight = f.let(v.and(quad.live, readWeights(site, rowWeights, quad.rows)));
    // a logarithm with a weight of its own is taken at once
    const own = rest === null ? counted.value : v.add(counted.value, callPrelude(called, 'log1pAbove', [rest.value])); // prettier-ignore
    counted.set(v.multiply(weight, own));
    rest?.set(v.constant(0));
    change((step) => v.multiply(weight, step));
  });
  sum.add(counted.value, rest?.value ?? null);
};
