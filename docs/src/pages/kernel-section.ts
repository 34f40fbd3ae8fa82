// The kernels of a family in every target, as the command writes them, with their sizes and with what was measured of them.
import { gzipSync } from 'node:zlib';
import type { Density, FamilyDefinition } from '@expfam/family';
import { renderFailure } from 'expfam';
import { accuracySection } from './accuracy-section.js';
import type { WrittenFile } from './generated.js';
import { generated } from './generated.js';
import { code, escape, later, table, tabs } from './markdown.js';

/** How the files that a reader reads are coloured, by the end of their name. */
const languages = [
  ['.d.ts', 'ts'],
  ['.ts', 'ts'],
  ['.wgsl', 'rust'],
] as const;

/** The kernels of a family's page. */
export interface Kernels {
  readonly section: string;
  /** Whether there are any; where they cannot be printed the section says why. */
  readonly printed: boolean;
  /** Whether every row costs a sum or an integral, for want of a closed form. */
  readonly summed: boolean;
}

/** The section with what a fit has to know of it. */
export const kernelSection = async (family: FamilyDefinition, density: Density): Promise<Kernels> => {
  const heading = '\n## Kernels\n';
  const made = await generated(family, density);
  if ('failure' in made) {
    const words = code('txt', renderFailure(made.failure));
    return { section: `${heading}\nThere are none yet:\n${words}`, printed: false, summed: false };
  }
  const parts = [
    heading,
    code('sh', made.command),
    sizes(made.files),
    later('The files', tabs(panes(made.files)), 'kernels'),
    accuracySection(family.name),
  ];
  return { section: parts.join('\n'), printed: true, summed: isSummed(made.files) };
};

const isSummed = (files: readonly WrittenFile[]): boolean => {
  const manifest = files.find(({ path }) => path === 'manifest.json')?.contents;
  const { kernels } = JSON.parse(String(manifest)) as { kernels: readonly { judged: string }[] };
  return kernels.some(({ judged }) => judged === 'summed');
};

const panes = (files: readonly WrittenFile[]) =>
  files.flatMap(({ path, contents }) => {
    if (typeof contents !== 'string' || /\.js(on)?$/.test(path)) return [];
    const language = languages.find(([end]) => path.endsWith(end))?.[1] ?? 'txt';
    return [{ title: path, language, text: contents }];
  });

const sizes = (files: readonly WrittenFile[]): string =>
  table(
    ['file', 'bytes', 'gzipped'],
    files
      .filter(({ path }) => path !== 'manifest.json')
      .map(({ path, contents }) => {
        const bytes = typeof contents === 'string' ? new TextEncoder().encode(contents) : contents;
        return [escape(path), String(bytes.length), String(gzipSync(bytes).length)];
      }),
  );
