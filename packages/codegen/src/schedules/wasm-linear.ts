// The linear functions of the wasm target. Every block of rows is read from memory once: x·W, the row kernel on vectors of
// rows, and xᵀ times what it gives, while the block is still in the cache.
import type { RowKernel } from '../kernel.js';
import { writeRow } from '../targets/wasm.js';
import type { Code } from '../wasm/code.js';
import { i32, op, opWith } from '../wasm/code.js';
import { gather } from '../wasm/lanes.js';
import type { PreludeName, Site } from '../wasm/site.js';
import { factored } from './factored.js';
import { overBlocks, rowsOf, vectorsOfRows } from './wasm-block.js';
import { accumulateBlock, predictBlock } from './wasm-few.js';
import { lanesBelow, rowAddresses, whole } from './wasm-lanes.js';
import { losses } from './wasm-losses.js';
import { countUp, fixedOf, vectorBytes } from './wasm-products.js';
import { defineExport, lookUp, wants, writeOutputs, writtenOut } from './wasm-rows.js';
import type { Workshop } from './wasm-rows.js';
import { addPanel, fillWeights, fillZeros, layOut, mostBeside } from './wasm-scratch.js';
import type { Scratch } from './wasm-scratch.js';
import { etaOf, writeSteps } from './wasm-steps.js';
import type { Quad } from './wasm-steps.js';

/**
 * With few parameters the exponentials are most of the work, and a call each costs an eighth of the time (K = 3); with many
 * the products are, and the module would only grow.
 */
const inlineFor = (parameters: number): readonly PreludeName[] => (parameters <= 6 ? writtenOut : []);

/** η before x·W is added: the offset, or 0. */
const startPredictors = (
  { kernel }: Workshop,
  site: Site,
  scratch: Scratch,
  { count, offset }: { readonly count: Code; readonly offset: Code },
): void => {
  const { f, v } = site;
  const { parameters } = kernel;
  const quads = f.let(vectorsOfRows(site, count));
  const etaAt = (q: Code): Code => whole.add(scratch.eta, whole.multiply(q, parameters * vectorBytes));
  f.when(
    offset,
    () => {
      countUp(site, quads, (q) => {
        const from = rowAddresses(site, offset, rowsOf(site, scratch, q), parameters);
        const to = f.let(etaAt(q));
        for (let k = 0; k < parameters; k++)
          f.do(
            opWith('v128.store', { offset: k * vectorBytes }, to, gather(v.lanes, from, k * v.lanes.size)),
          );
      });
    },
    () => {
      fillZeros(site, scratch.eta, etaAt(quads));
    },
  );
};

/** What is done with every vector of rows of a block. */
interface OverQuads {
  readonly count: Code;
  /** Beyond the last vector of rows: the last one again, or one without a live lane. */
  readonly beyond: 'repeated' | 'dead';
  readonly body: (quad: Quad) => void;
}

/** The row kernel on every vector of rows of the block, some side by side. */
const overQuads = (
  { kernel }: Workshop,
  site: Site,
  scratch: Scratch,
  { count, beyond, body }: OverQuads,
): void => {
  const { f, v } = site;
  const quads = f.let(vectorsOfRows(site, count));
  const first = f.variable('i32', i32(0));
  // more classes keep a processor busy by themselves, and two vectors of them do not fit into its registers
  const sideBySide = kernel.parameters <= 4 ? mostBeside : 1;
  f.while(whole.less(first.value, quads), () => {
    const some = Array.from({ length: sideBySide }, (_, i) => (): void => {
      const q = f.variable('i32', whole.add(first.value, i));
      if (beyond === 'repeated')
        f.when(op('i32.ge_u', q.value, quads), () => {
          q.set(whole.subtract(quads, 1));
        });
      const live = f.let(lanesBelow(v, whole.subtract(count, whole.multiply(q.value, v.lanes.count))));
      const eta = f.let(whole.add(scratch.eta, whole.multiply(q.value, kernel.parameters * vectorBytes)));
      body({ rows: rowsOf(site, scratch, q.value), live, eta });
    });
    f.together(some);
    first.set(whole.add(first.value, sideBySide));
  });
};

/** ∂loss/∂x of the rows of a block: the steps times the weights. */
const inputGradients = (
  { kernel }: Workshop,
  site: Site,
  scratch: Scratch,
  { count, to }: { readonly count: Code; readonly to: Code },
): void => {
  const { f, v } = site;
  const { parameters } = kernel;
  const { size, loadSplat, storeLane } = v.lanes;
  countUp(site, count, (n) => {
    const row = opWith('i32.load', {}, whole.add(scratch.slots, op('i32.shl', n, i32(2))));
    const target = f.let(whole.add(to, op('i32.mul', row, scratch.rowBytes)));
    const quad = whole.multiply(op('i32.div_u', n, i32(v.lanes.count)), parameters * vectorBytes);
    const lane = whole.multiply(op('i32.and', n, i32(v.lanes.count - 1)), size);
    const from = f.let(whole.add(whole.add(scratch.eta, quad), lane));
    const at = (j: Code): Code => {
      const weights = f.let(whole.add(scratch.weights, whole.multiply(j, parameters * vectorBytes)));
      const sum = f.variable('v128', v.constant(0));
      for (let k = 0; k < parameters; k++) {
        const weight = opWith('v128.load', { offset: k * vectorBytes }, weights);
        const step = opWith(loadSplat, { offset: k * vectorBytes }, from);
        sum.set(v.add(v.multiply(step, weight), sum.value));
      }
      return sum.value;
    };
    countUp(site, scratch.vectors, (j) => {
      const sum = at(j);
      f.do(op('v128.store', whole.add(target, op('i32.shl', j, i32(4))), sum));
    });
    f.when(scratch.rest, () => {
      const sum = at(scratch.vectors);
      const last = f.let(whole.add(target, op('i32.shl', scratch.vectors, i32(4))));
      for (let k = 0; k < v.lanes.count - 1; k++)
        f.when(whole.less(i32(k), scratch.rest), () => {
          f.do(opWith(storeLane, { lane: k, offset: k * size }, last, sum));
        });
    });
  });
};

const linearGradient = (workshop: Workshop, name: string, row: RowKernel): void => {
  const { parameters } = workshop.kernel;
  const labels = row.inputs.includes('label');
  const step = factored(row);
  const takes = {
    x: 'i32', weights: 'i32', y: 'i32', ...(labels ? ({ labelBytes: 'i32' } as const) : {}), gradient: 'i32',
    rows: 'i32', features: 'i32', rowWeights: 'i32', offset: 'i32', inputGradient: 'i32',
  } as const; // prettier-ignore
  defineExport(workshop, { name, takes, gives: 'f64', inline: inlineFor(parameters) }, (site, given) => {
    const { f, v } = site;
    const [x, inputGradient] = ['x', 'inputGradient'].map(given);
    const features = featuresOf(workshop, given);
    const fixed = fixedOf(workshop.kernel.features, parameters, v.lanes);
    const scratch = layOut(site, features, parameters);
    fillWeights(site, given('weights'), features, { ...scratch, parameters });
    fillZeros(site, scratch.gradient, scratch.slots);
    const sum = losses(site, step);
    const leftOut = (out: Code): void => {
      f.when(inputGradient, () => {
        const at = whole.add(inputGradient, op('i32.mul', out, scratch.rowBytes));
        f.do(op('memory.fill', at, i32(0), scratch.rowBytes));
      });
    };
    const source = { x, rows: given('rows'), rowWeights: given('rowWeights'), leftOut };
    overBlocks(site, scratch, source, (count) => {
      startPredictors(workshop, site, scratch, { count, offset: given('offset') });
      predictBlock(site, scratch, { x, count, parameters, fixed });
      overQuads(workshop, site, scratch, {
        count,
        beyond: 'dead',
        body: (quad) => {
          const labelBytes = labels ? given('labelBytes') : null;
          writeSteps(workshop, site, step, { quad, outcomes: given('y'), labelBytes, rowWeights: given('rowWeights'), sum }); // prettier-ignore
        },
      });
      sum.endBlock();
      accumulateBlock(site, scratch, { x, count, parameters, fixed });
      f.when(inputGradient, () => {
        inputGradients(workshop, site, scratch, { count, to: inputGradient });
      });
    });
    addPanel(site, given('gradient'), features, { at: scratch.gradient, parameters });
    return sum.value();
  });
};

const linearResponse = (workshop: Workshop): void => {
  const { kernel } = workshop;
  const { parameters, columns } = kernel;
  const takes = {
    x: 'i32', weights: 'i32', mean: 'i32', rows: 'i32', features: 'i32', offset: 'i32',
  } as const; // prettier-ignore
  defineExport(
    workshop,
    { name: 'linearResponse', takes, gives: null, inline: inlineFor(parameters) },
    (site, given) => {
      const x = given('x');
      const features = featuresOf(workshop, given);
      const fixed = fixedOf(kernel.features, parameters, site.v.lanes);
      const scratch = layOut(site, features, parameters);
      fillWeights(site, given('weights'), features, { ...scratch, parameters });
      const source = { x, rows: given('rows'), rowWeights: null, leftOut: () => undefined };
      overBlocks(site, scratch, source, (count) => {
        startPredictors(workshop, site, scratch, { count, offset: given('offset') });
        predictBlock(site, scratch, { x, count, parameters, fixed });
        overQuads(workshop, site, scratch, {
          count,
          beyond: 'repeated',
          body: (quad) => {
            const row = writeRow(site, kernel.rows.response!, lookUp(etaOf(workshop, site, quad)));
            const addresses = rowAddresses(site, given('mean'), quad.rows, columns);
            writeOutputs(site, row, { to: { addresses }, width: columns });
          },
        });
      });
      return undefined;
    },
  );
};

/** Writes the linear functions that are wanted, but for those that are loops. */
export const linearFunctions = (workshop: Workshop, inLoops: ReadonlySet<string>): void => {
  const { gradient, gradientSoft } = workshop.kernel.rows;
  const gradients = { linearGradient: gradient, linearGradientSoft: gradientSoft };
  for (const [name, row] of Object.entries(gradients))
    if (row !== undefined && wants(workshop, 'linearGradient') && !inLoops.has(name))
      linearGradient(workshop, name, row);
  if (wants(workshop, 'linearResponse') && !inLoops.has('linearResponse')) linearResponse(workshop);
};

/** How many features there are: told in the call, or known. */
const featuresOf = ({ kernel: { features } }: Workshop, given: (name: string) => Code): Code =>
  features === null ? given('features') : i32(features);
