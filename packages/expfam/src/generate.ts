// Kernels at the front door: as files, or compiled in memory.
import type {
  CompiledTarget,
  FileOf,
  GpuKernels,
  PrintedName,
  TargetName,
  WasmKernels,
} from '@expfam/codegen';
import type { KernelModule } from '@expfam/runtime';
import { withinBudget } from './check/within-budget.js';
import type { DeriveOptions } from './derivations.js';
import { prepare } from './engine.js';
import { recipeOfChoice, remember } from './models/recipes.js';
import { resolveForKernels } from './resolve-family.js';
import type { FamilyChoice } from './resolve-family.js';

/** What kernels are made for. */
export interface KernelOptions extends DeriveOptions {
  /** Of TypeScript and WebAssembly; WGSL is always f32. */
  readonly precision?: 'f64' | 'f32';
  /** A link for E[y]; the linear predictor then stands in place of η. The canonical link unless told otherwise. */
  readonly link?: string;
}

/** What is generated. */
export interface GenerateOptions<Name extends TargetName = TargetName> extends KernelOptions {
  readonly target?: readonly Name[];
  /** Which functions are printed; all of them unless told otherwise. */
  readonly functions?: readonly PrintedName[];
  /** The number of features, to unroll the linear functions over them. */
  readonly features?: number;
  /** Print a kernel even where it misses its budget. */
  readonly acceptAccuracy?: boolean;
}

/** What is compiled. */
export interface CompileOptions<Name extends CompiledTarget = CompiledTarget> extends KernelOptions {
  readonly target: Name;
}

/**
 * The kernels of a family as files, with a manifest that describes them. A categorical family has K logits unless
 * `form: 'baseline'` asks for K − 1.
 *
 * @param family a name of the catalogue, or the text of a density.
 * @example
 * ```ts
 * const files = await generate('poisson', { target: ['ts', 'wgsl'] });
 * files.map(({ path }) => path); // ['poisson.ts', 'poisson.wgsl', 'manifest.json']
 * ```
 */
export const generate = async <Name extends TargetName = 'ts'>(
  family: string,
  options: GenerateOptions<Name> = {},
): Promise<readonly FileOf<Name>[]> =>
  generateChosen(await resolveForKernels(family, null, options.fix), options);

/** The same of a family that was found before; complaints name the file that it stands in. */
export const generateChosen = async <Name extends TargetName = 'ts'>(
  choice: FamilyChoice,
  options: GenerateOptions<Name> = {},
): Promise<readonly FileOf<Name>[]> => {
  const { target, precision, link, functions, features, acceptAccuracy = false, ...rest } = options;
  const [{ derivation, base, recipe, looped }, codegen] = await engine(choice, rest);
  if (!acceptAccuracy && looped.classes === undefined)
    await withinBudget(derivation, {
      base,
      link: link ?? 'canonical',
      precision: precision ?? 'f64',
      targets: target ?? ['ts'],
    });
  return codegen.generate(derivation, {
    base,
    recipe,
    ...looped,
    ...(functions === undefined ? {} : { functions }),
    ...(features === undefined ? {} : { features }),
    ...(target === undefined ? {} : { target }),
    ...(precision === undefined ? {} : { precision }),
    ...(link === undefined ? {} : { link }),
  });
};

/**
 * The kernels of a family in memory: functions for `ts` and `wasm`, a module with its manifest for `wgsl`.
 *
 * @param family a name of the catalogue, or the text of a density.
 * @example
 * ```ts
 * const kernels = await compile('categorical', { classes: 3, target: 'ts' });
 * const mean = new Float64Array(3);
 * kernels.response(Float64Array.of(0, 1, 2), mean, 1);
 * ```
 */
export async function compile(family: string, options: CompileOptions<'wasm'>): Promise<WasmKernels>;
export async function compile(family: string, options: CompileOptions<'ts' | 'wasm'>): Promise<KernelModule>;
export async function compile(family: string, options: CompileOptions<'wgsl'>): Promise<GpuKernels>;
export async function compile(family: string, options: CompileOptions): Promise<KernelModule | GpuKernels> {
  const { target, precision = 'f64', link = 'canonical', ...rest } = options;
  const choice = await resolveForKernels(family, null, options.fix);
  const [{ derivation, base, looped }, codegen] = await engine(choice, rest);
  if (target === 'wgsl') return codegen.compile(derivation, { target, link, base, ...looped });
  const kernels = await codegen.compile(derivation, { target, precision, link, base, ...looped });
  const recipe = recipeOfChoice(choice, {
    classes: rest.classes ?? null,
    fix: rest.fix,
    links: { mean: link === 'canonical' ? null : link, parameters: {} },
    ...(precision === 'f64' ? {} : { precision }),
  });
  remember(kernels, recipe);
  return kernels;
}

const engine = async (choice: FamilyChoice, options: DeriveOptions) =>
  [await prepare(choice, options), await import('@expfam/codegen')] as const;
