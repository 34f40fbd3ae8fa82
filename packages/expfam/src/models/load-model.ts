// A model from its file: the kernels are compiled again from what it remembers.
import { kernelsOf } from '../kernels.js';
import { Problem } from '../problems.js';
import { readMemory } from './memory.js';
import { Model } from './model.js';

/**
 * A model from what `toJSON` or `expfam fit --out` gave, with kernels compiled for it.
 *
 * @throws Problem `foreign-model`
 */
export const loadModel = async (json: unknown): Promise<Model> => {
  if (
    typeof json !== 'object' ||
    json === null ||
    !('schema' in json) ||
    json.schema !== 'expfam/model@1' ||
    !('design' in json)
  )
    throw new Problem('foreign-model', 'this is no model of the schema expfam/model@1');
  const { recipe } = readMemory(json.design);
  return Model.fromJSON(json, await kernelsOf(recipe));
};
