// Generates the files of a kernel in memory: one module a target and the manifest that describes them. The same derivation
// gives the same bytes.
import type { Derivation } from '@expfam/family';
import type { Kernel } from './kernel.js';
import { lower } from './lower.js';
import { budgetOf, manifestOf } from './manifest.js';
import type { ManifestFile } from './manifest.js';
import type { BaseMeasure } from './passes/unroll.js';
import { print } from './print.js';
import { seal, sha256 } from './seal.js';
import type { Target } from './target.js';
import { typescript, typescriptSingle } from './targets/ts.js';
import { wgsl } from './targets/wgsl.js';

/** The targets by name. */
export const targets = {
  ts: { f64: typescript, f32: typescriptSingle },
  wgsl: { f64: wgsl, f32: wgsl },
} as const satisfies { readonly [name: string]: { readonly f64: Target; readonly f32: Target } };

/** The name of a target. */
export type TargetName = keyof typeof targets;

/** A file in memory. */
export interface GeneratedFile {
  readonly path: string;
  readonly contents: string;
}

/** What is generated. */
export interface GenerateOptions {
  /** The languages; `ts` unless told otherwise. */
  readonly target?: readonly TargetName[];
  /** The float arrays of the TypeScript module; WGSL is always f32. */
  readonly precision?: 'f64' | 'f32';
  /** What the base measure depends on beside the outcome. */
  readonly base?: BaseMeasure;
  /** The link; the canonical one unless told otherwise. */
  readonly link?: string;
}

/** `categorical-K3`, `bernoulli-probit`, or the name of the family. */
export const fileStem = ({ family, classes, link }: Pick<Kernel, 'family' | 'classes' | 'link'>): string => {
  const name = link === null ? family : `${family}-${link.replace(/[^\w.]+/g, '-').replace(/-$/, '')}`;
  return classes === null ? name : `${name}-K${classes}`;
};

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
export const generate = async (
  derivation: Derivation,
  options: GenerateOptions = {},
): Promise<GeneratedFile[]> => {
  const { target: names = ['ts'], precision = 'f64', base = {}, link = 'canonical' } = options;
  const files: GeneratedFile[] = [];
  const listed: ManifestFile[] = [];
  let first: Kernel | null = null;
  for (const name of new Set(names)) {
    const target: Target = targets[name][precision];
    const kernel = lower(derivation, { rounding: target.rounding, base, link });
    first ??= kernel;
    const path = `${fileStem(kernel)}.${target.extension}`;
    const contents = await seal(path, print(kernel, target));
    files.push({ path, contents });
    const stored = name === 'wgsl' ? 'f32' : precision;
    const bytes = new TextEncoder().encode(contents).length;
    listed.push({
      path,
      target: name,
      precision: stored,
      bytes,
      sha256: await sha256(contents),
      budget: budgetOf(kernel, name, stored),
    });
  }
  const manifest = manifestOf(first ?? lower(derivation, { link }), listed);
  const path = 'manifest.json';
  return [...files, { path, contents: await seal(path, `${JSON.stringify(manifest, null, 2)}\n`) }];
};
