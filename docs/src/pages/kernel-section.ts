// The kernels of a family in every target, as the command writes them, with their sizes and with what was measured of them.
import { gzipSync } from 'node:zlib';
import { text } from '@expfam/expression';
import type { Density, FamilyDefinition } from '@expfam/family';
import { sizeOfDensity } from '@expfam/family';
import type { Failure } from 'expfam';
import { generate, renderFailure } from 'expfam';
import { accuracySection } from './accuracy-section.js';
import { fixedArguments, fixedOf } from './fixed.js';
import { code, escape, folded, table, tabs } from './markdown.js';

/** How the files that are text are coloured, by the end of their name. */
const languages = [
  ['.d.ts', 'ts'],
  ['.ts', 'ts'],
  ['.js', 'js'],
  ['.wgsl', 'rust'],
] as const;

const targets = ['ts', 'wgsl', 'wasm'] as const;
const shownClasses = 3;

interface File {
  readonly path: string;
  readonly contents: string | Uint8Array;
}

/** The section, and whether there are kernels; families whose kernels cannot be printed say why. */
export const kernelSection = async (
  family: FamilyDefinition,
  density: Density,
): Promise<{ readonly section: string; readonly printed: boolean }> => {
  const heading = '\n## Kernels\n';
  const fix = fixedOf(family, density);
  const classes = classesFor(density, fix);
  const command =
    `expfam generate ${family.name} --target ${targets.join(',')}` +
    `${classes === null ? '' : ` --classes ${String(classes)}`}${fixedArguments(fix)} --out kernels`;
  try {
    const files = await generate(family.name, {
      target: targets,
      fix,
      ...(classes === null ? {} : { classes }),
      acceptAccuracy: true,
    });
    const parts = [
      heading,
      code('sh', command),
      sizes(files),
      folded('The files', tabs(panes(files)), 'kernels'),
      accuracySection(family.name),
    ];
    return { section: parts.join('\n'), printed: true };
  } catch (error) {
    const failure = error as Failure;
    if (typeof failure.code !== 'string') throw error;
    return {
      section: `${heading}\nThere are none yet:\n${code('txt', renderFailure(failure))}`,
      printed: false,
    };
  }
};

/** The classes for which kernels are unrolled where their number is free, else null. */
const classesFor = (density: Density, fix: Readonly<Record<string, number>>): number | null => {
  const size = sizeOfDensity(density);
  const isFree = size?.op === 'symbol' && density.usualSize === undefined && !Object.hasOwn(fix, text(size));
  return isFree ? shownClasses : null;
};

const panes = (files: readonly File[]) =>
  files.flatMap(({ path, contents }) => {
    const language = languages.find(([end]) => path.endsWith(end))?.[1];
    return language === undefined || typeof contents !== 'string'
      ? []
      : [{ title: path, language, text: contents }];
  });

const sizes = (files: readonly File[]): string =>
  table(
    ['file', 'bytes', 'gzipped'],
    files
      .filter(({ path }) => path !== 'manifest.json')
      .map(({ path, contents }) => {
        const bytes = typeof contents === 'string' ? new TextEncoder().encode(contents) : contents;
        return [escape(path), String(bytes.length), String(gzipSync(bytes).length)];
      }),
  );
