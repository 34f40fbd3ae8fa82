// A model from its file, of which nothing is taken on trust: the kernels are compiled again from what it remembers.
import { findFamily } from '../catalogue.js';
import { productsOf } from '../formula/matrix.js';
import { parseExpression } from '../formula/parse.js';
import { kernelsOf } from '../kernels.js';
import { Problem } from '../problems.js';
import { readMemory } from './memory.js';
import type { KernelRecipe } from './memory.js';
import type { Design } from '../formula/design.js';
import { Model } from './model.js';

/**
 * A model from what `toJSON` or `expfam fit --out` gave, with kernels compiled for it.
 *
 * @throws Problem `foreign-model`
 */
export const loadModel = async (json: unknown): Promise<Model> => {
  if (typeof json !== 'object' || json === null || !('schema' in json) || !('design' in json))
    throw new Problem('foreign-model', 'this is no model');
  if (json.schema !== 'expfam/model@1')
    throw new Problem('foreign-model', `this is of the schema ${String(json.schema)}, not expfam/model@1`);
  const { recipe, design } = readMemory(json.design);
  const fault = faultOfRecipe(recipe, json) ?? (design === null ? null : faultOfDesign(design, json));
  if (fault !== null) throw new Problem('foreign-model', `the model is damaged: ${fault}`);
  return Model.fromJSON(json, await kernelsOf(recipe));
};

/** More classes than any kernel can have. */
const mostClasses = 65_536;

const faultOfRecipe = ({ family, density, classes, fix }: KernelRecipe, json: object): string | null => {
  const { classCount } = json as { readonly classCount?: unknown };
  if (density === null && (family === null || findFamily(family) === undefined))
    return `there is no family \`${String(family)}\``;
  if (classes !== null && !(classes >= 1 && classes <= mostClasses)) return `${String(classes)} classes`;
  if (typeof classCount === 'number' && classCount !== classes)
    return `${String(classCount)} classes, and kernels for ${String(classes)}`;
  const [name, value] = Object.entries(fix).find(([, each]) => !isNumber(each)) ?? [];
  return name === undefined ? null : `the value of ${name} is \`${String(value)}\``;
};

const isNumber = (value: unknown): boolean =>
  typeof value === 'string' && /^[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?(?:\/[0-9]+)?$/.test(value);

const faultOfDesign = (design: Design, json: object): string | null => {
  const { names, intercept } = json as { readonly names?: unknown; readonly intercept?: unknown };
  if (intercept !== design.intercept) return 'its intercept';
  if (JSON.stringify(names) !== JSON.stringify(design.columns)) return 'the names of its columns';
  const odd = [...design.variables.map(({ text }) => text), ...design.offsets].find(
    (text) => !isReadable(text),
  );
  if (odd !== undefined) return `its variable \`${odd}\``;
  const strays = design.terms.some(({ variables }) =>
    variables.some((at) => design.variables[at] === undefined),
  );
  const columns = strays ? [] : productsOf(design).map(({ name }) => name);
  return JSON.stringify(columns) === JSON.stringify(names) ? null : 'its terms';
};

const isReadable = (text: string): boolean => {
  try {
    parseExpression(text);
    return true;
  } catch {
    return false;
  }
};
