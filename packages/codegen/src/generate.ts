// Generates the files of a kernel in memory: one module a target and the manifest that describes them. The same derivation
// gives the same bytes.
import type { Derivation } from '@expfam/family';
import { codegenError } from './errors.js';
import { printedFunctions } from './kernel.js';
import type { Kernel, PrintedName } from './kernel.js';
import { lower } from './lower.js';
import { fileStem } from './file-stem.js';
import { budgetOf, manifestKernel, manifestOf, manifestText } from './manifest.js';
import type { ManifestFile, Recipe } from './manifest.js';
import type { BaseMeasure } from './passes/unroll.js';
import { print } from './print.js';
import { loaderFiles } from './schedules/wasm-files.js';
import { assembleKernel } from './schedules/wasm.js';
import { seal, sealModule, sha256 } from './seal.js';
import type { Target } from './target.js';
import { targetNames, targets } from './targets/index.js';
import type { TargetName } from './targets/index.js';
import { vectorRounding } from './targets/wasm.js';

/** A text file in memory. */
export interface TextFile {
  readonly path: string;
  readonly contents: string;
}

/** A WebAssembly module in memory. */
export interface BinaryFile {
  readonly path: string;
  readonly contents: Uint8Array<ArrayBuffer>;
}

/** A file in memory. */
export type GeneratedFile = TextFile | BinaryFile;

/** The files of targets: only wasm has one that is no text. */
export type FileOf<Name extends TargetName> = 'wasm' extends Name ? GeneratedFile : TextFile;

/** What is generated. */
export interface GenerateOptions<Name extends TargetName = TargetName> {
  /** The languages; `ts` unless told otherwise. */
  readonly target?: readonly Name[];
  /** Of the TypeScript and WebAssembly modules; WGSL is always f32. */
  readonly precision?: 'f64' | 'f32';
  /** What the base measure depends on beside the outcome. */
  readonly base?: BaseMeasure;
  /** The link; the canonical one unless told otherwise. */
  readonly link?: string;
  /** Which functions the text modules have; all of them unless told otherwise. */
  readonly functions?: readonly PrintedName[];
  /** The number of features, to unroll the linear functions over them; 64 at most. */
  readonly features?: number;
  /** K of a derivation that leaves it open: its kernels loop over the classes. */
  readonly classes?: number;
  /** What the manifest says of the making, beside the density text of the derivation. */
  readonly recipe?: Partial<Recipe>;
}

/**
 * Generates modules of a derivation and their manifest. Nothing is written.
 *
 * @throws CodegenError where the derivation cannot be lowered.
 * @example
 * ```ts
 * const files = await generate(derivation, { target: ['ts', 'wgsl'] });
 * files.map(({ path }) => path); // ['categorical-K3.ts', 'categorical-K3.wgsl', 'manifest.json']
 * ```
 */
export const generate = async <Name extends TargetName = 'ts'>(
  derivation: Derivation,
  options: GenerateOptions<Name> = {},
): Promise<FileOf<Name>[]> => {
  const { target: names = ['ts'], precision = 'f64', base = {}, link = 'canonical', classes } = options;
  const how = { base, link, ...(classes === undefined ? {} : { classes }) };
  const files: GeneratedFile[] = [];
  const listed: ManifestFile[] = [];
  const kernels = new Map<TargetName, Kernel>();
  for (const name of new Set<TargetName>(names)) {
    const rounding = name === 'wasm' ? vectorRounding[precision] : targets[name][precision].rounding;
    const kernel = { ...lower(derivation, { rounding, ...how }), ...shapeOf(derivation, options) };
    kernels.set(name, kernel);
    const stored = name === 'wgsl' ? 'f32' : precision;
    const budget = budgetOf(kernel, name, stored);
    for (const { path, contents, ...more } of await emit(name, kernel, precision)) {
      files.push({ path, contents } as GeneratedFile);
      const bytes =
        typeof contents === 'string' ? new TextEncoder().encode(contents).length : contents.length;
      listed.push({
        path,
        target: name,
        precision: stored,
        bytes,
        sha256: await sha256(contents),
        budget,
        ...more,
      });
    }
  }
  const described = targetNames.map((name) => kernels.get(name)).find(Boolean) ?? lower(derivation, how);
  const { size } = described;
  const recipe = { density: derivation.source, size, fix: {}, dispersion: null, ...options.recipe };
  const manifest = manifestOf([manifestKernel(described, listed, recipe, kernels.get('wgsl'))]);
  const path = 'manifest.json';
  const written = { path, contents: await seal(path, manifestText(manifest)) };
  return [...files, written] as FileOf<Name>[];
};

const mostFeatures = 64;

/** What is printed of a kernel, and for how many features. */
const shapeOf = (
  { name }: Derivation,
  { functions, features }: Pick<GenerateOptions, 'functions' | 'features'>,
): Pick<Kernel, 'functions' | 'features'> => {
  const unknown = functions?.find((each) => !printedFunctions.includes(each));
  if (unknown !== undefined) throw codegenError('unknown-function', name, unknown);
  if (features !== undefined && !(Number.isInteger(features) && features > 0 && features <= mostFeatures))
    throw codegenError('too-many-features', name, String(features));
  return { functions: functions === undefined ? null : new Set(functions), features: features ?? null };
};

type Emitted = GeneratedFile & Pick<ManifestFile, 'exports'>;

/** The sealed files of one target. */
const emit = async (name: TargetName, kernel: Kernel, precision: 'f64' | 'f32'): Promise<Emitted[]> => {
  const stem = fileStem(kernel);
  if (name !== 'wasm') {
    const target: Target = targets[name][precision];
    const path = `${stem}.${target.extension}`;
    return [{ path, contents: await seal(path, print(kernel, target)) }];
  }
  const { bytes, exports } = assembleKernel(kernel);
  const module = { path: `${stem}.wasm`, contents: await sealModule(bytes), exports };
  const loaders = loaderFiles(kernel, stem).map(async ({ path, contents }) => ({
    path,
    contents: await seal(path, contents),
  }));
  return [module, ...(await Promise.all(loaders))];
};
