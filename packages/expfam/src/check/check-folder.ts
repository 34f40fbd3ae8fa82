// `check DIR`: every kernel that a manifest lists is derived anew, its emitted modules are loaded as they stand, and each is
// measured against high precision. A module is measured whoever wrote it; that it was edited is said, and fails.
import type { ManifestFile, ManifestKernel } from '@expfam/codegen';
import type { Derivation } from '@expfam/family';
import { prepareDensity } from '../engine.js';
import type { Prepared } from '../engine.js';
import { onlyOne } from '../densities.js';
import { Problem } from '../problems.js';
import { consistency } from './consistency.js';
import type { Law } from './consistency.js';
import { loadModule } from './load-module.js';
import { measure, measuredPoints } from './measure.js';
import type { Finding } from './measure.js';
import { pointsFor } from './points.js';

/** What was found of one file. */
export interface FileReport {
  readonly path: string;
  readonly target: string;
  readonly precision: 'f64' | 'f32';
  /** Whether it is as it was generated, a loader beside it included. */
  readonly unchanged: boolean;
  /** Why it was not measured; null where it was. */
  readonly notMeasured: string | null;
  /** Of a file that was not measured: the bounds that its manifest states, in ulps of the largest term. */
  readonly bounds: Readonly<Record<string, number>> | null;
  readonly functions: readonly Finding[];
  readonly laws: readonly Law[];
  readonly pass: boolean;
}

/** What was found of a folder. */
export interface CheckReport {
  readonly schema: 'expfam/check@1';
  readonly folder: string;
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
  const [{ readFile }, { join }, { readManifest }] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
    import('@expfam/codegen'),
  ]);
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => null);
  const listed = text === null ? null : readManifest(text);
  if (listed === null)
    throw new Problem('no-manifest', `${folder} holds no manifest of kernels`, { file: folder });
  const kernels = [];
  for (const kernel of listed) {
    const prepared = await derivedAnew(kernel);
    const contentsOf = ({ path }: ManifestFile) => readFile(join(folder, path)).catch(() => null);
    const files = [];
    for (const file of kernel.files.filter(isModule)) {
      options.onProgress?.(file.path);
      const loaders = kernel.files.filter(({ path }) => path === `${file.path}.js`);
      const generated = await Promise.all(
        [file, ...loaders].map(async (each) => isGenerated(each, await contentsOf(each))),
      );
      const unchanged = generated.every(Boolean);
      const contents = await contentsOf(file);
      files.push(await checkFile({ folder, kernel, file, contents, unchanged, prepared }, options));
    }
    kernels.push({ name: kernel.name, files });
  }
  const pass = kernels.every(({ files }) => files.every((file) => file.pass));
  return { schema: 'expfam/check@1', folder, kernels, pass };
};

/** A loader and its declarations belong to their module. */
const isModule = ({ path }: ManifestFile): boolean => !/\.wasm\.(js|d\.ts)$/.test(path);

const derivedAnew = async ({ density, fix, size, form, dispersion }: ManifestKernel): Promise<Prepared> => {
  const { readDensities } = await import('@expfam/family/text');
  const options = {
    fix,
    ...(size === null ? {} : { classes: size }),
    ...(form === null ? {} : { form }),
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
}

const checkFile = async (subject: Subject, options: CheckOptions): Promise<FileReport> => {
  const { kernel, file, contents, unchanged } = subject;
  const { path, target, precision } = file;
  const known = { path, target, precision, bounds: null };
  const none = { functions: [], laws: [], bounds: kernel.bounds ?? null };
  if (contents === null)
    return { ...known, ...none, unchanged, notMeasured: 'the file is missing', pass: false };
  if (target === 'wgsl') return checkShader({ ...subject, contents }, options);
  try {
    const { functions, laws } = await findingsOf(subject, contents, options);
    const isMeasured = functions.length > 0;
    const pass = unchanged && [...functions, ...laws].every((each) => each.pass);
    return isMeasured
      ? { ...known, unchanged, notMeasured: null, functions, laws, pass }
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
  { folder, kernel, file: { path, target, precision, budget }, prepared }: Subject,
  contents: Uint8Array,
  { points = 40 }: CheckOptions,
): Promise<Pick<FileReport, 'functions' | 'laws'>> => {
  const loaded = await loadModule({ folder, path, target, contents });
  const { derivation, looped } = prepared;
  const functions = measure(loaded, derivation, {
    ...looped,
    ...(await wayOf(kernel, derivation)),
    budget,
    link: kernel.link,
    count: points,
  });
  const isWhole = functions.length === 5 && kernel.link === 'canonical' && looped.classes === undefined;
  return {
    functions,
    laws: isWhole ? consistency(loaded, pointsFor(derivation, 20, precision)) : [],
  };
};

/** How kernels that sum or integrate are measured: by the oracle, which takes its time, at fewer points and without a climb. */
const wayOf = async ({ judged }: ManifestKernel, derivation: Derivation) => {
  if (judged !== 'summed') return { judged };
  const { momentsTruth } = await import('./moments-truth.js');
  return { judged, truth: momentsTruth(derivation), most: 24, climb: false };
};

/** A shader, on an adapter where there is one. */
const checkShader = async (
  { kernel, file, contents, prepared, unchanged }: Subject & { readonly contents: Uint8Array },
  options: CheckOptions,
): Promise<FileReport> => {
  const { path, target, precision, budget } = file;
  const bounds = kernel.bounds ?? null;
  const known = { path, target, precision, bounds, unchanged };
  const { openAdapter, shaderModule } = await import('./on-adapter.js');
  const adapter = await openAdapter();
  if (typeof adapter === 'string')
    return { ...known, notMeasured: adapter, functions: [], laws: [], pass: unchanged };
  try {
    const { derivation, looped } = prepared;
    const shape = { precision: 'f32', parameters: kernel.parameters } as const;
    const given = {
      ...looped,
      ...(await wayOf(kernel, derivation)),
      budget,
      link: kernel.link,
      count: options.points ?? 40,
      climb: false,
      flushes: true,
    };
    const at = measuredPoints(shape, derivation, given).filter(({ eta }) =>
      eta.every((x) => Math.abs(x) <= 2 ** 100),
    );
    const code = new TextDecoder().decode(contents);
    const module = await shaderModule(adapter.gpu, { code, kernel }, at);
    const functions = measure(module, derivation, { ...given, at });
    const laws = consistency(module, at.slice(0, 60), { slopes: false });
    const pass = unchanged && [...functions, ...laws].every((each) => each.pass);
    return { ...known, notMeasured: null, functions, laws, pass };
  } finally {
    adapter.release();
  }
};

const digest = async (contents: Uint8Array): Promise<string> => {
  const hash = await crypto.subtle.digest('SHA-256', contents as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
};
