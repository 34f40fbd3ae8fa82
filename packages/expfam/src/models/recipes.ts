// Recipes of kernels, and by which one compiled kernels were made: a model that was fitted with them can then be made again
// from its JSON alone.
import type { KernelModule } from '@expfam/runtime';
import type { Links } from '../links.js';
import type { FamilyChoice } from '../resolve-family.js';
import type { KernelRecipe } from './memory.js';

/** What is said of kernels beside their family. */
interface Wishes {
  readonly classes: number | null;
  readonly fix?: Readonly<Record<string, string | number>> | undefined;
  readonly links: Pick<Links, 'mean' | 'parameters'>;
  readonly precision?: 'f64' | 'f32' | undefined;
}

/** The recipe of the kernels of a family that was chosen. */
export const recipeOfChoice = ({ name, text }: FamilyChoice, wishes: Wishes): KernelRecipe => {
  const { classes, fix = {}, links, precision } = wishes;
  return {
    family: text === null ? name : null,
    density: text,
    classes,
    fix: Object.fromEntries(Object.entries(fix).map(([constant, value]) => [constant, String(value)])),
    link: links.mean,
    links: links.parameters,
    ...(precision === undefined ? {} : { precision }),
  };
};

const recipes = new WeakMap<KernelModule, KernelRecipe>();
const made = new Map<string, KernelModule>();

/** Keeps what kernels were made by. */
export const remember = (kernels: KernelModule, recipe: KernelRecipe): void => {
  recipes.set(kernels, recipe);
  made.set(JSON.stringify(recipe), kernels);
};

/** The recipe of kernels that this process has compiled; null for kernels from elsewhere. */
export const recipeOfKernels = (kernels: KernelModule): KernelRecipe | null => recipes.get(kernels) ?? null;

/** The kernels that this process has compiled by a recipe, else null. */
export const kernelsMadeBy = (recipe: KernelRecipe): KernelModule | null =>
  made.get(JSON.stringify(recipe)) ?? null;
