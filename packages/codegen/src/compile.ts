// Compiles in memory: a TypeScript kernel is printed without types and imported from a data address, in Node and in browsers
// alike; a WGSL kernel is text with the manifest that a device builds its pipelines from.
import type { Derivation } from '@expfam/family';
import type { KernelModule } from '@expfam/runtime';
import { lower } from './lower.js';
import { shaderManifest } from './manifest.js';
import type { ShaderManifest } from './manifest.js';
import type { BaseMeasure } from './passes/unroll.js';
import { print } from './print.js';
import { javascript } from './targets/ts.js';
import { wgsl } from './targets/wgsl.js';

/** A WGSL module with its manifest, as the device `webgpu` of the runtime takes it. */
export interface GpuKernels {
  readonly code: string;
  readonly manifest: ShaderManifest;
}

/** How a kernel is compiled. */
export interface CompileOptions<Name extends 'ts' | 'wgsl'> {
  readonly target: Name;
  /** The float arrays of `ts`; f64 unless told otherwise. WGSL is always f32. */
  readonly precision?: 'f64' | 'f32';
  /** What the base measure depends on beside the outcome. */
  readonly base?: BaseMeasure;
  /** The link; the canonical one unless told otherwise. */
  readonly link?: string;
}

/** Imports a JavaScript module from its text. */
const importText = async (text: string): Promise<unknown> => {
  const address = `data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`;
  return await import(/* @vite-ignore */ address);
};

/**
 * Compiles a derivation: to functions for `ts`, to a module and its manifest for `wgsl`.
 *
 * @throws CodegenError where the derivation cannot be lowered.
 * @example
 * ```ts
 * const kernels = await compile(derivation, { target: 'ts' });
 * kernels.response(Float64Array.of(0, 1, 2), mean, 1);
 * ```
 */
export async function compile(derivation: Derivation, options: CompileOptions<'ts'>): Promise<KernelModule>;
export async function compile(derivation: Derivation, options: CompileOptions<'wgsl'>): Promise<GpuKernels>;
export async function compile(
  derivation: Derivation,
  { target, precision = 'f64', base = {}, link = 'canonical' }: CompileOptions<'ts' | 'wgsl'>,
): Promise<KernelModule | GpuKernels> {
  if (target === 'wgsl') {
    const kernel = lower(derivation, { rounding: wgsl.rounding, base, link });
    return { code: print(kernel, wgsl), manifest: shaderManifest(kernel) };
  }
  const printer = javascript[precision];
  return (await importText(
    print(lower(derivation, { rounding: printer.rounding, base, link }), printer),
  )) as KernelModule;
}
