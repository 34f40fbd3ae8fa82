// Kernels in memory, compiled once a process: by catalogue name, or from the text of a density.
import type { KernelModule } from '@expfam/runtime';
import type { GpuKernels } from '@expfam/codegen';
import type { Derivation } from '@expfam/family';
import { withBinomialCount } from './binomial-count.js';
import { findFamily } from './catalogue.js';
import { densityOf } from './densities.js';
import { flipped } from './flipped.js';
import type { KernelRecipe } from './models/memory.js';

const compiled = new Map<string, KernelModule>();

/** The kernels that a recipe describes; the engine is loaded on demand and each recipe compiled once. */
export const kernelsOf = async (recipe: KernelRecipe): Promise<KernelModule> => {
  const known = knownKernels(recipe);
  if (known !== null) return known;
  const kernels = await dressed(recipe, (await shipped(recipe)) ?? (await compiledNow(recipe)));
  compiled.set(keyOf(recipe), kernels);
  return kernels;
};

/** The ready-made kernels of a recipe, where there are any: then nothing is derived and nothing compiled. */
const shipped = async ({ family, density, classes, fix }: KernelRecipe): Promise<KernelModule | null> => {
  if (family === null || density !== null || Object.keys(fix).length > 0) return null;
  const { shippedKernels } = await import('@expfam/runtime/kernels');
  const name = served[family] ?? family;
  const stem = classes === null ? name : `${name}-K${String(classes)}`;
  return Object.hasOwn(shippedKernels, stem) ? ((await shippedKernels[stem]?.()) ?? null) : null;
};

const compiledNow = async (recipe: KernelRecipe): Promise<KernelModule> => {
  const [derivation, { compile }] = await Promise.all([derivationOf(recipe), import('@expfam/codegen')]);
  return compile(derivation, { target: 'ts' });
};

/** The kernels of a recipe as a WGSL module, for a GPU. */
export const gpuKernelsOf = async (recipe: KernelRecipe): Promise<GpuKernels> => {
  const [derivation, { compile }] = await Promise.all([derivationOf(recipe), import('@expfam/codegen')]);
  return compile(derivation, { target: 'wgsl' });
};

/** The kernels of a recipe where this process has compiled them, else null. */
export const knownKernels = (recipe: KernelRecipe): KernelModule | null =>
  compiled.get(keyOf(recipe)) ?? null;

// Grouped binomial outcomes are Bernoulli outcomes with weights, so one kernel serves both.
const served: Readonly<Record<string, string>> = { binomial: 'bernoulli' };

const derivationOf = async ({ family, density: text, classes, fix }: KernelRecipe): Promise<Derivation> => {
  const { deriveForKernels } = await import('./derivations.js');
  const dispersion = family === null ? undefined : findFamily(family)?.dispersion;
  const name = family ?? 'density';
  const density = await densityOf({ name: served[name] ?? name, text });
  return deriveForKernels(density, {
    ...(classes === null ? {} : { classes }),
    fix: dispersion === undefined ? fix : { [dispersion]: '1', ...fix },
  });
};

/** Families whose canonical link R takes with the other sign: 1/μ, where the natural parameter is −1/μ. */
const turned: ReadonlySet<string> = new Set(['exponential']);

const dressed = async (recipe: KernelRecipe, kernels: KernelModule): Promise<KernelModule> => {
  const { family, fix } = recipe;
  if (family === null) return kernels;
  const dispersion = findFamily(family)?.dispersion;
  const named = { ...kernels, family };
  if (dispersion !== undefined && !Object.hasOwn(fix, dispersion)) {
    const [{ deriveWith }, { dispersed }] = await Promise.all([
      import('./derivations.js'),
      import('./dispersed.js'),
    ]);
    return dispersed(named, deriveWith(await densityOf({ name: family, text: null }), { fix }), dispersion);
  }
  if (family === 'binomial' || family === 'bernoulli') return withBinomialCount(named);
  return turned.has(family) ? flipped(named) : named;
};

const keyOf = ({ family, density, classes, fix }: KernelRecipe): string =>
  JSON.stringify([family, density, classes, Object.entries(fix).sort(([a], [b]) => (a < b ? -1 : 1))]);
