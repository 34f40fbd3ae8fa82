// The manifest that goes with generated files: formulas, functions, buffer layouts, budgets, sizes and hashes. A device
// builds its pipelines from it alone.
import { budgets, deeper } from './accuracy.js';
import type { Budget, Judged, TargetBudgets } from './accuracy.js';
import { boundsAre, composedBounds } from './bounds/bounds.js';
import type { ComposedBounds } from './bounds/bounds.js';
import { fileStem } from './file-stem.js';
import type { Kernel } from './kernel.js';
import { treeOf } from './loops/looped.js';
import { manifestEntries } from './schedules/wgsl-entries.js';
import type { ManifestEntry } from './schedules/wgsl-entries.js';
import { targetNames } from './targets/index.js';
import type { TargetName } from './targets/index.js';

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

/** What was measured on an adapter: beside the bounds, which hold on every one. */
export interface Measured {
  /** As the adapter calls itself. */
  readonly adapter: string;
  readonly worst: Readonly<Record<string, number>>;
}

/** A generated file as the manifest lists it. */
export interface ManifestFile {
  readonly path: string;
  readonly target: string;
  readonly precision: 'f64' | 'f32';
  readonly bytes: number;
  readonly sha256: string;
  readonly budget: Budget;
  /** Of a WGSL module: the largest error of each function, in f32 ulps, that `check` found on an adapter. */
  readonly measured?: Measured;
  /** Of a WebAssembly module: functions by name, their parameters with their types. */
  readonly exports?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The budget of a kernel on a target. */
export const budgetOf = (kernel: Kernel, target: TargetName, precision: 'f64' | 'f32'): Budget => {
  const own: TargetBudgets = budgets[target];
  // a language may have one precision only
  const budget = (own[precision] ?? own.f32)[kernel.judged];
  // on the other targets sums carry what they round away, however many classes there are
  return kernel.looped && target === 'wgsl' ? deeper(budget, treeOf(kernel.size!).depth) : budget;
};

/** How the training pass is called: in parts, which are then added. */
const passRequires = [
  'linearGradient: shape is (rows of the call, features, 1 + where its rows begin in order or 0 for all rows in order, rows of y)',
  'linearGradient: xByRow is row-major, its columns filled up with zeros to a multiple of four, which features and weights count',
  'linearGradient: every workgroup leaves a part: the gradient, the loss, the number of rows outside the space or the support',
  'sumParts: shape is (parts, features, 0, 0); outputs = features*parameters + 2; stride = features*P + 2*min(P, 4), rounded up to a multiple of 64, where P is parameters filled up to 1, 2 or a multiple of 4',
];

/** How the derivative in x is called; x, weights and offsets are those of linearResponse. */
const inputRequires = {
  fused: 'inputGradient: result[j*rows + row] is the derivative in x[j*rows + row] of the loss of the row times its weight; 0 where the weight is 0 and outside the space or the support, of which linearGradient has the count',
  told: 'inputGradient: comes after linearResidual, whose residuals it takes; result[j*rows + row] is the derivative in x[j*rows + row]',
  looped: 'inputGradient: comes after linearResidual or linearResidualSoft, whose residuals times the weights of their rows it takes; result[j*rows + row] is the derivative in x[j*rows + row]',
}; // prettier-ignore

/** How the loops over parameters or classes are called whose rows weigh and count themselves. */
const rowsRequire =
  'linearResidual: residuals and losses are times the weights of their rows, and 0 for a row outside the space or the support; for that losses[rows + row] is 1, else 0; sumLosses leaves the loss, then the number of such rows';

const trainingRequires = ({ looped, program }: Kernel): readonly string[] => {
  if (program !== null) return [rowsRequire, inputRequires.told];
  return looped ? [inputRequires.looped] : [...passRequires, inputRequires.fused];
};

/** The manifest of a WGSL module. */
export const shaderManifest = (kernel: Kernel): ShaderManifest => ({
  family: kernel.family,
  parameters: kernel.parameters,
  classes: kernel.classes,
  entryPoints: manifestEntries(kernel),
  requires: [
    'every natural parameter is inside its space and of a size below 2^120',
    kernel.classes === null ? 'every outcome is in the support' : `every label is below ${kernel.classes}`,
    ...trainingRequires(kernel),
  ],
  budget: budgetOf(kernel, 'wgsl', 'f32'),
});

/** From what a kernel was made, so that it can be made and measured again. */
export interface Recipe {
  /** The density text. */
  readonly density: string;
  /** K, where it was given: the number of classes, or of the components of a vector. */
  readonly size: number | null;
  /** Values of constants and parameters, as they were given. */
  readonly fix: Readonly<Record<string, string>>;
  /** The name of the constant that is a dispersion, at which the kernel stands at 1. */
  readonly dispersion: string | null;
  /** Where the density was not normalised, and was divided by its total. */
  readonly normalised?: true;
}

/** One kernel of a folder, in all the targets that it was printed for. */
export interface ManifestKernel extends Recipe {
  /** What its files are called. */
  readonly name: string;
  readonly family: string;
  readonly classes: number | null;
  readonly form: 'baseline' | 'symmetric' | null;
  readonly link: string;
  readonly parameters: number;
  readonly columns: number;
  readonly judged: Judged;
  readonly formulas: { readonly [name: string]: readonly string[] };
  readonly files: readonly ManifestFile[];
  /** Of a WGSL module. */
  readonly entryPoints?: ShaderManifest['entryPoints'];
  readonly requires?: readonly string[];
  /** Of a WGSL module: what the specification's errors of its operations come to at worst, in ulps of f32. */
  readonly bounds?: ComposedBounds;
  /** What these bounds are, and what they are not. */
  readonly boundsAre?: string;
}

/** What a folder of kernels holds. */
export interface Manifest {
  readonly schema: 'expfam/manifest@1';
  readonly kernels: readonly ManifestKernel[];
}

/** More formulas than these are counted, not listed: a Hessian of 64 classes has 4096. */
const listed = 12;

const shortened = (formulas: Kernel['formulas']): Kernel['formulas'] =>
  Object.fromEntries(Object.entries(formulas).filter(([, list]) => list.length > 0 && list.length <= listed));

/** A kernel as the manifest describes it; the files list what was printed, `shader` is the kernel that became WGSL. */
export const manifestKernel = (
  kernel: Kernel,
  files: readonly ManifestFile[],
  recipe: Recipe,
  shader = kernel,
): ManifestKernel => ({
  name: fileStem(kernel),
  family: kernel.family,
  ...recipe,
  classes: kernel.classes,
  form: kernel.form,
  link: kernel.link ?? 'canonical',
  parameters: kernel.parameters,
  columns: kernel.columns,
  judged: kernel.judged,
  formulas: shortened(kernel.formulas),
  files: inOrder(files),
  ...(files.some(({ target }) => target === 'wgsl')
    ? {
        entryPoints: manifestEntries(kernel),
        requires: shaderManifest(kernel).requires,
        bounds: composedBounds(shader),
        boundsAre,
      }
    : {}),
});

/** Whether two kernels are the same one, printed at different times. */
const isSame = (a: ManifestKernel, b: ManifestKernel): boolean => {
  const recipeOf = ({
    density,
    size,
    fix,
    dispersion,
    normalised,
    form,
    link,
    judged,
    parameters,
  }: ManifestKernel) =>
    JSON.stringify([density, size, fix, dispersion, normalised, form, link, judged, parameters]);
  return recipeOf(a) === recipeOf(b);
};

/** The files as the table of targets has them, in whatever order they were asked for. */
const inOrder = (files: readonly ManifestFile[]): readonly ManifestFile[] =>
  targetNames.flatMap((name) => files.filter(({ target }) => target === name));

/** A kernel with the files that it was printed to before and is not printed to now; nothing of another kernel of its name. */
const joined = (newer: ManifestKernel, older: ManifestKernel | undefined): ManifestKernel => {
  if (older === undefined || !isSame(newer, older)) return newer;
  const kept = older.files.filter(({ target }) => newer.files.every((file) => file.target !== target));
  return { ...older, ...newer, files: inOrder([...newer.files, ...kept]) };
};

/** A manifest of these kernels and of older ones; one of the same name takes the place of an older one in its targets. */
export const manifestOf = (
  kernels: readonly ManifestKernel[],
  older: readonly ManifestKernel[] = [],
): Manifest => {
  const before = new Map(older.map((kernel) => [kernel.name, kernel]));
  const now = kernels.map((kernel) => joined(kernel, before.get(kernel.name)));
  const all = new Map([...older, ...now].map((kernel) => [kernel.name, kernel]));
  return {
    schema: 'expfam/manifest@1',
    kernels: [...all.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
};

/** The manifest as the text of its file, without its seal. */
export const manifestText = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`;

/** The kernels of a manifest's text; null where it is no manifest of this version, or names files outside its folder. */
export const readManifest = (text: string): readonly ManifestKernel[] | null => {
  try {
    const { schema, kernels } = JSON.parse(text) as Partial<Manifest>;
    return schema === 'expfam/manifest@1' && Array.isArray(kernels) && kernels.every(isKernel)
      ? kernels.map(completed)
      : null;
  } catch {
    return null;
  }
};

/** What manifests of earlier versions do not say. */
const unsaid = { size: null, dispersion: null, form: null, link: 'canonical' } as const;

/** A kernel with what it does not say: its keys stay in their order, so that a manifest read and written again is the same text. */
const completed = (kernel: ManifestKernel): ManifestKernel => {
  const said = Object.entries(unsaid).filter(([key]) => !Object.hasOwn(kernel, key));
  return said.length === 0 ? kernel : { ...kernel, ...Object.fromEntries(said) };
};

const isKernel = (each: Partial<ManifestKernel> | null): boolean =>
  typeof each?.name === 'string' &&
  typeof each.density === 'string' &&
  isObject(each.fix) &&
  Object.values(each.fix).every(isText) &&
  isWholeOr(each.size, true) &&
  isWholeOr(each.classes, true) &&
  isWholeOr(each.parameters, false) &&
  isWholeOr(each.columns, false) &&
  isOneOf(each.dispersion, isText) &&
  (each.normalised === undefined || each.normalised === true) &&
  isOneOf(each.form, (form) => form === 'baseline' || form === 'symmetric') &&
  (each.link === undefined || isText(each.link)) &&
  typeof each.judged === 'string' &&
  Object.hasOwn(budgets.ts.f64, each.judged) &&
  Array.isArray(each.files) &&
  each.files.every(isFile);

const isText = (value: unknown): boolean => typeof value === 'string';
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isWholeOr = (value: unknown, absent: boolean): boolean =>
  Number.isInteger(value) || (absent && (value === null || value === undefined));
const isOneOf = (value: unknown, holds: (value: unknown) => boolean): boolean =>
  value === null || value === undefined || holds(value);

/** A file is named without a folder: it stands beside its manifest. */
const isFile = (each: Partial<ManifestFile> | null): boolean =>
  typeof each?.path === 'string' &&
  /^[\w-][\w.-]*$/.test(each.path) &&
  targetNames.some((name) => name === each.target) &&
  (each.precision === 'f64' || each.precision === 'f32') &&
  typeof each.sha256 === 'string' &&
  isObject(each.budget) &&
  Object.values(each.budget).every((value) => typeof value === 'number' || typeof value === 'string');
