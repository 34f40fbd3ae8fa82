// The module of the wasm target: all functions over one memory of its own.
import type { Kernel } from '../kernel.js';
import { loopFunctions } from '../loops/wasm.js';
import { programFunctions } from '../loops/wasm-program.js';
import { vectorsOf } from '../wasm/lanes.js';
import { ModuleAssembler } from '../wasm/module.js';
import { linearFunctions } from './wasm-linear.js';
import { rowFunctions } from './wasm-rows.js';
import type { Parameters, Workshop } from './wasm-rows.js';
import { defineAllocate, firstFree } from './wasm-scratch.js';

/** A module and what it exports. */
export interface AssembledKernel {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Functions by name: their parameters with their types. Addresses are i32, 0 for what is absent. */
  readonly exports: { readonly [name: string]: Parameters };
}

/** Every function that a module may have, by the names of its parts. */
const all = [
  'response', 'hessian', 'jacobian', 'loss', 'lossSoft', 'gradient', 'gradientSoft',
  'linearGradient', 'linearGradientSoft', 'linearResponse',
] as const; // prettier-ignore

/** Written out from end to end as far as that pays: where a fit or a prediction spends its time. */
const hot: ReadonlySet<string> = new Set(['response', 'linearGradient', 'linearResponse']);

/** Classes above which all but the hot functions are loops: 64 classes written out would be 720 KB. */
const mostWritten = 16;

/** The functions that are loops over the classes. */
const loopsOf = ({ looped, loopable, classes }: Kernel): ReadonlySet<string> => {
  if (looped) return new Set(all);
  return new Set(loopable && classes! > mostWritten ? all.filter((name) => !hot.has(name)) : []);
};

/** Assembles the module of a kernel. */
export const assembleKernel = (kernel: Kernel): AssembledKernel => {
  const module = new ModuleAssembler();
  const workshop: Workshop = { kernel, module, v: vectorsOf[kernel.precision], exports: {} };
  if (kernel.program === null) {
    const inLoops = loopsOf(kernel);
    rowFunctions(workshop, inLoops);
    linearFunctions(workshop, inLoops);
    loopFunctions(workshop, inLoops);
  } else programFunctions(workshop, kernel.program);
  defineAllocate({ module, v: workshop.v, inline: new Set() });
  const exports = { ...workshop.exports, allocate: { bytes: 'i32' } as const };
  return { bytes: module.assemble({ pages: 2 }, firstFree), exports };
};
