// The manifest that goes with generated files: formulas, functions, buffer layouts, budgets, sizes and hashes. A device
// builds its pipelines from it alone.
import { budgets } from './accuracy.js';
import type { Budget } from './accuracy.js';
import type { Kernel } from './kernel.js';
import { manifestEntries } from './schedules/wgsl-entries.js';
import type { ManifestEntry } from './schedules/wgsl-entries.js';

/** What a device needs to run a WGSL module. */
export interface ShaderManifest {
  readonly family: string;
  /** s, the number of natural parameters. */
  readonly parameters: number;
  readonly classes: number | null;
  readonly entryPoints: Readonly<Record<string, ManifestEntry>>;
  /** What the host must see to before it calls: the module checks nothing. */
  readonly requires: readonly string[];
  readonly budget: Budget;
}

/** A generated file as the manifest lists it. */
export interface ManifestFile {
  readonly path: string;
  readonly target: string;
  readonly precision: 'f64' | 'f32';
  readonly bytes: number;
  readonly sha256: string;
  readonly budget: Budget;
  /** Of a WebAssembly module: functions by name, their parameters with their types. */
  readonly exports?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The budget of a kernel on a target. */
export const budgetOf = (kernel: Kernel, target: 'ts' | 'wgsl' | 'wasm', precision: 'f64' | 'f32'): Budget =>
  target === 'wgsl' ? budgets.wgsl.f32[kernel.judged] : budgets[target][precision][kernel.judged];

/** The manifest of a WGSL module. */
export const shaderManifest = (kernel: Kernel): ShaderManifest => ({
  family: kernel.family,
  parameters: kernel.parameters,
  classes: kernel.classes,
  entryPoints: manifestEntries(kernel),
  requires: [
    'every natural parameter is inside its space and of a size below 2^120',
    kernel.classes === null ? 'every outcome is in the support' : `every label is below ${kernel.classes}`,
  ],
  budget: budgetOf(kernel, 'wgsl', 'f32'),
});

/** The whole manifest as an object; the files list what it describes. */
export const manifestOf = (kernel: Kernel, files: readonly ManifestFile[]) => ({
  schema: 'expfam/manifest@1',
  family: kernel.family,
  classes: kernel.classes,
  form: kernel.form,
  parameters: kernel.parameters,
  columns: kernel.columns,
  formulas: kernel.formulas,
  files,
  ...(files.some(({ target }) => target === 'wgsl')
    ? { entryPoints: manifestEntries(kernel), requires: shaderManifest(kernel).requires }
    : {}),
});
