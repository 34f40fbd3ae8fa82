// A predictor as WebAssembly: the columns of a design in, the response out, with the weights as constants of the code. Two
// rows at once, in double precision.
import type { Kernel } from '../kernel.js';
import { writeRow } from '../targets/wasm.js';
import { flatten, name, sized } from '../wasm/bytes.js';
import type { Code } from '../wasm/code.js';
import { vectorsOf } from '../wasm/lanes.js';
import { ModuleAssembler } from '../wasm/module.js';
import { callPrelude } from '../wasm/site.js';
import type { Site } from '../wasm/site.js';
import { overRows, rowAddresses } from './wasm-lanes.js';
import { readNumbers } from './wasm-matrix.js';
import { lookUp, writeOutputs } from './wasm-rows.js';
import { defineAllocate, firstFree } from './wasm-scratch.js';

/** The linear predictors of a model. */
export interface LinearPredictors {
  /** For each parameter the constant term and the weight of every column of the design. */
  readonly weights: readonly { readonly constant: number; readonly columns: readonly number[] }[];
  /** For each parameter 0, or the sign of the natural parameter whose logarithm is the linear predictor. */
  readonly signs: readonly number[];
  /** What the module says of itself, in a section of the name `expfam`. */
  readonly about: string;
}

/**
 * A module that imports nothing and exports `memory`, `allocate(bytes)` and `predict(x, result, rows)`: addresses of the
 * design (rows × columns) and of the response (rows × m), both in double precision and row by row.
 */
export const assemblePredictor = (
  kernel: Kernel,
  { weights, signs, about }: LinearPredictors,
): Uint8Array<ArrayBuffer> => {
  const module = new ModuleAssembler();
  const v = vectorsOf[kernel.precision];
  const response = kernel.rows.response!;
  const width = weights[0].columns.length;
  module.define('predict', { takes: ['i32', 'i32', 'i32'], gives: null }, (f) => {
    const site: Site = { module, f, v, inline: new Set() };
    const [x, result, rows] = f.parameters;
    overRows(site, rows.value, ({ rows: lanes }) => {
      const columns = readNumbers(site, { addresses: rowAddresses(site, x.value, lanes, width) }, width);
      const inputs = response.inputs.map((input, k) => {
        const linear = f.let(linearCode(site, weights[k], columns));
        return [input, naturalCode(site, linear, signs[k] ?? 0)] as const;
      });
      const row = writeRow(site, response, lookUp(inputs));
      const addresses = rowAddresses(site, result.value, lanes, response.outputs.length);
      writeOutputs(site, row, { to: { addresses }, width: response.outputs.length });
    });
    return undefined;
  });
  defineAllocate({ module, v, inline: new Set() });
  return withSection(module.assemble({ pages: 2 }, firstFree), about);
};

const linearCode = (
  { v }: Site,
  { constant, columns: weights }: LinearPredictors['weights'][number],
  columns: readonly Code[],
): Code =>
  columns.reduce(
    (sum, column, j) => v.add(sum, v.multiply(column, v.constant(weights[j]))),
    v.constant(constant),
  );

const naturalCode = (site: Site, linear: Code, sign: number): Code => {
  if (sign === 0) return linear;
  const size = callPrelude(site, 'exp', [linear]);
  return site.f.let(sign < 0 ? site.v.negate(size) : size);
};

/** The module with a section that any reader may skip. */
const withSection = (bytes: Uint8Array, about: string): Uint8Array<ArrayBuffer> => {
  const payload = [...new TextEncoder().encode(about)];
  const section = flatten([0, sized([name('expfam'), payload])]).bytes;
  const whole = new Uint8Array(bytes.length + section.length);
  whole.set(bytes);
  whole.set(section, bytes.length);
  return whole;
};
