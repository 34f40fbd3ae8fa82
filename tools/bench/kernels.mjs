// Row kernels by everyone, family by family and class count by class count: the loss and its gradient in the natural parameters.
import { rowKernels as ours } from './expfam.mjs';
import { models } from './models.mjs';
import { rowKernels as others } from './peers.mjs';
import { measureOne } from './one.mjs';

/** How many there are. */
export const kernelCount = models.length;

/** Measures all of them; `keep` is given what was measured so far. */
export const measureKernels = async ({ python, begin, keep, ...pace }) => {
  const measured = [];
  for (const model of models) {
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
