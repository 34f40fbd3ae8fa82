// THE TABLE of targets: every language that kernels are printed in. Budgets, the command, the pages and the golden files go
// by it; a target that lacks a row somewhere does not compile there.
import type { Target } from '../target.js';
import { typescript, typescriptSingle } from './ts.js';
import { wgsl } from './wgsl.js';

/** The targets by name that are printed as text. */
export const targets = {
  ts: { f64: typescript, f32: typescriptSingle },
  wgsl: { f64: wgsl, f32: wgsl },
} as const satisfies { readonly [name: string]: { readonly f64: Target; readonly f32: Target } };

/** The name of a target. */
export type TargetName = keyof typeof targets | 'wasm';

/** All names, those of texts first. */
export const targetNames: readonly TargetName[] = [...(Object.keys(targets) as TargetName[]), 'wasm'];
