// A softmax written by hand to the layout that printed WGSL modules have; only tests use it.
import type { WgslBinding, WgslModule } from './wgsl-module.js';

const size = 64;

const bindings: Readonly<Record<string, Omit<WgslBinding, 'access'>>> = {
  shape: { binding: 0, name: 'shape', length: '4' },
  eta: { binding: 1, name: 'eta', length: 'rows*parameters' },
  y: { binding: 2, name: 'y', length: 'rows', type: 'u32' },
  result: { binding: 3, name: 'result', length: 'rows*parameters' },
  losses: { binding: 4, name: 'losses', length: 'rows' },
  x: { binding: 5, name: 'x', length: 'rows*features' },
  weights: { binding: 6, name: 'weights', length: 'features*parameters' },
  residual: { binding: 7, name: 'residual', length: 'rows*parameters' },
};

const use = (...names: readonly string[]): readonly WgslBinding[] =>
  names.map((text) => {
    const [name = '', access = 'read'] = text.split(' ');
    const found = bindings[name];
    if (found === undefined) throw new Error(`no binding ${name}`);
    return { ...found, access: name === 'shape' ? 'uniform' : access === 'write' ? 'read_write' : 'read' };
  });

const result = (length: string): WgslBinding => ({
  binding: 3,
  name: 'result',
  access: 'read_write',
  length,
});

// The residual is written by one entry point and read by another; one declaration serves both.
const code = (classes: number): string => `
const K = ${String(classes)}u;
@group(0) @binding(0) var<uniform> shape: vec4<u32>;
@group(0) @binding(2) var<storage, read> y: array<u32>;
@group(0) @binding(3) var<storage, read_write> result: array<f32>;
@group(0) @binding(4) var<storage, read_write> losses: array<f32>;
@group(0) @binding(5) var<storage, read> x: array<f32>;
@group(0) @binding(6) var<storage, read> weights: array<f32>;
@group(0) @binding(7) var<storage, read_write> residual: array<f32>;

var<workgroup> partial: array<f32, ${String(size)}>;

@compute @workgroup_size(${String(size)})
fn linearResidual(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  let rows = shape.x;
  let row = (group.y * groups.x + group.x) * ${String(size)}u + local;
  if (row >= rows) { return; }
  var eta: array<f32, K>;
  var top = -3.4e38;
  for (var k = 0u; k < K; k++) {
    var sum = 0.0;
    for (var j = 0u; j < shape.y; j++) { sum += x[j * rows + row] * weights[j * K + k]; }
    eta[k] = sum;
    top = max(top, sum);
  }
  var total = 0.0;
  for (var k = 0u; k < K; k++) { total += exp(eta[k] - top); }
  let label = y[row];
  losses[row] = top + log(total) - eta[label];
  for (var k = 0u; k < K; k++) {
    residual[k * rows + row] = exp(eta[k] - top) / total - select(0.0, 1.0, k == label);
  }
}

fn reduced(local: u32) -> f32 {
  workgroupBarrier();
  for (var stride = ${String(size / 2)}u; stride > 0u; stride /= 2u) {
    if (local < stride) { partial[local] += partial[local + stride]; }
    workgroupBarrier();
  }
  let sum = partial[0];
  workgroupBarrier();
  return sum;
}

@compute @workgroup_size(${String(size)})
fn linearReduce(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  let rows = shape.x;
  let feature = group.y * groups.x + group.x;
  if (feature >= shape.y) { return; }
  for (var k = 0u; k < K; k++) {
    var sum = 0.0;
    for (var row = local; row < rows; row += ${String(size)}u) {
      sum += x[feature * rows + row] * residual[k * rows + row];
    }
    partial[local] = sum;
    let all = reduced(local);
    if (local == 0u) { result[feature * K + k] = all; }
  }
}

@compute @workgroup_size(${String(size)})
fn sumLosses(@builtin(local_invocation_index) local: u32) {
  var sum = 0.0;
  for (var row = local; row < shape.x; row += ${String(size)}u) { sum += losses[row]; }
  partial[local] = sum;
  let all = reduced(local);
  if (local == 0u) { result[0] = all; }
}`;

/** The training entry points of a symmetric softmax. */
export const softmaxWgsl = (classes: number): WgslModule => ({
  code: code(classes),
  manifest: {
    parameters: classes,
    classes,
    entryPoints: {
      linearResidual: {
        workgroupSize: size,
        covers: 'rows',
        bindings: use('shape', 'y', 'losses write', 'x', 'weights', 'residual write'),
      },
      linearReduce: {
        workgroupSize: size,
        covers: 'feature',
        bindings: [...use('shape', 'x', 'residual write'), result('features*parameters')],
      },
      sumLosses: {
        workgroupSize: size,
        covers: 'all',
        bindings: [...use('shape', 'losses write'), result('1')],
      },
    },
  },
});
