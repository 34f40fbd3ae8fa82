// The functions in a generated file, as it stands: TypeScript with its types taken off, a WebAssembly module by the loader
// that was generated beside it. Neither is made again, so what is measured is what a user would run.
import type { KernelModule } from '@expfam/runtime';

/** A file of a folder that holds a module. */
export interface ModuleFile {
  readonly folder: string;
  readonly path: string;
  readonly target: string;
  readonly contents: Uint8Array;
}

/** Imports the module in a file. Rejects where it is none. */
export const loadModule = async ({ folder, path, target, contents }: ModuleFile): Promise<KernelModule> => {
  if (target === 'ts') return loadTypeScript(new TextDecoder().decode(contents));
  const [{ join }, { pathToFileURL }] = await Promise.all([import('node:path'), import('node:url')]);
  const address = pathToFileURL(join(folder, `${path}.js`));
  // a folder that is checked again may hold other files by then
  address.search = String((turn += 1));
  return (await import(/* @vite-ignore */ address.href)) as KernelModule;
};

let turn = 0;

const loadTypeScript = async (text: string): Promise<KernelModule> => {
  const { javascriptOf } = await import('@expfam/codegen');
  const address = `data:text/javascript;charset=utf-8,${encodeURIComponent(await javascriptOf(text))}`;
  return (await import(/* @vite-ignore */ address)) as KernelModule;
};
