// Checkpoints of a fit: the coefficients so far, written now and then and when the fit ends, however it ends. They hold no data.
import { writeFileSync, renameSync } from 'node:fs';
import { Problem } from '../problems.js';
import { readJson } from './read-json.js';

const schema = 'expfam/checkpoint@1';
// More often than this nobody can lose much.
const interval = 1000;

/** Keeps coefficients; `flush` writes what was kept last. */
export interface Checkpoint {
  readonly keep: (weights: readonly number[]) => void;
  readonly flush: () => void;
  /** What a user who stopped the fit is told. */
  readonly word: () => string;
}

/** A checkpoint in the file at `path`, which is replaced as a whole. */
export const checkpointOf = (path: string, formula: string): Checkpoint => {
  let kept: readonly number[] | null = null;
  let last = Date.now();
  let written = false;
  const flush = (): void => {
    if (kept === null) return;
    try {
      writeFileSync(`${path}.part`, `${JSON.stringify({ schema, formula, weights: kept })}\n`);
      renameSync(`${path}.part`, path);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      throw new Problem('file-not-writable', `${path} cannot be written: ${code}`, { file: path });
    }
    kept = null;
    written = true;
    last = Date.now();
  };
  return {
    flush,
    word: () =>
      written ? `the checkpoint is in ${path}` : 'there is no checkpoint: the solver had not begun',
    keep: (weights) => {
      if (!weights.every(Number.isFinite)) return;
      kept = weights;
      if (Date.now() - last >= interval) flush();
    },
  };
};

/** The coefficients of a checkpoint of the same formula. @throws Problem `foreign-model`, `file-not-found` */
export const resumedFrom = async (path: string, formula: string): Promise<readonly number[]> => {
  const needed = 'a checkpoint that `expfam fit --checkpoint` wrote';
  const json = await readJson(path, { needed });
  const { schema: found, formula: of, weights } = (json ?? {}) as Readonly<Record<string, unknown>>;
  if (found !== schema || !Array.isArray(weights) || !weights.every(Number.isFinite))
    throw new Problem('foreign-model', `${path} is no checkpoint`, { file: path, needed });
  if (of !== formula)
    throw new Problem('foreign-model', `${path} is a checkpoint of \`${String(of)}\``, {
      file: path,
      needed,
    });
  return weights as readonly number[];
};
