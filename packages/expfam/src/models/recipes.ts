// Which recipe compiled kernels were made by: a model that was fitted with them can then be made again from its JSON alone.
import type { KernelModule } from '@expfam/runtime';
import type { KernelRecipe } from './memory.js';

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
