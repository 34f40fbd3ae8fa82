// The kernels of a family in every target, as the command writes them, with their sizes and with what was measured of them.
import { gzipSync } from 'node:zlib';
import type { Density, FamilyDefinition } from '@expfam/family';
import { renderFailure } from 'expfam';
import { accuracySection } from './accuracy-section.js';
import type { WrittenFile } from './generated.js';
import { generated } from './generated.js';
import { code, escape, folded, table, tabs } from './markdown.js';

/** How the files that a reader reads are coloured, by the end of their name. */
const languages = [
  ['.d.ts', 'ts'],
  ['.ts', 'ts'],
  ['.wgsl', 'rust'],
] as const;

/** The section, and whether there are kernels; families whose kernels cannot be printed say why. */
export const kernelSection = async (
  family: FamilyDefinition,
  density: Density,
): Promise<{ readonly section: string; readonly printed: boolean }> => {
  const heading = '\n## Kernels\n';
  const made = await generated(family, density);
  if ('failure' in made) {
    const words = code('txt', renderFailure(made.failure));
    return { section: `${heading}\nThere are none yet:\n${words}`, printed: false };
  }
  const parts = [
    heading,
    code('sh', made.command),
    sizes(made.files),
    folded('The files', tabs(panes(made.files)), 'kernels'),
    accuracySection(family.name),
  ];
  return { section: parts.join('\n'), printed: true };
};

const panes = (files: readonly WrittenFile[]) =>
  files.flatMap(({ path, contents }) => {
    const language = languages.find(([end]) => path.endsWith(end))?.[1];
    return language === undefined || typeof contents !== 'string'
      ? []
      : [{ title: path, language, text: contents }];
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
