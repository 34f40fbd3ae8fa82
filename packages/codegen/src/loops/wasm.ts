// The loop form in WebAssembly: as many rows at a time as a vector has lanes, each class a step of a loop.
import type { Kernel, PrintedName } from '../kernel.js';
import { countedLoss, overRows, total, whole } from '../schedules/wasm-lanes.js';
import type { RowLanes } from '../schedules/wasm-lanes.js';
import { countUp } from '../schedules/wasm-products.js';
import { defineExport, wants } from '../schedules/wasm-rows.js';
import type { Workshop } from '../schedules/wasm-rows.js';
import type { Code } from '../wasm/code.js';
import { i32 } from '../wasm/code.js';
import type { Site } from '../wasm/site.js';
import { gradientOfRows, lossOfRows } from './wasm-observed.js';
import { exponentiate, leafAt, load } from './wasm-tree.js';
import type { Top } from './wasm-tree.js';
import { linearGradient, linearResponse } from './wasm-linear.js';
import type { LinearRows } from './wasm-linear.js';
import { advance, moving, orNaN, readRows, rowsAt, write } from './wasm-places.js';
import { writeProbabilities } from './wasm-probabilities.js';
import { layOut } from './wasm-scratch.js';
import type { Scratch } from './wasm-scratch.js';

/** Goes through the rows with their logits read. */
const overLogits = (
  { kernel }: Workshop,
  site: Site,
  given: (name: string) => Code,
  body: (scratch: Scratch, lanes: RowLanes) => void,
): void => {
  const scratch = layOut(site, kernel);
  overRows(site, given('rows'), (lanes) => {
    const bytes = kernel.parameters * site.v.lanes.size;
    const logits = { to: scratch.logits, count: kernel.parameters };
    readRows(site, rowsAt(site, given('eta'), lanes.rows, bytes), logits);
    body(scratch, lanes);
  });
};

const response = (workshop: Workshop): void => {
  const { kernel } = workshop;
  const takes = { eta: 'i32', result: 'i32', rows: 'i32' } as const;
  defineExport(workshop, { name: 'response', takes, gives: null }, (site, given) => {
    overLogits(workshop, site, given, (scratch, { rows }) => {
      const bytes = kernel.classes! * site.v.lanes.size;
      writeProbabilities(site, kernel, scratch, rowsAt(site, given('result'), rows, bytes));
    });
    return undefined;
  });
};

/** Writes p·(1 − p) where row and column are one class, else the product of two probabilities with its sign. */
const writeCovariances = (
  site: Site,
  kernel: Kernel,
  scratch: Scratch,
  { to, height, top }: { readonly to: readonly Code[]; readonly height: number; readonly top: Top },
): void => {
  const { f, v } = site;
  const { sum: s, without } = top;
  const places = moving(site, to);
  const share = (leaf: Code): Code => v.divide(load(whole.add(scratch.exponentials, leaf)), s);
  countUp(site, i32(height), (j) => {
    const leaf = f.let(leafAt(scratch, j));
    const p = f.let(share(leaf));
    countUp(site, i32(kernel.parameters), (k) => {
      const product = f.variable('v128', v.negate(v.multiply(p, share(leafAt(scratch, k)))));
      f.when(whole.equal(j, k), () => {
        const others = without(load(whole.add(scratch.exponentials, leaf)));
        product.set(v.multiply(p, v.divide(others, s)));
      });
      write(site, places, orNaN(site, top.valid, product.value));
      advance(places, i32(v.lanes.size));
    });
  });
};

const covariances = (workshop: Workshop, name: 'hessian' | 'jacobian', height: number): void => {
  const { kernel } = workshop;
  const takes = { eta: 'i32', result: 'i32', rows: 'i32' } as const;
  defineExport(workshop, { name, takes, gives: null }, (site, given) => {
    overLogits(workshop, site, given, (scratch, { rows }) => {
      const bytes = height * kernel.parameters * site.v.lanes.size;
      const top = exponentiate(site, kernel, scratch);
      writeCovariances(site, kernel, scratch, {
        to: rowsAt(site, given('result'), rows, bytes),
        height,
        top,
      });
    });
    return undefined;
  });
};

/** The loss, and the gradient where it is wanted, for labels or for shares. */
const observed = (workshop: Workshop, part: 'loss' | 'gradient', soft: boolean): void => {
  const { kernel } = workshop;
  const name = soft ? `${part}Soft` : part;
  const takes = {
    eta: 'i32',
    y: 'i32',
    ...(soft ? {} : ({ labelBytes: 'i32' } as const)),
    ...(part === 'gradient' ? ({ gradient: 'i32' } as const) : {}),
    rows: 'i32',
  } as const;
  defineExport(workshop, { name, takes, gives: 'f64' }, (site, given) => {
    const { f, v } = site;
    const sum = total(f, v.lanes);
    overLogits(workshop, site, given, (scratch, { rows, live }) => {
      const outcome = { y: given('y'), labelBytes: soft ? null : given('labelBytes'), rows };
      const loss = lossOfRows(site, kernel, scratch, outcome);
      sum.add(countedLoss(v, loss.value, { valid: loss.valid, live }));
      if (part === 'loss') return;
      const to = rowsAt(site, given('gradient'), rows, kernel.parameters * v.lanes.size);
      gradientOfRows(site, kernel, scratch, { outcome, loss, to, weight: null });
    });
    return sum.value();
  });
};

/** The gradients of a choice between the two products. */
const linearRows =
  (workshop: Workshop, soft: boolean): LinearRows =>
  (site, take) => {
    const { kernel } = workshop;
    const scratch = layOut(site, kernel);
    return {
      ...scratch,
      predictors: scratch.logits,
      gradients: ({ rows, weight, to }) => {
        const outcome = { y: take('y'), labelBytes: soft ? null : take('labelBytes'), rows };
        const loss = lossOfRows(site, kernel, scratch, outcome);
        gradientOfRows(site, kernel, scratch, { outcome, loss, to, weight });
        return loss;
      },
      response: (to) => {
        writeProbabilities(site, kernel, scratch, to);
      },
    };
  };

/** Writes functions of a kernel in its loop form: those of these names that are wanted. */
export const loopFunctions = (workshop: Workshop, names: ReadonlySet<string>): void => {
  const { classes, parameters } = workshop.kernel;
  const only = (name: string, write: () => void): void => {
    if (names.has(name) && wants(workshop, name.replace('Soft', '') as PrintedName)) write();
  };
  only('response', () => { response(workshop); }); // prettier-ignore
  only('hessian', () => { covariances(workshop, 'hessian', parameters); }); // prettier-ignore
  only('jacobian', () => { covariances(workshop, 'jacobian', classes!); }); // prettier-ignore
  for (const soft of [false, true])
    for (const part of ['loss', 'gradient'] as const)
      only(soft ? `${part}Soft` : part, () => { observed(workshop, part, soft); }); // prettier-ignore
  for (const soft of [false, true])
    only(soft ? 'linearGradientSoft' : 'linearGradient', () => { linearGradient(workshop, { labels: !soft, soft }, linearRows(workshop, soft)); }); // prettier-ignore
  only('linearResponse', () => { linearResponse(workshop, linearRows(workshop, false)); }); // prettier-ignore
};
