// The kernels of a family as the command writes them: for every target, at three classes where their number is free.
import { text } from '@expfam/expression';
import type { Density, FamilyDefinition } from '@expfam/family';
import { sizeOfDensity } from '@expfam/family';
import type { Failure } from 'expfam';
import { generate } from 'expfam';
import { targetNames } from '@expfam/codegen';
import type { TargetName } from '@expfam/codegen';
import type { Fixed } from './fixed.js';
import { fixedArguments, fixedOf } from './fixed.js';

const shownClasses = 3;

/** A file as it is written. */
export interface WrittenFile {
  readonly path: string;
  readonly contents: string | Uint8Array;
}

/** The line of the command with its files, or why there are none. */
export type Generated =
  { readonly command: string; readonly files: readonly WrittenFile[] } | { readonly failure: Failure };

/** In what kernels are printed. */
export interface Printing {
  readonly target: readonly TargetName[];
  readonly precision: 'f64' | 'f32';
}

const usual: Printing = { target: targetNames, precision: 'f64' };

/** The kernels of a family of the catalogue. */
export const generated = async (
  family: FamilyDefinition,
  density: Density,
  { target, precision }: Printing = usual,
): Promise<Generated> => {
  const fix = fixedOf(family, density);
  const classes = classesFor(density, fix);
  const command =
    `expfam generate ${family.name} --target ${target.join(',')}` +
    `${classes === null ? '' : ` --classes ${String(classes)}`}${fixedArguments(fix)} --out kernels`;
  try {
    const files = await generate(family.name, {
      target,
      precision,
      fix,
      ...(classes === null ? {} : { classes }),
      acceptAccuracy: true,
    });
    return { command, files };
  } catch (error) {
    const failure = error as Failure;
    if (typeof failure.code !== 'string') throw error;
    return { failure };
  }
};

/** The classes for which kernels are unrolled where their number is free, else null. */
const classesFor = (density: Density, fix: Fixed): number | null => {
  const size = sizeOfDensity(density);
  const isFree = size?.op === 'symbol' && density.usualSize === undefined && !Object.hasOwn(fix, text(size));
  return isFree ? shownClasses : null;
};
