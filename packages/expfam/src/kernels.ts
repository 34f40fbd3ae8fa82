// Kernels in memory, compiled once a process: by catalogue name, or from the text of a density.
import type { KernelModule } from '@expfam/runtime';
import type { GpuKernels, Kernel, Rounding } from '@expfam/codegen';
import { withBinomialCount } from './binomial-count.js';
import { findFamily } from './catalogue.js';
import type { KernelRecipe } from './models/memory.js';
import { Problem } from './problems.js';

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
const shipped = async (recipe: KernelRecipe): Promise<KernelModule | null> => {
  const { family, density, classes, fix, link = null, precision = 'f64' } = recipe;
  if (precision === 'f32' || family === null || density !== null || Object.keys(fix).length > 0) return null;
  const { shippedKernels } = await import('@expfam/runtime/kernels');
  const name = served[family] ?? family;
  const stem = `${classes === null ? name : `${name}-K${String(classes)}`}${link === null ? '' : `-${link}`}`;
  const found = Object.hasOwn(shippedKernels, stem) ? ((await shippedKernels[stem]?.()) ?? null) : null;
  // a dispersion that a fit estimates needs a base measure that knows it
  const complete = estimatedDispersion(family, fix) === null || found?.dispersion === 'estimated';
  return complete ? found : null;
};

const compiledNow = async (recipe: KernelRecipe): Promise<KernelModule> => {
  const [{ derivation, base, looped }, { compile }] = await Promise.all([
    derivationOf(recipe),
    import('@expfam/codegen'),
  ]);
  const { link = null, precision = 'f64' } = recipe;
  return compile(derivation, {
    target: 'ts',
    precision,
    base,
    ...looped,
    ...(link === null ? {} : { link }),
  });
};

/** The code of a recipe's kernels before it is printed, for what is built around a part of it. */
export const loweredOf = async (recipe: KernelRecipe, rounding: Rounding): Promise<Kernel> => {
  const [{ derivation, base, looped }, { lower }] = await Promise.all([
    derivationOf(recipe),
    import('@expfam/codegen'),
  ]);
  const { link = null } = recipe;
  return lower(derivation, { rounding, base, ...looped, ...(link === null ? {} : { link }) });
};

/** The kernels of a recipe as a WGSL module, for a GPU. */
export const gpuKernelsOf = async (recipe: KernelRecipe): Promise<GpuKernels> => {
  const [{ derivation, looped }, { compile }] = await Promise.all([
    derivationOf(recipe),
    import('@expfam/codegen'),
  ]);
  const { link = null } = recipe;
  return compile(derivation, { target: 'wgsl', ...looped, ...(link === null ? {} : { link }) });
};

/** An address from which threads import the kernels of a recipe: vectors of rows in WebAssembly. */
export const kernelAddressOf = async (recipe: KernelRecipe): Promise<string> => {
  const { link = null, links = {} } = recipe;
  if (Object.keys(links).length > 0)
    throw new Problem(
      'option-not-available',
      'threads with links of single parameters are not available yet',
    );
  const [{ derivation, base, looped }, { moduleAddress }] = await Promise.all([
    derivationOf(recipe),
    import('@expfam/codegen'),
  ]);
  return moduleAddress(derivation, { target: 'wasm', base, ...looped, ...(link === null ? {} : { link }) });
};

/** The kernels of a recipe where this process has compiled them, else null. */
export const knownKernels = (recipe: KernelRecipe): KernelModule | null =>
  compiled.get(keyOf(recipe)) ?? null;

// Grouped binomial outcomes are Bernoulli outcomes with weights, so one kernel serves both.
const served: Readonly<Record<string, string>> = { binomial: 'bernoulli' };

const derivationOf = async ({ family, density: text, classes, fix, link = null }: KernelRecipe) => {
  const [{ densityOf }, { needConstants, prepareDensity }] = await Promise.all([
    import('./densities.js'),
    import('./engine.js'),
  ]);
  const name = family ?? 'density';
  const density = await densityOf({ name: served[name] ?? name, text });
  const options = { ...(classes === null ? {} : { classes }), fix };
  const dispersion = estimatedDispersion(family, fix);
  // without its constants no link of a family is known, and the complaint would be of the link
  if (link !== null) needConstants(density, dispersion === null ? fix : { ...fix, [dispersion]: '1' });
  return prepareDensity(density, options, dispersion);
};

/** The constant that a fit estimates after its coefficients, unless it was given a value. */
const estimatedDispersion = (family: string | null, fix: KernelRecipe['fix']): string | null => {
  const name = family === null ? undefined : findFamily(family)?.dispersion;
  return name === undefined || Object.hasOwn(fix, name) ? null : name;
};

// Families whose `aic` in R multiplies the log density of a row by its weight.
const weighed: ReadonlySet<string> = new Set(['gamma', 'inverse_gaussian']);

const dressed = async (recipe: KernelRecipe, kernels: KernelModule): Promise<KernelModule> => {
  const { family, links = {} } = recipe;
  const linked =
    Object.keys(links).length === 0
      ? kernels
      : (await import('./linked-parameters.js')).withParameterLinks(kernels, links);
  if (family === null) return linked;
  const named = { ...linked, family };
  if (family === 'binomial' || family === 'bernoulli') return withBinomialCount(named);
  return weighed.has(family) ? { ...named, likelihoodWeights: 'frequencies' } : named;
};

const keyOf = ({
  family,
  density,
  classes,
  fix,
  link = null,
  links = {},
  precision = 'f64',
}: KernelRecipe): string =>
  JSON.stringify([family, density, classes, entries(fix), link, entries(links), precision]);

const entries = (record: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
