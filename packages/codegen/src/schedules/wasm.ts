// The module of the wasm target: all functions over one memory of its own.
import type { Kernel } from '../kernel.js';
import { loopFunctions } from '../loops/wasm.js';
import { vectorsOf } from '../wasm/lanes.js';
import { ModuleAssembler } from '../wasm/module.js';
import { linearFunctions } from './wasm-linear.js';
import { rowFunctions } from './wasm-rows.js';
import type { Parameters, Workshop } from './wasm-rows.js';
import { defineAllocate } from './wasm-scratch.js';

/** Free memory begins here: 0 stands for an array that is absent. */
const firstFree = 1024;

/** A module and what it exports. */
export interface AssembledKernel {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Functions by name: their parameters with their types. Addresses are i32, 0 for what is absent. */
  readonly exports: { readonly [name: string]: Parameters };
}

/** Assembles the module of a kernel. */
export const assembleKernel = (kernel: Kernel): AssembledKernel => {
  const module = new ModuleAssembler();
  const workshop: Workshop = { kernel, module, v: vectorsOf[kernel.precision], exports: {} };
  if (kernel.looped) loopFunctions(workshop);
  else {
    rowFunctions(workshop);
    linearFunctions(workshop);
  }
  defineAllocate({ module, v: workshop.v, inline: new Set() });
  const exports = { ...workshop.exports, allocate: { bytes: 'i32' } as const };
  return { bytes: module.assemble({ pages: 2 }, firstFree), exports };
};
