// What a GPU makes of the kernels: the row kernel against copying, the training step against reading x once and against
// PyTorch's eager step. A program of its own, for a Vulkan driver has to be named before a process starts; the last line that it
// prints is its result. Ends with 3 where there is no adapter.
import { performance } from 'node:perf_hooks';
import { compile } from '../../packages/expfam/dist/index.js';
import { acquireDevice, webgpu } from '../../packages/runtime/dist/index.js';
import { cases, dataOf } from './cases.mjs';
import { torchSteps } from './gpu-python.mjs';

const [, , given = '1'] = process.argv;
const seconds = Number(given);

/** What has to be reached: of the copy bandwidth, of the time to read x, of PyTorch's time. */
const goals = { rowKernel: 0.85, step: 1.5, torch: 1 };

const device = await acquireDevice().catch((error) => {
  console.error(String(error));
  process.exit(3);
});
if (given === 'probe') process.exit();
const { gpu } = device;
const { vendor, architecture, description } = gpu.adapterInfo;
const adapter = [vendor, architecture, description].filter(Boolean).join(' ');
/** Whether a processor plays the GPU: it shows that everything runs, not how fast. */
const fallback = /swiftshader|llvmpipe|lavapipe/i.test(adapter);
console.error(`\non the adapter ${adapter}`);

/** What is said of a goal; nothing where there is no GPU to reach it. */
const judged = (reached, goal) => (fallback ? '' : reached ? `  reaches ${goal}` : `  MISSES ${goal}`);

/** Milliseconds of one call: so many are queued at once that waiting for them does not count; the best of several turns. */
const timeOf = async (queue) => {
  let together = 1;
  let best = Infinity;
  await queue(1);
  for (const end = performance.now() + seconds * 1e3; performance.now() < end;) {
    const start = performance.now();
    await queue(together);
    const spent = performance.now() - start;
    if (spent > 50) best = Math.min(best, spent / together);
    else together *= 2;
  }
  return best === Infinity ? NaN : best;
};

const usage = { storage: 128, copyTarget: 8, copySource: 4, uniform: 64 };
const bufferOf = (bytes, kind = usage.storage) =>
  gpu.createBuffer({ size: bytes, usage: kind | usage.copyTarget | usage.copySource });

/** A compute call that can be queued many times. */
const callOf = (code, entryPoint, { buffers, groups }) => {
  const module = gpu.createShaderModule({ code });
  const pipeline = gpu.createComputePipeline({ layout: 'auto', compute: { module, entryPoint } });
  const entries = Object.entries(buffers).map(([binding, buffer]) => ({ binding: Number(binding), resource: { buffer } }));
  const group = gpu.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  return async (count) => {
    const encoder = gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    for (let i = 0; i < count; i++) pass.dispatchWorkgroups(...groups);
    pass.end();
    gpu.queue.submit([encoder.finish()]);
    await gpu.queue.onSubmittedWorkDone();
  };
}; // prettier-ignore

const spread = (groups) => (groups <= 65_535 ? [groups, 1] : [65_535, Math.ceil(groups / 65_535)]);
const place = '(group.y * groups.x + group.x) * 64u + local';
const head = `@group(0) @binding(0) var<storage, read> from_: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> to: array<vec4<f32>>;
@compute @workgroup_size(64) fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>, @builtin(local_invocation_index) local: u32) {
  let i = ${place};`;
const copyCode = `${head} if (i < arrayLength(&from_)) { to[i] = from_[i]; } }`;
// a sum that nobody needs is written where it is a number that it never is, so that reading cannot be left out
const readCode = `${head}
  var sum = vec4<f32>();
  for (var k = i; k < arrayLength(&from_); k += groups.x * 64u) { sum += from_[k]; }
  if (sum.x == 1234567.0) { to[0] = sum; } }`;

/** Bytes a second, read and written, of a copy. */
const copyBandwidth = async (bytes) => {
  const [from, to] = [bufferOf(bytes), bufferOf(bytes)];
  const time = await timeOf(callOf(copyCode, 'main', { buffers: { 0: from, 1: to }, groups: spread(Math.ceil(bytes / 1024)) }));
  from.destroy();
  to.destroy();
  return (2 * bytes) / (time / 1e3);
}; // prettier-ignore

/** Milliseconds to read so many bytes once. */
const readTime = async (bytes) => {
  const [from, to] = [bufferOf(16 * Math.ceil(bytes / 16)), bufferOf(16)];
  const groups = [Math.min(4096, Math.ceil(bytes / 1024)), 1];
  const time = await timeOf(callOf(readCode, 'main', { buffers: { 0: from, 1: to }, groups }));
  from.destroy();
  to.destroy();
  return time;
};

/** The share of the copy bandwidth that the response of so many classes reaches. */
const rowKernel = async (classes, bytes, bandwidth) => {
  const { code } = await compile('categorical', { classes, target: 'wgsl' });
  const rows = Math.floor(bytes / 4 / classes);
  const shape = bufferOf(16, usage.uniform);
  gpu.queue.writeBuffer(shape, 0, Uint32Array.of(rows, 1, 0, 0));
  const [eta, result] = [bufferOf(4 * rows * classes), bufferOf(4 * rows * classes)];
  const buffers = { 0: shape, 1: eta, 3: result };
  const time = await timeOf(callOf(code, 'response', { buffers, groups: spread(Math.ceil(rows / 64)) }));
  eta.destroy();
  result.destroy();
  const share = (2 * 4 * rows * classes) / (time / 1e3) / bandwidth;
  const said = judged(share >= goals.rowKernel, goals.rowKernel);
  console.error(`  response, K = ${classes}, ${rows} rows: ${(100 * share).toFixed(0)} % of the copy bandwidth${said}`);
  return { classes, rows, milliseconds: time, share };
}; // prettier-ignore

const momentum = { keep: 0.9, take: 1, keepSquare: 0, takeSquare: 0, slope: 1e-9, mean: 9e-10, scale: 0 };

/** A training step on all rows, as `fit` queues it: gradient, sum of the parts, momentum. */
const trainingStep = async (shape) => {
  const { rows, features: columns, classes } = shape;
  const kernels = await compile('categorical', { classes, target: 'ts' });
  const module = await compile('categorical', { classes, target: 'wgsl' });
  const { x, weights, y } = dataOf(shape);
  const problem = { kernels, rows, columns, x: Float32Array.from(x), y, rowWeights: null, offset: null };
  const start = performance.now();
  const evaluator = await webgpu(module, { device: gpu }).open(problem);
  const opened = performance.now() - start;
  const free = Int32Array.from(weights, (_, at) => at);
  const terms = { factor: 1 / rows, penalty: new Float64Array(weights.length), free };
  const descent = evaluator.descend(weights, terms);
  const move = { rows: null, step: momentum, look: false };
  const step = await timeOf((count) =>
    descent.run(Array.from({ length: count }, (_, i) => (i === count - 1 ? { ...move, look: true } : move))),
  );
  evaluator.close();
  const read = await readTime(4 * rows * columns);
  return { name: shape.name, rows, features: columns, classes, opened, step, read, times: step / read };
};

const told = ({ name, step, read, times }, torch) => {
  const wide = name === 'mnist' ? judged(times <= goals.step, goals.step) : '';
  console.error(`  ${name.padEnd(8)} step ${step.toPrecision(3)} ms, ${times.toFixed(2)} × reading x (${read.toPrecision(3)} ms)${wide}`);
  if (torch === undefined) return;
  const said = torch / step >= goals.torch ? `${(torch / step).toFixed(2)} × ours` : `we lose to it: ${(torch / step).toFixed(2)} × ours`;
  console.error(`           PyTorch eager ${torch.toPrecision(3)} ms, ${said}`);
}; // prettier-ignore

const limit = Math.min(gpu.limits.maxStorageBufferBindingSize, gpu.limits.maxBufferSize);
const bytes = Math.min(limit, fallback ? 2 ** 24 : 2 ** 29);
const bandwidth = await copyBandwidth(bytes);
console.error(`  copy: ${(bandwidth / 1e9).toFixed(1)} GB/s, read and written`);
const rows = [];
for (const classes of [3, 10]) rows.push(await rowKernel(classes, bytes / 2, bandwidth));
const chosen = cases.filter(({ name }) => !fallback || name === 'iris' || name === 'digits');
if (fallback)
  console.error(
    '  a processor plays the GPU here: the large cases are left out, and nothing says how fast a GPU is',
  );
const torch = fallback ? { absent: 'the adapter is no GPU' } : torchSteps(chosen, seconds);
if (torch.absent !== undefined) console.error(`  without PyTorch: ${torch.absent}`);
const steps = [];
for (const shape of chosen) {
  const measured = await trainingStep(shape);
  const eager = torch.milliseconds?.[shape.name];
  told(measured, eager);
  steps.push({ ...measured, ...(eager === undefined ? {} : { torch: eager }) });
}
device.release();
const result = {
  adapter,
  fallback,
  bandwidth,
  rows,
  steps,
  ...(torch.device === undefined ? {} : { torchDevice: torch.device }),
};
console.log(JSON.stringify(result));
process.exit();
