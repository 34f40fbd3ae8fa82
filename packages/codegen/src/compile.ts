// Compiles in memory: the module is printed as JavaScript and imported from a data address, in Node and in browsers alike.
// Nothing is evaluated but what the printer wrote.
import type { Derivation } from '@expfam/family';
import type { KernelModule } from '@expfam/runtime';
import { lower } from './lower.js';
import { print } from './print.js';
import { javascript } from './targets/ts.js';

/** Imports a JavaScript module from its text. */
const importText = async (text: string): Promise<unknown> => {
  const address = `data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`;
  return await import(/* @vite-ignore */ address);
};

/** Compiles a derivation to functions. */
export const compileTypeScript = async (
  derivation: Derivation,
  precision: 'f64' | 'f32' = 'f64',
): Promise<KernelModule> => {
  const target = javascript[precision];
  return (await importText(print(lower(derivation, target.rounding), target))) as KernelModule;
};
