// The memory of a row kernel with loops in WebAssembly, above what is allocated: η, the outcome and its arrays, a vector for
// each element with a lane for each of a few rows.
import type { Kernel } from '../kernel.js';
import { whole } from '../schedules/wasm-lanes.js';
import { vectorBytes } from '../schedules/wasm-products.js';
import { reserve } from '../schedules/wasm-scratch.js';
import type { Code } from '../wasm/code.js';
import { i32, op } from '../wasm/code.js';
import type { Site } from '../wasm/site.js';
import type { LoopedRow } from './program.js';

/** Where arrays lie. */
export interface Arrays {
  readonly base: Code;
  /** Bytes from the base on, by the name of the array. */
  readonly offsetOf: (name: string) => number;
  /** Where an array begins. */
  readonly address: (name: string) => Code;
}

/** Vectors that an array has room for, by its name. */
export interface Lengths {
  readonly [name: string]: number;
}

/** The room beside the array of a step `without`. */
export const restOf = (name: string): string => `rest of ${name}`;

/** What a row kernel needs. Elements may stand some places before the class of a loop, so that there is room before the first. */
export const lengthsOf = ({ places, steps }: LoopedRow, { parameters, outcomes }: Kernel): Lengths => {
  const elements = [...places.values()].filter((place) => place.kind === 'element');
  const arrays = steps.flatMap((step) => {
    if (step.kind === 'array' || step.kind === 'others') return [[step.name, step.length]];
    if (step.kind === 'without') return [[step.name, step.length], [restOf(step.name), step.length]]; // prettier-ignore
    return [];
  });
  return {
    before: Math.max(0, ...elements.map(({ offset }) => -offset)),
    eta: parameters,
    y: outcomes.length,
    ...Object.fromEntries(arrays),
  };
};

/** Lays the arrays out, growing the memory where it must. */
export const layOutArrays = (site: Site, lengths: Lengths): Arrays => {
  const { f, module } = site;
  const base = f.let(op('i32.and', whole.add(module.top, 15), i32(-16)));
  const offsets = new Map<string, number>();
  let end = 0;
  for (const [name, length] of Object.entries(lengths)) {
    offsets.set(name, end);
    end += length * vectorBytes;
  }
  f.do(reserve(site, whole.add(base, end)));
  const offsetOf = (name: string): number => offsets.get(name)!;
  return { base, offsetOf, address: (name) => f.let(whole.add(base, offsetOf(name))) };
};
