// A printed WGSL module with the manifest that says how to call it. Pipelines are built from the manifest alone.
import { Problem } from '../../problems.js';

/** One resource of an entry point, in bind group 0. */
export interface WgslBinding {
  readonly binding: number;
  /** `shape`, `eta`, `y`, `result`, `losses`, `x`, `xByRow`, `weights`, `residual`, `predictors`, `rowWeights`, `order` or `parts`. */
  readonly name: string;
  readonly access: 'uniform' | 'read' | 'read_write';
  /** Of its elements; f32 where it is not said. */
  readonly type?: string;
  /**
   * A product of numbers and of `rows`, `features`, `parameters`, `classes`, `order`, `parts`, `outputs` and `stride`, such as
   * `rows*parameters`: a part is what a workgroup of the training pass leaves, `outputs` numbers, `stride` with what fills it up.
   */
  readonly length: string;
}

/** How one entry point is dispatched. */
export interface WgslEntryPoint {
  readonly bindings: readonly WgslBinding[];
  readonly workgroupSize: number;
  /** What one workgroup works on: as many rows as its size, one feature, everything, such tiles of rows in turn, 8 sums. */
  readonly covers: 'rows' | 'feature' | 'all' | 'tiles' | 'sums';
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
  /** Workgroups of the training pass. */
  readonly parts?: number;
  /** Rows listed. */
  readonly order?: number;
}

/** What every workgroup of the training pass leaves: the gradient, the loss, the rows outside; a part begins every 256 bytes. */
export const partSize = (
  { parameters }: Pick<WgslManifest, 'parameters'>,
  features: number,
): { readonly outputs: number; readonly stride: number } => {
  // parameters lie in packs of one, two or four numbers; the loss and the rows outside have a pack of their own
  const width = Math.min(parameters, 4) === 3 ? 4 : Math.min(parameters, 4);
  const floats = features * width * Math.ceil(parameters / width) + 2 * width;
  return { outputs: features * parameters + 2, stride: 64 * Math.ceil(floats / 64) };
};

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
    parts: shape.parts ?? 1,
    order: shape.order ?? 1,
    ...partSize(manifest, shape.features),
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
const largestSide = 65_535;

/** Sums that a workgroup of `sumParts` makes. */
export const sumsOfGroup = 8;

/** A grid of so many workgroups; beyond 65 535 of them it has a second dimension. */
export const spread = (groups: number): readonly [number, number] =>
  groups <= largestSide ? [groups, 1] : [largestSide, Math.ceil(groups / largestSide)];

/** The grid of workgroups that an entry point needs. */
export const grid = (
  entry: WgslEntryPoint,
  manifest: WgslManifest,
  shape: Shape,
): readonly [number, number] =>
  spread(
    {
      rows: Math.ceil(shape.rows / entry.workgroupSize),
      feature: shape.features,
      all: 1,
      tiles: shape.parts ?? 1,
      sums: Math.ceil(partSize(manifest, shape.features).outputs / sumsOfGroup),
    }[entry.covers],
  );
