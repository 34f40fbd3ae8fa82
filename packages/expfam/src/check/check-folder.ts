// `check DIR`: every kernel that a manifest lists is derived anew, its emitted modules are loaded as they stand, and each is
// measured against high precision. A module is measured whoever wrote it; that it was edited is said, and fails.
import type { Budget, budgets as Budgets, ManifestFile, ManifestKernel } from '@expfam/codegen';
import type { Derivation } from '@expfam/family';
import { prepareDensity } from '../engine.js';
import type { Prepared } from '../engine.js';
import { onlyOne } from '../densities.js';
import { Problem } from '../problems.js';
import { failureOf } from '../render.js';
import { consistency } from './consistency.js';
import type { Law } from './consistency.js';
import { loadModule } from './load-module.js';
import { lawPoints, measure } from './measure.js';
import type { Finding } from './measure.js';
import { planOf } from './plan.js';
import type { Plan } from './plan.js';

/** What was found of one file. */
export interface FileReport {
  readonly path: string;
  readonly target: string;
  readonly precision: 'f64' | 'f32';
  /** Whether it is as it was generated, a loader beside it included. */
  readonly unchanged: boolean;
  /** Why it was not measured; null where it was. */
  readonly notMeasured: string | null;
  /** Of a shader that was measured: on what. */
  readonly adapter: string | null;
  /** Of a file that was not measured: the bounds that its manifest states, in ulps of the largest term. */
  readonly bounds: Readonly<Record<string, number>> | null;
  readonly functions: readonly Finding[];
  readonly laws: readonly Law[];
  /** At how many changes of formula, on both sides of each, it was measured and held to its laws. */
  readonly crossings: number;
  readonly pass: boolean;
}

/** What was found of a folder. */
export interface CheckReport {
  readonly schema: 'expfam/check@1';
  readonly folder: string;
  /** Whether the manifest is as it was generated: it says what is promised. */
  readonly manifestUnchanged: boolean;
  readonly kernels: readonly { readonly name: string; readonly files: readonly FileReport[] }[];
  readonly pass: boolean;
}

/** How a folder is checked. */
export interface CheckOptions {
  /** Points for each function, beside edges and climb. */
  readonly points?: number;
  readonly onProgress?: (what: string) => void;
}

/**
 * Measures the kernels of a folder.
 *
 * @throws Problem `no-manifest` where the folder holds none.
 * @example
 * ```ts
 * const { pass, kernels } = await checkFolder('kernels');
 * ```
 */
export const checkFolder = async (folder: string, options: CheckOptions = {}): Promise<CheckReport> => {
  const [{ readFile }, { join }, { isSealed, readManifest }] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
    import('@expfam/codegen'),
  ]);
  const text = await readFile(join(folder, manifest), 'utf8').catch(() => null);
  if (text === null)
    throw new Problem('no-manifest', `${folder} holds no manifest of kernels`, { file: folder });
  const listed = readManifest(text);
  if (listed === null || listed.length === 0)
    throw new Problem('no-manifest', `${join(folder, manifest)} is no manifest of kernels of this version`, {
      file: folder,
    });
  const manifestUnchanged = await isSealed(manifest, text);
  const kernels = [];
  for (const kernel of listed)
    try {
      kernels.push(await checkKernel(kernel, folder, options));
    } catch (error) {
      // a manifest as it was generated describes what can be measured: where it cannot be, the fault is the program's
      if (manifestUnchanged || failureOf(error) !== null) throw error;
      throw new Problem('no-manifest', `${join(folder, manifest)} was edited: what it says of ${kernel.name} fits no kernel`, { file: folder }); // prettier-ignore
    }
  const pass = manifestUnchanged && kernels.every(({ files }) => files.every((file) => file.pass));
  return { schema: 'expfam/check@1', folder, manifestUnchanged, kernels, pass };
};

const checkKernel = async (
  kernel: ManifestKernel,
  folder: string,
  options: CheckOptions,
): Promise<CheckReport['kernels'][number]> => {
  const [{ readFile }, { join }, { budgets }] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
    import('@expfam/codegen'),
  ]);
  const prepared = await derivedAnew(kernel);
  const contentsOf = ({ path }: ManifestFile) => readFile(join(folder, path)).catch(() => null);
  const planFor = plansOf(kernel, prepared, options);
  const files = [];
  for (const listedFile of kernel.files.filter(isModule)) {
    const file = {
      ...listedFile,
      budget: { ...budgetIn(budgets, listedFile, kernel), ...listedFile.budget },
    };
    options.onProgress?.(file.path);
    const loaders = kernel.files.filter(({ path }) => path === `${file.path}.js`);
    const generated = await Promise.all(
      [file, ...loaders].map(async (each) => isGenerated(each, await contentsOf(each))),
    );
    const unchanged = generated.every(Boolean);
    const contents = await contentsOf(file);
    files.push(await checkFile({ folder, kernel, file, contents, unchanged, prepared, planFor }));
  }
  return { name: kernel.name, files };
};

const manifest = 'manifest.json';

/** The budgets of this version: a function that an older manifest says nothing of is held to them. */
const budgetIn = (
  budgets: typeof Budgets,
  { target, precision }: ManifestFile,
  { judged }: ManifestKernel,
): Budget =>
  target === 'wgsl' ? budgets.wgsl.f32[judged] : budgets[target === 'ts' ? 'ts' : 'wasm'][precision][judged];

/** A loader and its declarations belong to their module. */
const isModule = ({ path }: ManifestFile): boolean => !/\.wasm\.(js|d\.ts)$/.test(path);

const derivedAnew = async (kernel: ManifestKernel): Promise<Prepared> => {
  const { density, fix, size, form, dispersion, normalised = false } = kernel;
  const { readDensities } = await import('@expfam/family/text');
  const options = {
    fix,
    ...(size === null ? {} : { classes: size }),
    ...(form === null ? {} : { form }),
    normalise: normalised,
  };
  return prepareDensity(onlyOne(readDensities(density)), options, dispersion);
};

const isGenerated = async ({ sha256 }: ManifestFile, contents: Uint8Array | null): Promise<boolean> =>
  contents !== null && (await digest(contents)) === sha256;

interface Subject {
  readonly folder: string;
  readonly kernel: ManifestKernel;
  readonly file: ManifestFile;
  readonly contents: Uint8Array | null;
  readonly unchanged: boolean;
  readonly prepared: Prepared;
  readonly planFor: (precision: 'f64' | 'f32') => Promise<Plan>;
}

/** A file that is there. */
interface Present extends Subject {
  readonly contents: Uint8Array;
}

const checkFile = async (subject: Subject): Promise<FileReport> => {
  const { kernel, file, contents, unchanged } = subject;
  const { path, target, precision } = file;
  const known = { path, target, precision, bounds: null, adapter: null };
  const none = { functions: [], laws: [], crossings: 0, bounds: kernel.bounds ?? null };
  if (contents === null)
    return { ...known, ...none, unchanged, notMeasured: 'the file is missing', pass: false };
  if (target === 'wgsl') return checkShader({ ...subject, contents });
  if (target !== 'ts' && target !== 'wasm')
    return { ...known, ...none, unchanged, notMeasured: `nothing here runs ${target}`, pass: unchanged };
  try {
    const { functions, laws, crossings } = await findingsOf(subject, contents);
    const isMeasured = functions.length > 0;
    const pass = unchanged && [...functions, ...laws].every((each) => each.pass);
    return isMeasured
      ? { ...known, unchanged, notMeasured: null, functions, laws, crossings, pass }
      : { ...known, ...none, unchanged, notMeasured: 'it has no function of natural parameters', pass };
  } catch (error) {
    // what was generated loads and runs: where it does not, the fault is the program's
    if (unchanged) throw error;
    return { ...known, ...none, unchanged, notMeasured: `it does not run: ${reasonOf(error)}`, pass: false };
  }
};

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

/** What is found of the functions of a file. */
const findingsOf = async (
  { folder, kernel, file: { path, target, precision, budget }, prepared, planFor }: Subject,
  contents: Uint8Array,
): Promise<Pick<FileReport, 'functions' | 'laws' | 'crossings'>> => {
  const loaded = await loadModule({ folder, path, target, contents });
  const plan = await planFor(precision);
  const { judged } = kernel;
  const functions = measure(loaded, prepared.derivation, { judged, budget, plan });
  const laws = consistency(loaded, lawPoints(plan, functions), { budget, plan });
  return { functions, laws, crossings: changesIn(plan) };
};

/** Two points make a change of formula. */
const changesIn = ({ crossings }: Plan): number => crossings.length / 2;

/** Where a kernel is measured in each precision: one plan for all targets, for the truth takes longer than they do. */
const plansOf = (
  kernel: ManifestKernel,
  { derivation, looped }: Prepared,
  { points: count = 40 }: CheckOptions,
) => {
  const { judged, link } = kernel;
  const plans = new Map<string, Promise<Plan>>();
  const made = async (format: 'f64' | 'f32'): Promise<Plan> =>
    planOf(derivation, { ...looped, ...(await wayOf(kernel, derivation)), judged, link, count, format });
  return (format: 'f64' | 'f32'): Promise<Plan> => {
    const plan = plans.get(format) ?? made(format);
    plans.set(format, plan);
    return plan;
  };
};

/** How kernels that sum or integrate are measured: by the oracle, which takes its time, at fewer points and with a short climb. */
const wayOf = async ({ judged }: ManifestKernel, derivation: Derivation) => {
  // of very many entries each costs a sum over all of them
  if (derivation.representatives !== null) return { most: 12, effort: 'short' } as const;
  // a gradient without a formula is summed or integrated too
  if (judged !== 'summed' && derivation.gradient !== null) return {};
  const { momentsTruth } = await import('./moments-truth.js');
  return { truth: momentsTruth(derivation), most: 24, effort: 'short' } as const;
};

/** A shader, on an adapter where there is one. */
const checkShader = async ({ kernel, file, contents, unchanged, planFor }: Present): Promise<FileReport> => {
  const { path, target, precision, budget } = file;
  const bounds = kernel.bounds ?? null;
  const known = { path, target, precision, bounds, unchanged, adapter: null };
  const { adapterName, openAdapter } = await import('./adapter.js');
  const adapter = await openAdapter();
  if (typeof adapter === 'string')
    return { ...known, notMeasured: adapter, functions: [], laws: [], crossings: 0, pass: unchanged };
  try {
    const { measureShader } = await import('./measure-shader.js');
    const source = { code: new TextDecoder().decode(contents), kernel };
    const plan = await planFor('f32');
    const options = { judged: kernel.judged, budget, plan };
    const { functions, laws } = await measureShader(adapter.gpu, source, options);
    const pass = unchanged && [...functions, ...laws].every((each) => each.pass);
    const measured = { functions, laws, crossings: changesIn(plan) };
    return { ...known, ...measured, adapter: adapterName(adapter.gpu), notMeasured: null, pass };
  } finally {
    adapter.release();
  }
};

const digest = async (contents: Uint8Array): Promise<string> => {
  const hash = await crypto.subtle.digest('SHA-256', contents as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
};
