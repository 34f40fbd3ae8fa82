// The functions of a kernel whose row kernels have loops over the classes, in WebAssembly: as many rows at a time as a vector
// has lanes.
import type { PrintedName } from '../kernel.js';
import { countedLoss, overRows, splat, total } from '../schedules/wasm-lanes.js';
import type { RowLanes } from '../schedules/wasm-lanes.js';
import { countUp } from '../schedules/wasm-products.js';
import { defineExport, readWeights, wants } from '../schedules/wasm-rows.js';
import type { Workshop } from '../schedules/wasm-rows.js';
import type { Code } from '../wasm/code.js';
import { i32 } from '../wasm/code.js';
import type { Site } from '../wasm/site.js';
import type { LoopedRow, Program } from './program.js';
import { layOutArrays, lengthsOf } from './wasm-arrays.js';
import type { Arrays } from './wasm-arrays.js';
import { linearGradient, linearResponse } from './wasm-linear.js';
import type { LinearRows } from './wasm-linear.js';
import { advance, moving, orNaN, readRows, rowsAt, write } from './wasm-places.js';
import { slotCount, vectorsOf } from './wasm-scratch.js';
import { writeLoopedRow } from './wasm-steps.js';
import type { LoopedValues } from './wasm-steps.js';

/** Reads a vector for each element of η, or of the outcome. */
const readArray = (
  site: Site,
  arrays: Arrays,
  {
    name,
    from,
    rows,
    count,
  }: {
    readonly name: 'eta' | 'y';
    readonly from: Code;
    readonly rows: readonly Code[];
    readonly count: number;
  },
): void => {
  readRows(site, rowsAt(site, from, rows, count * site.v.lanes.size), { to: arrays.address(name), count });
};

/** Writes the outputs of each lane's row one after the other: NaN where it is not valid, and everywhere where there is no formula. */
const writeOutputs = (
  site: Site,
  { valid, outputs }: LoopedValues,
  { addresses, width }: { readonly addresses: readonly Code[]; readonly width: number },
): void => {
  const places = moving(site, addresses);
  const put = (value: Code): void => {
    write(site, places, value);
    advance(places, i32(site.v.lanes.size));
  };
  if (outputs === null)
    countUp(site, i32(width), () => {
      put(site.v.constant(Number.NaN));
    });
  else
    outputs((value) => {
      put(orNaN(site, valid, value));
    });
};

/** A function of η alone that writes `width` numbers a row. */
const mapping = (workshop: Workshop, name: 'response' | 'hessian' | 'jacobian', width: number): void => {
  const { kernel } = workshop;
  const row = kernel.program![name]!;
  const takes = { eta: 'i32', result: 'i32', rows: 'i32' } as const;
  defineExport(workshop, { name, takes, gives: null }, (site, take) => {
    const arrays = layOutArrays(site, lengthsOf(row, kernel));
    overRows(site, take('rows'), ({ rows }) => {
      readArray(site, arrays, { name: 'eta', from: take('eta'), rows, count: kernel.parameters });
      const values = writeLoopedRow(site, row, { arrays });
      const addresses = rowsAt(site, take('result'), rows, width * site.v.lanes.size);
      writeOutputs(site, values, { addresses, width });
    });
    return undefined;
  });
};

/** A function of η and the outcome that returns the loss, and writes the gradient where there is one. */
const observed = (workshop: Workshop, name: 'loss' | 'gradient'): void => {
  const { kernel } = workshop;
  const { parameters, outcomes } = kernel;
  const row = kernel.program![name]!;
  const writes = name === 'gradient';
  const takes = {
    eta: 'i32',
    y: 'i32',
    ...(writes ? ({ gradient: 'i32' } as const) : {}),
    rows: 'i32',
  } as const;
  defineExport(workshop, { name, takes, gives: 'f64' }, (site, take) => {
    const { f, v } = site;
    const arrays = layOutArrays(site, lengthsOf(row, kernel));
    const sum = total(f, v.lanes);
    overRows(site, take('rows'), ({ rows, live }) => {
      readArray(site, arrays, { name: 'eta', from: take('eta'), rows, count: parameters });
      readArray(site, arrays, { name: 'y', from: take('y'), rows, count: outcomes.length });
      const values = writeLoopedRow(site, row, { arrays });
      sum.add(countedLoss(v, values.loss!, { valid: values.valid, live }));
      if (!writes) return;
      const addresses = rowsAt(site, take('gradient'), rows, parameters * v.lanes.size);
      writeOutputs(site, values, { addresses, width: parameters });
    });
    return sum.value();
  });
};

/** A function of the outcome alone. Rows of weight 0 are left out. */
const ofOutcome = (workshop: Workshop, name: 'logBaseMeasure' | 'saturatedLoss'): void => {
  const { kernel } = workshop;
  const row = kernel.program![name]!;
  const takes = { y: 'i32', rows: 'i32', rowWeights: 'i32', dispersion: 'f64' } as const;
  defineExport(workshop, { name, takes, gives: 'f64' }, (site, take) => {
    const { f, v } = site;
    const arrays = layOutArrays(site, lengthsOf(row, kernel));
    const sum = total(f, v.lanes);
    const dispersion = f.let(splat(v, take('dispersion')));
    overRows(site, take('rows'), ({ rows, live }: RowLanes) => {
      const weight = readWeights(site, take('rowWeights'), rows);
      readArray(site, arrays, { name: 'y', from: take('y'), rows, count: kernel.outcomes.length });
      const given = Object.entries({ weight, dispersion });
      const values = writeLoopedRow(site, row, { arrays, given });
      const counts = v.and(live, v.not(v.equal(weight, v.constant(0))));
      sum.add(countedLoss(v, values.loss!, { valid: values.valid, live: counts }));
    });
    return sum.value();
  });
};

/** The rows between the two products of a linear function. */
const linearRows =
  ({ kernel }: Workshop, row: LoopedRow): LinearRows =>
  (site, take) => {
    const { f, v } = site;
    const room = { slots: slotCount, rows: v.lanes.count * vectorsOf(kernel, site) };
    const arrays = layOutArrays(site, { ...lengthsOf(row, kernel), ...room });
    return {
      slots: arrays.address('slots'),
      rows: arrays.address('rows'),
      predictors: arrays.address('eta'),
      gradients: ({ rows, weight, to }) => {
        readArray(site, arrays, { name: 'y', from: take('y'), rows, count: kernel.outcomes.length });
        const { valid, loss, outputs } = writeLoopedRow(site, row, { arrays });
        // a row of weight 0 adds nothing, even where it is not valid
        const counts = f.let(v.not(v.equal(weight, v.constant(0))));
        const places = moving(site, to);
        outputs!((value) => {
          write(site, places, v.and(counts, orNaN(site, valid, v.multiply(weight, value))));
          advance(places, i32(v.lanes.size));
        });
        return { value: loss!, valid };
      },
      response: (addresses) => {
        writeOutputs(site, writeLoopedRow(site, row, { arrays }), { addresses, width: kernel.columns });
      },
    };
  };

/** Writes the functions of a kernel with a program that are wanted. */
export const programFunctions = (workshop: Workshop, program: Program): void => {
  const { parameters: s, columns: m } = workshop.kernel;
  const widths = { response: m, hessian: s * s, jacobian: m * s } as const;
  const has = (name: keyof Program & PrintedName): boolean =>
    wants(workshop, name) && program[name] !== undefined;
  for (const name of ['response', 'hessian', 'jacobian'] as const)
    if (has(name)) mapping(workshop, name, widths[name]);
  for (const name of ['loss', 'gradient'] as const) if (has(name)) observed(workshop, name);
  if (wants(workshop, 'linearGradient') && program.gradient !== undefined)
    linearGradient(workshop, { labels: false, soft: false }, linearRows(workshop, program.gradient));
  if (wants(workshop, 'linearResponse') && program.response !== undefined)
    linearResponse(workshop, linearRows(workshop, program.response));
  for (const name of ['logBaseMeasure', 'saturatedLoss'] as const) if (has(name)) ofOutcome(workshop, name);
};
