// A printed WGSL module with the manifest that says how to call it. Pipelines are built from the manifest alone.
import { Problem } from '../../problems.js';

/** One resource of an entry point, in bind group 0. */
export interface WgslBinding {
  readonly binding: number;
  /** `shape`, `eta`, `y`, `result`, `losses`, `x`, `weights` or `residual`. */
  readonly name: string;
  readonly access: 'uniform' | 'read' | 'read_write';
  /** Of its elements; f32 where it is not said. */
  readonly type?: string;
  /** A product of numbers and of `rows`, `features`, `parameters`, `classes`: `rows*parameters`. */
  readonly length: string;
}

/** How one entry point is dispatched. */
export interface WgslEntryPoint {
  readonly bindings: readonly WgslBinding[];
  readonly workgroupSize: number;
  /** What one workgroup works on: as many rows as its size, one feature, or everything. */
  readonly covers: 'rows' | 'feature' | 'all';
}

/** The manifest of a WGSL module. */
export interface WgslManifest {
  readonly parameters: number;
  readonly classes: number | null;
  readonly entryPoints: Readonly<Record<string, WgslEntryPoint>>;
}

/** A WGSL module in memory. */
export interface WgslModule {
  readonly code: string;
  readonly manifest: WgslManifest;
}

/** The size of a call. */
export interface Shape {
  readonly rows: number;
  readonly features: number;
}

/** The entry point of that name. @throws Problem device-refused */
export const entryPoint = (manifest: WgslManifest, name: string): WgslEntryPoint => {
  const found = manifest.entryPoints[name];
  if (found === undefined) throw new Problem('device-refused', `the WGSL module has no entry point ${name}`);
  return found;
};

/** The number of elements that a binding needs. @throws Problem device-refused */
export const elements = (length: string, manifest: WgslManifest, shape: Shape): number => {
  const names: Readonly<Record<string, number>> = {
    rows: shape.rows,
    features: shape.features,
    parameters: manifest.parameters,
    classes: manifest.classes ?? 1,
  };
  return length
    .split('*')
    .map((part) => part.trim())
    .reduce((product, part) => {
      const factor = names[part] ?? Number(part);
      if (!Number.isFinite(factor))
        throw new Problem('device-refused', `the manifest has the length ${length}`);
      return product * factor;
    }, 1);
};

// WebGPU's guaranteed limit for each dimension of a dispatch.
const LARGEST_SIDE = 65_535;

/** The grid of workgroups; beyond 65 535 of them it has a second dimension. */
export const grid = (entry: WgslEntryPoint, shape: Shape): readonly [number, number] => {
  const groups = {
    rows: Math.ceil(shape.rows / entry.workgroupSize),
    feature: shape.features,
    all: 1,
  }[entry.covers];
  return groups <= LARGEST_SIDE ? [groups, 1] : [LARGEST_SIDE, Math.ceil(groups / LARGEST_SIDE)];
};
