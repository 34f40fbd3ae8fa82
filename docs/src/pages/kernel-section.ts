// The kernels of a family in every target, as they would be generated, with their sizes.
import { gzipSync } from 'node:zlib';
import type { GeneratedFile, TargetName } from '@expfam/codegen';
import { CodegenError, generate, targets } from '@expfam/codegen';
import type { Derivation } from '@expfam/family';
import { escape, folded, table, tabs } from './markdown.js';

/** How the files that are text are coloured, by the end of their name. */
const languages: Readonly<Record<string, string>> = { '.ts': 'ts', '.wgsl': 'rust' };

const languageOf = (path: string): string | null =>
  Object.entries(languages).find(([end]) => path.endsWith(end) && !path.endsWith('.d.ts'))?.[1] ?? null;

/** The section; families whose kernels cannot be printed say why. */
export const kernelSection = async (derivation: Derivation): Promise<string> => {
  const heading = '\n## Kernels\n';
  try {
    const files = await generate(derivation, { target: Object.keys(targets) as TargetName[] });
    const panes = files.flatMap(({ path, contents }) => {
      const language = languageOf(path);
      return language === null || typeof contents !== 'string'
        ? []
        : [{ title: path, language, text: contents }];
    });
    const names = panes.map(({ title }) => escape(title)).join(', ');
    return [heading, sizes(files), folded(names, tabs(panes), 'kernels')].join('\n');
  } catch (error) {
    if (!(error instanceof CodegenError)) throw error;
    return `${heading}\n${escape(error.what)}. Needed: ${escape(error.needed)}.\n`;
  }
};

const sizes = (files: readonly GeneratedFile[]): string =>
  table(
    ['file', 'bytes', 'gzipped'],
    files
      .filter(({ path }) => path !== 'manifest.json')
      .map(({ path, contents }) => {
        const bytes = typeof contents === 'string' ? new TextEncoder().encode(contents) : contents;
        return [escape(path), String(bytes.length), String(gzipSync(bytes).length)];
      }),
  );
