// A file of JSON, such as a model.
import { readFile } from 'node:fs/promises';
import { Problem } from '../problems.js';

/** The data of a JSON file. @throws Problem `file-not-found`, `foreign-model` */
export const readJson = async (path: string): Promise<unknown> => {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Problem('file-not-found', `${path} cannot be read`, { file: path });
  });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Problem('foreign-model', `${path} is no JSON`, { file: path });
  }
};
