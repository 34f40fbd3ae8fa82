// Compiles in memory: a TypeScript kernel is printed without types and imported from a data address, in Node and in browsers
// alike, and so is the loader of a WebAssembly kernel with the module in it; a WGSL kernel is text with the manifest that a
// device builds its pipelines from.
import type { Derivation } from '@expfam/family';
import type { KernelModule } from '@expfam/runtime';
import { lower } from './lower.js';
import { shaderManifest } from './manifest.js';
import type { ShaderManifest } from './manifest.js';
import type { BaseMeasure } from './passes/unroll.js';
import { print } from './print.js';
import { assembleKernel } from './schedules/wasm.js';
import { printLoader } from './schedules/wasm-loader.js';
import { javascript } from './targets/ts.js';
import { vectorRounding } from './targets/wasm.js';
import { wgsl } from './targets/wgsl.js';

/** A WGSL module with its manifest, as the device `webgpu` of the runtime takes it. */
export interface GpuKernels {
  readonly code: string;
  readonly manifest: ShaderManifest;
}

/** A WebAssembly kernel: arrays in its memory are used where they lie. */
export interface WasmKernels extends KernelModule {
  /** Whether the engine fuses products: their rounding then differs. */
  readonly multiplyAdd: 'relaxed' | 'plain';
  readonly memory: WebAssembly.Memory;
  /** The address of so many bytes. */
  allocate(bytes: number): number;
  /** The same kernels over a memory of their own that holds so many bytes. */
  instantiate(capacity?: number): Omit<WasmKernels, 'instantiate'>;
}

/** What a kernel can be compiled to in memory. */
export type CompiledTarget = 'ts' | 'wgsl' | 'wasm';

/** How a kernel is compiled. */
export interface CompileOptions<Name extends CompiledTarget> {
  readonly target: Name;
  /** The float arrays of `ts` and `wasm`; f64 unless told otherwise. WGSL is always f32. */
  readonly precision?: 'f64' | 'f32';
  /** What the base measure depends on beside the outcome. */
  readonly base?: BaseMeasure;
  /** The link; the canonical one unless told otherwise. */
  readonly link?: string;
  /** K of a derivation that leaves it open: its kernels loop over the classes. */
  readonly classes?: number;
}

/** A JavaScript module as an address, which stack traces call by a name rather than by all of it. */
const addressOf = (text: string, name: string): string =>
  `data:text/javascript;charset=utf-8,${encodeURIComponent(`${text}\n//# sourceURL=expfam-${name}.js\n`)}`;

/**
 * The address of a module with the kernels of a derivation, which can be imported anywhere: threads import theirs from it.
 *
 * @throws CodegenError where the derivation cannot be lowered.
 * @example
 * ```ts
 * const kernels = await import(moduleAddress(derivation, { target: 'wasm' }));
 * ```
 */
export const moduleAddress = (
  derivation: Derivation,
  { target, precision = 'f64', ...how }: CompileOptions<'ts' | 'wasm'>,
): string => {
  if (target === 'wasm') {
    const kernel = lower(derivation, { rounding: vectorRounding[precision], ...how });
    return addressOf(printLoader(kernel, assembleKernel(kernel)), `${kernel.family}-wasm`);
  }
  const printer = javascript[precision];
  const kernel = lower(derivation, { rounding: printer.rounding, ...how });
  return addressOf(print(kernel, printer), kernel.family);
};

/**
 * Compiles a derivation: to functions for `ts` and `wasm`, to a module and its manifest for `wgsl`.
 *
 * @throws CodegenError where the derivation cannot be lowered.
 * @example
 * ```ts
 * const kernels = await compile(derivation, { target: 'ts' });
 * kernels.response(Float64Array.of(0, 1, 2), mean, 1);
 * ```
 */
export async function compile(derivation: Derivation, options: CompileOptions<'wgsl'>): Promise<GpuKernels>;
export async function compile(derivation: Derivation, options: CompileOptions<'wasm'>): Promise<WasmKernels>;
export async function compile(
  derivation: Derivation,
  options: CompileOptions<'ts' | 'wasm'>,
): Promise<KernelModule>;
export async function compile(
  derivation: Derivation,
  { target, ...how }: CompileOptions<CompiledTarget>,
): Promise<KernelModule | GpuKernels> {
  if (target === 'wgsl') {
    const { precision: _, ...rest } = how;
    const kernel = lower(derivation, { rounding: wgsl.rounding, ...rest });
    return { code: print(kernel, wgsl), manifest: shaderManifest(kernel) };
  }
  const address = moduleAddress(derivation, { target, ...how });
  return (await import(/* @vite-ignore */ address)) as KernelModule;
}
