// Row kernels by everyone, family by family and class count by class count: the loss and its gradient in the natural parameters.
import { rowKernels as ours } from './expfam.mjs';
import { models } from './models.mjs';
import { rowKernels as others } from './peers.mjs';
import { measureOne } from './one.mjs';

/** The models that are chosen; all where none is. */
export const chosenModels = (chosen) =>
  models.filter(({ name }) => chosen === undefined || chosen.includes(name));

/** Measures those that are chosen; `keep` is given what was measured so far. */
export const measureKernels = async ({ chosen, python, begin, keep, ...pace }) => {
  const measured = [];
  for (const model of chosenModels(chosen)) {
    begin(`${model.name}: loss and gradient of ${model.rows} rows`);
    const { name, family, classes = null, rows } = model;
    const about = { kind: 'kernel', name, family, classes, rows, parameters: model.parameters };
    const found = await measureOne({ about, what: model, data: model.data(), runners: [...ours, ...others] }, { python, ...pace }); // prettier-ignore
    if (found === null) break;
    measured.push({ name, family, classes, rows, parameters: model.parameters, ...found });
    await keep(measured);
  }
  return measured;
};
