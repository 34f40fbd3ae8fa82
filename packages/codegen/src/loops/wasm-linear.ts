// The linear functions of loop forms in WebAssembly: rows as many as a vector has lanes, their predictors by blocks of classes
// whose sums stay in registers, whatever is made of them, and what it adds to the gradient.
import type { Kernel } from '../kernel.js';
import { countedLoss, overRows, total, whole } from '../schedules/wasm-lanes.js';
import { countUp, vectorBytes } from '../schedules/wasm-products.js';
import { defineExport, readWeights } from '../schedules/wasm-rows.js';
import type { Workshop } from '../schedules/wasm-rows.js';
import type { Code } from '../wasm/code.js';
import { fusable, i32, op, opWith } from '../wasm/code.js';
import type { Site } from '../wasm/site.js';
import { vectorsOf } from './wasm-scratch.js';
import type { Scratch } from './wasm-scratch.js';
import { load } from './wasm-tree.js';
import { readRows, rowsAt } from './wasm-places.js';

/** Vectors of classes whose sums stay in registers. */
const blockVectors = 4;

/** Memory that stands between the two products. */
export type Between = Pick<Scratch, 'slots' | 'rows'> & {
  /** Where the predictors of the rows go, a vector for each. */
  readonly predictors: Code;
};

/** What is made of the predictors of a few rows, once they are read. */
interface Made {
  /** Writes the gradients, times their weights, row by row; the losses, and the lanes that are valid. */
  readonly gradients: (of: {
    readonly rows: readonly Code[];
    readonly weight: Code;
    readonly to: readonly Code[];
  }) => { readonly value: Code; readonly valid: Code };
  /** Writes the responses. */
  readonly response: (to: readonly Code[]) => void;
}

/** Rows in a linear function. */
export type LinearRows = (site: Site, take: (name: string) => Code) => Between & Made;

interface Given {
  readonly x: Code;
  readonly weights: Code;
  readonly features: Code;
  /** 0 where there is none. */
  readonly offset: Code;
  readonly rows: readonly Code[];
}

/** Rows of the scratch memory, a lane's each. */
const scratchRows = (site: Site, kernel: Kernel, scratch: Between): Code[] =>
  Array.from({ length: site.v.lanes.count }, (_, lane) =>
    site.f.let(whole.add(scratch.rows, lane * vectorsOf(kernel, site) * vectorBytes)),
  );

/** x·weights + offset of the rows, read as predictors. What a vector holds beyond the last one is never read again. */
const predict = (site: Site, kernel: Kernel, scratch: Between, given: Given): void => {
  const { f, v } = site;
  const { size, loadSplat, shape } = v.lanes;
  const to = scratchRows(site, kernel, scratch);
  const x = given.rows.map((row) =>
    f.let(whole.add(given.x, op('i32.mul', row, whole.multiply(given.features, size)))),
  );
  const block = (at: Code, vectors: number): void => {
    const sums = given.rows.map(() =>
      Array.from({ length: vectors }, () => f.variable('v128', v.constant(0))),
    );
    const from = f.variable('i32', whole.add(given.weights, at));
    countUp(site, given.features, (j) => {
      const step = f.let(op('i32.mul', j, i32(size)));
      const weights = Array.from({ length: vectors }, (_, n) => f.let(load(from.value, n * vectorBytes)));
      x.forEach((address, lane) => {
        const value = f.let(opWith(loadSplat, {}, whole.add(address, step)));
        weights.forEach((weight, n) => {
          const sum = sums[lane][n];
          sum.set(fusable(shape, [value, weight], sum.value));
        });
      });
      from.set(whole.add(from.value, kernel.parameters * size));
    });
    sums.forEach((row, lane) => {
      row.forEach(({ value }, n) => {
        f.do(opWith('v128.store', { offset: n * vectorBytes }, whole.add(to[lane], at), value));
      });
    });
  };
  overBlocks(site, vectorsOf(kernel, site), block);
  f.when(given.offset, () => {
    addOffsets(site, kernel, { to, from: rowsAt(site, given.offset, given.rows, kernel.parameters * size) });
  });
  readRows(site, to, { to: scratch.predictors, count: kernel.parameters });
};

/** Goes through so many vectors, several at a time as long as there are. */
const overBlocks = (site: Site, vectors: number, body: (at: Code, count: number) => void): void => {
  const { f } = site;
  const at = f.variable('i32', i32(0));
  const full = Math.floor(vectors / blockVectors) * blockVectors;
  for (const [end, count] of [
    [full, blockVectors],
    [vectors, 1],
  ] as const)
    f.while(whole.less(at.value, end * vectorBytes), () => {
      body(at.value, count);
      at.set(whole.add(at.value, count * vectorBytes));
    });
};

const addOffsets = (
  site: Site,
  kernel: Kernel,
  { to, from }: { readonly to: readonly Code[]; readonly from: readonly Code[] },
): void => {
  const { f, v } = site;
  const { scalar, size } = v.lanes;
  countUp(site, i32(kernel.parameters), (k) => {
    const at = f.let(whole.multiply(k, size));
    to.forEach((address, lane) => {
      const place = f.let(whole.add(address, at));
      const offset = opWith(`${scalar}.load`, {}, whole.add(from[lane], at));
      f.do(
        opWith(
          `${scalar}.store`,
          {},
          place,
          op(`${scalar}.add`, opWith(`${scalar}.load`, {}, place), offset),
        ),
      );
    });
  });
};

/** Adds xᵀ times the steps of the rows that count: a lane that does not adds 0, whatever stands in its x. */
const addGradients = (
  site: Site,
  kernel: Kernel,
  scratch: Between,
  given: Given & { readonly gradient: Code; readonly counts: Code },
): void => {
  const { f, v } = site;
  const { size, loadSplat, shape, count } = v.lanes;
  const steps = scratchRows(site, kernel, scratch);
  const full = Math.floor(kernel.parameters / count);
  f.do(op('v128.store', scratch.slots, given.counts));
  const masks = given.rows.map((_, lane) => f.let(opWith(loadSplat, { offset: lane * size }, scratch.slots)));
  const to = f.variable('i32', given.gradient);
  countUp(site, given.features, (j) => {
    const values = given.rows.map((row, lane) => {
      const place = whole.add(op('i32.mul', row, given.features), j);
      const value = opWith(loadSplat, {}, whole.add(given.x, op('i32.mul', place, i32(size))));
      return f.let(v.and(value, masks[lane]));
    });
    const at = f.variable('i32', i32(0));
    f.while(whole.less(at.value, full * vectorBytes), () => {
      const place = f.let(whole.add(to.value, at.value));
      const sum = f.variable('v128', load(place));
      values.forEach((value, lane) => {
        sum.set(fusable(shape, [value, load(whole.add(steps[lane], at.value))], sum.value));
      });
      f.do(op('v128.store', place, sum.value));
      at.set(whole.add(at.value, vectorBytes));
    });
    f.while(whole.less(at.value, kernel.parameters * size), () => {
      const place = f.let(whole.add(to.value, at.value));
      const sum = f.variable('v128', opWith(v.lanes.loadZero, {}, place));
      values.forEach((value, lane) => {
        const step = opWith(v.lanes.loadZero, {}, whole.add(steps[lane], at.value));
        sum.set(v.add(v.multiply(value, step), sum.value));
      });
      f.do(opWith(v.lanes.storeLane, { lane: 0 }, place, sum.value));
      at.set(whole.add(at.value, size));
    });
    to.set(whole.add(to.value, kernel.parameters * size));
  });
};

/** ∂loss/∂x: the steps of each row times the weights. */
const inputGradients = (
  site: Site,
  kernel: Kernel,
  scratch: Between,
  given: Given & { readonly to: Code },
): void => {
  const { f, v } = site;
  const { size, scalar } = v.lanes;
  const steps = scratchRows(site, kernel, scratch);
  const weights = f.variable('i32', given.weights);
  const sums = given.rows.map(() => f.variable(scalar));
  countUp(site, given.features, (j) => {
    for (const sum of sums) sum.set(zeroOf(site));
    countUp(site, i32(kernel.parameters), (k) => {
      const at = f.let(whole.multiply(k, size));
      const weight = f.let(opWith(`${scalar}.load`, {}, whole.add(weights.value, at)));
      sums.forEach((sum, lane) => {
        const step = opWith(`${scalar}.load`, {}, whole.add(steps[lane], at));
        sum.set(op(`${scalar}.add`, sum.value, op(`${scalar}.mul`, weight, step)));
      });
    });
    given.rows.forEach((row, lane) => {
      const place = whole.add(op('i32.mul', row, given.features), j);
      f.do(
        opWith(`${scalar}.store`, {}, whole.add(given.to, op('i32.mul', place, i32(size))), sums[lane].value),
      );
    });
    weights.set(whole.add(weights.value, kernel.parameters * size));
  });
};

const zeroOf = ({ v }: Site): Code =>
  v.lanes.scalar === 'f64'
    ? op('f64.convert_i32_s', i32(0))
    : op('f32.demote_f64', op('f64.convert_i32_s', i32(0)));

/** How the outcome is told: by labels of so many bytes; under a name of its own where it is shares beside them. */
interface Observed {
  readonly labels: boolean;
  readonly soft: boolean;
}

/** Writes the gradient. */
export const linearGradient = (workshop: Workshop, { labels, soft }: Observed, rowsIn: LinearRows): void => {
  const { kernel } = workshop;
  const takes = {
    x: 'i32', weights: 'i32', y: 'i32', ...(labels ? ({ labelBytes: 'i32' } as const) : {}), gradient: 'i32',
    rows: 'i32', features: 'i32', rowWeights: 'i32', offset: 'i32', inputGradient: 'i32',
  } as const; // prettier-ignore
  const name = soft ? 'linearGradientSoft' : 'linearGradient';
  defineExport(workshop, { name, takes, gives: 'f64' }, (site, take) => {
    const { f, v } = site;
    const scratch = rowsIn(site, take);
    const sum = total(f, v.lanes);
    overRows(site, take('rows'), ({ rows, live }) => {
      const [x, weights, features, offset] = ['x', 'weights', 'features', 'offset'].map(take);
      const given = { x, weights, features, offset, rows };
      predict(site, kernel, scratch, given);
      const weight = readWeights(site, take('rowWeights'), rows);
      const counts = f.let(v.and(live, v.not(v.equal(weight, v.constant(0)))));
      const { value, valid } = scratch.gradients({ rows, weight, to: scratchRows(site, kernel, scratch) });
      sum.add(countedLoss(v, v.multiply(weight, value), { valid, live: counts }));
      addGradients(site, kernel, scratch, { ...given, gradient: take('gradient'), counts });
      f.when(take('inputGradient'), () => {
        inputGradients(site, kernel, scratch, { ...given, to: take('inputGradient') });
      });
    });
    return sum.value();
  });
};

/** Writes the response. */
export const linearResponse = (workshop: Workshop, rowsIn: LinearRows): void => {
  const { kernel } = workshop;
  const takes = {
    x: 'i32', weights: 'i32', mean: 'i32', rows: 'i32', features: 'i32', offset: 'i32',
  } as const; // prettier-ignore
  defineExport(workshop, { name: 'linearResponse', takes, gives: null }, (site, take) => {
    const scratch = rowsIn(site, take);
    overRows(site, take('rows'), ({ rows }) => {
      const [x, weights, features, offset] = ['x', 'weights', 'features', 'offset'].map(take);
      predict(site, kernel, scratch, { x, weights, features, offset, rows });
      const bytes = kernel.columns * site.v.lanes.size;
      scratch.response(rowsAt(site, take('mean'), rows, bytes));
    });
    return undefined;
  });
};
