// Our kernels, from generated files: WebAssembly with products as they are and fused, and TypeScript's JavaScript.
import { mkdir, writeFile } from 'node:fs/promises';
import { generate } from '../../packages/expfam/dist/index.js';

const folder = new URL('../../.cache/bench/', import.meta.url);

/** The file of the wasm kernels of so many classes, generated anew. */
export const kernelFile = async (classes, precision) => {
  const place = new URL(`${precision}/`, folder);
  await mkdir(place, { recursive: true });
  const files = await generate('categorical', { classes, precision, target: ['wasm'] });
  for (const { path, contents } of files) await writeFile(new URL(path, place), contents);
  return new URL(`categorical-K${classes}.wasm.js`, place);
};

/** The kernels in that file. The probe of the loader is answered for it, so that both kinds can be had. */
const wasmOf = async (classes, precision, isFused) => {
  const file = await kernelFile(classes, precision);
  const { validate } = globalThis.WebAssembly;
  if (!isFused) globalThis.WebAssembly.validate = () => false;
  try {
    return await import(`${file}?fused=${isFused}`);
  } finally {
    globalThis.WebAssembly.validate = validate;
  }
};

const wasm = (precision, isFused) => ({
  name: `expfam wasm ${precision}${isFused ? ' fused' : ''}`,
  prepare: async (shape, data) => {
    const kernels = await wasmOf(shape.classes, precision, isFused);
    if (isFused !== (kernels.multiplyAdd === 'relaxed')) throw new Error('this engine fuses no products');
    const { rows, features, classes } = shape;
    const size = precision === 'f32' ? 4 : 8;
    const Floats = precision === 'f32' ? Float32Array : Float64Array;
    const own = kernels.instantiate(size * (rows * features + 6 * features * classes) + rows + (1 << 18));
    const place = (Kind, length, bytes) => new Kind(own.memory.buffer, own.allocate(length * bytes), length);
    const x = place(Floats, rows * features, size);
    const weights = place(Floats, features * classes, size);
    const gradient = place(Floats, features * classes, size);
    const y = place(Uint8Array, rows, 1);
    x.set(data.x);
    weights.set(data.weights);
    y.set(data.y);
    return () => own.linearGradient(x, weights, y, gradient, rows, features);
  },
});

const javascript = {
  name: 'expfam ts f64',
  prepare: async (shape, data) => {
    const { compile } = await import('../../packages/expfam/dist/index.js');
    const kernels = await compile('categorical', { classes: shape.classes, target: 'ts' });
    const gradient = new Float64Array(shape.features * shape.classes);
    return () => kernels.linearGradient(data.x, data.weights, data.y, gradient, shape.rows, shape.features);
  },
};

export const contenders = [wasm('f32', false), wasm('f32', true), wasm('f64', false), javascript];
