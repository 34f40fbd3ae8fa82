// Our kernels, from generated files: WebAssembly with products as they are and fused, and TypeScript's JavaScript.
import { mkdir, writeFile } from 'node:fs/promises';
import { compile, generate } from '../../packages/expfam/dist/index.js';

const folder = new URL('../../.cache/bench/', import.meta.url);

/** The file of the wasm kernels of a family, generated anew. */
export const kernelFile = async ({ family = 'categorical', classes }, precision) => {
  const place = new URL(`${precision}/`, folder);
  await mkdir(place, { recursive: true });
  const files = await generate(family, { classes, precision, target: ['wasm'] });
  for (const { path, contents } of files) await writeFile(new URL(path, place), contents);
  return new URL(files.find(({ path }) => path.endsWith('.wasm.js')).path, place);
};

/** The kernels in that file. The probe of the loader is answered for it, so that both kinds can be had. */
const wasmOf = async (what, precision, isFused) => {
  const file = await kernelFile(what, precision);
  const { validate } = globalThis.WebAssembly;
  if (!isFused) globalThis.WebAssembly.validate = () => false;
  try {
    return await import(`${file}?fused=${isFused}`);
  } finally {
    globalThis.WebAssembly.validate = validate;
  }
};

/** Places in the memory of kernels, for as many numbers as are copied there. */
const memoryOf = (kernels, precision, numbers) => {
  const Floats = precision === 'f32' ? Float32Array : Float64Array;
  const own = kernels.instantiate(Floats.BYTES_PER_ELEMENT * numbers + (1 << 18));
  const place = (from, Kind = from instanceof Uint8Array ? Uint8Array : Floats) => {
    const at = own.allocate(from.length * Kind.BYTES_PER_ELEMENT);
    const array = new Kind(own.memory.buffer, at, from.length);
    array.set(from);
    return array;
  };
  return { own, place };
};

const wasm = (precision, isFused) => ({
  name: `expfam wasm ${precision}${isFused ? ' fused' : ''}`,
  /** What a pass or a row kernel needs, in the memory of the kernels. */
  open: async (what, numbers) => {
    const kernels = await wasmOf(what, precision, isFused);
    if (isFused !== (kernels.multiplyAdd === 'relaxed')) throw new Error('this engine fuses no products');
    return memoryOf(kernels, precision, numbers);
  },
});

const typescript = (precision) => ({
  name: `expfam ts ${precision}`,
  open: async ({ family = 'categorical', classes }) => {
    const Floats = precision === 'f32' ? Float32Array : Float64Array;
    const own = await compile(family, { classes, precision, target: 'ts' });
    return { own, place: (from) => (from instanceof Uint8Array ? from : Floats.from(from)) };
  },
});

const kinds = [
  wasm('f32', false),
  wasm('f32', true),
  wasm('f64', false),
  typescript('f64'),
  typescript('f32'),
];

/** One pass of training. */
export const passes = kinds.map(({ name, open }) => ({
  name,
  prepare: async (shape, data) => {
    const { rows, features, classes } = shape;
    const { own, place } = await open(shape, rows * features + 6 * features * classes + rows);
    const [x, weights, y] = [place(data.x), place(data.weights), place(data.y)];
    const gradient = place(new Float64Array(features * classes));
    return () => own.linearGradient(x, weights, y, gradient, rows, features);
  },
}));

/** The loss and its gradient in the natural parameters. */
export const rowKernels = kinds.map(({ name, open }) => ({
  name,
  prepare: async (model, data) => {
    const { own, place } = await open(model, 3 * data.eta.length + 2 * data.y.length);
    const [eta, y] = [place(data.eta), place(data.y)];
    const gradient = place(new Float64Array(data.eta.length));
    return () => own.gradient(eta, y, gradient, model.rows);
  },
}));
