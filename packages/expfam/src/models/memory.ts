// What a model file holds beside the runtime's: the design, the outcome and the family, enough to predict in a new process.
import type { Design } from '../formula/design.js';
import { isParameterName } from '../links.js';
import { Problem } from '../problems.js';
import { roles } from '../training/outcome.js';
import type { Role } from '../training/outcome.js';

/** How to make a model's kernels again. */
export interface KernelRecipe {
  /** The name of the catalogue, or null for a density of the user's own. */
  readonly family: string | null;
  /** The text of a density of the user's own. */
  readonly density: string | null;
  readonly classes: number | null;
  readonly fix: Readonly<Record<string, string>>;
  /** The link where it is not the canonical one. */
  readonly link?: string | null;
  /** Of the kernels; f64 where it is not said. */
  readonly precision?: 'f64' | 'f32';
  /** Links of single natural parameters: `{ eta2: 'log' }`. */
  readonly links?: Readonly<Record<string, string>>;
}

/** The front door's part of a model; plain data. */
export interface Memory {
  readonly recipe: KernelRecipe;
  /** Absent where the model was fitted from arrays. */
  readonly design: Design | null;
  readonly outcome: {
    readonly text: string;
    readonly role: Role;
    readonly levels: readonly string[] | null;
  } | null;
}

/**
 * Reads back what `JSON.stringify` made of a memory.
 *
 * @throws Problem `foreign-model` that names the part that is damaged.
 */
export const readMemory = (json: unknown): Memory => {
  if (!isRecord(json) || !isRecord(json['recipe'])) throw damaged('the recipe of its kernels');
  const { recipe, design, outcome } = json;
  const { family, density, classes, fix } = recipe;
  if (!isText(family) && !isText(density)) throw damaged('the family');
  if (classes !== null && !(typeof classes === 'number' && Number.isInteger(classes)))
    throw damaged('the number of classes');
  if (!isRecord(fix)) throw damaged('the fixed constants');
  if (![undefined, 'f64', 'f32'].includes(recipe['precision'] as string | undefined))
    throw damaged('the precision');
  if (!isOptionalText(recipe['link'])) throw damaged('the link');
  if (recipe['links'] !== undefined && !isLinks(recipe['links'])) throw damaged('the links');
  if (design !== null && !isDesign(design)) throw damaged('the design');
  if (outcome !== null && !isOutcome(outcome)) throw damaged('the outcome');
  return json as unknown as Memory;
};

const isDesign = (value: unknown): value is Design =>
  isRecord(value) &&
  isText(value['formula']) &&
  typeof value['intercept'] === 'boolean' &&
  Array.isArray(value['variables']) &&
  value['variables'].every(isVariable) &&
  Array.isArray(value['terms']) &&
  value['terms'].every(
    (term) => isRecord(term) && Array.isArray(term['variables']) && Array.isArray(term['full']),
  ) &&
  isTexts(value['offsets']) &&
  isTexts(value['columns']);

const isLinks = (value: unknown): boolean =>
  isRecord(value) && Object.entries(value).every(([name, link]) => isParameterName(name) && link === 'log');

const isOutcome = (value: unknown): boolean =>
  isRecord(value) &&
  isText(value['text']) &&
  roles.some((role) => role === value['role']) &&
  (value['levels'] === null || isTexts(value['levels']));

const isVariable = (value: unknown): boolean =>
  isRecord(value) && isText(value['text']) && (value['levels'] === null || isTexts(value['levels']));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string';

const isOptionalText = (value: unknown): boolean => value === undefined || value === null || isText(value);

const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);

const damaged = (part: string): Problem =>
  new Problem('foreign-model', `the model lacks ${part}, or it is damaged`);
