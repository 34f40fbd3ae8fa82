// A file of JSON, such as a model.
import { Problem } from '../problems.js';
import type { Advice } from '../problems.js';
import { readText } from '../read-text.js';

/** The data of a JSON file. @throws Problem `file-not-found`, `file-not-readable`, `foreign-model` */
export const readJson = async (path: string, advice: Advice = {}): Promise<unknown> => {
  const text = await readText(path);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Problem('foreign-model', `${path} is no JSON`, { file: path, ...advice });
  }
};
