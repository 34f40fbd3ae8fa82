// A softmax with a fused training pass, written by hand to the layout that printed modules have, and to nothing else about them:
// a workgroup is one thread that takes a row at a time. Only tests use it.
import type { WgslModule } from './wgsl-module.js';

const code = (classes: number): string => `
const K = ${String(classes)}u;
@group(0) @binding(0) var<uniform> shape: vec4<u32>;
@group(0) @binding(2) var<storage, read> y: array<u32>;
@group(0) @binding(3) var<storage, read_write> result: array<f32>;
@group(0) @binding(5) var<storage, read> xByRow: array<f32>;
@group(0) @binding(6) var<storage, read> weights: array<f32>;
@group(0) @binding(8) var<storage, read> rowWeights: array<f32>;
@group(0) @binding(9) var<storage, read> order: array<u32>;
@group(0) @binding(10) var<storage, read_write> parts: array<f32>;

// parts are as long as packs of four classes make them, whatever stands in them
fn strideOf(features: u32) -> u32 { return (features * ((K + 3u) / 4u * 4u) + 8u + 63u) / 64u * 64u; }

@compute @workgroup_size(1)
fn linearGradient(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let outputs = shape.y * K + 2u;
  let own = group.x * strideOf(shape.y);
  for (var i = 0u; i < outputs; i++) { parts[own + i] = 0.0; }
  for (var place = group.x; place < shape.x; place += groups.x) {
    var row = place;
    if (shape.z != 0u) { row = order[shape.z - 1u + place]; }
    var eta: array<f32, K>;
    var top = -3.4e38;
    for (var k = 0u; k < K; k++) {
      for (var j = 0u; j < shape.y; j++) { eta[k] += xByRow[row * shape.y + j] * weights[j * K + k]; }
      top = max(top, eta[k]);
    }
    var total = 0.0;
    for (var k = 0u; k < K; k++) { total += exp(eta[k] - top); }
    let factor = rowWeights[row];
    if (factor <= 0.0) { continue; }
    let label = y[row];
    // logits beyond 1000 stand for a space with a wall
    if (top > 1000.0) { parts[own + outputs - 1u] += 1.0; continue; }
    parts[own + outputs - 2u] += factor * (top + log(total) - eta[label]);
    for (var k = 0u; k < K; k++) {
      let residual = factor * (exp(eta[k] - top) / total - select(0.0, 1.0, k == label));
      for (var j = 0u; j < shape.y; j++) { parts[own + j * K + k] += xByRow[row * shape.y + j] * residual; }
    }
  }
}

@compute @workgroup_size(8)
fn sumParts(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  let outputs = shape.y * K + 2u;
  let output = (group.y * groups.x + group.x) * 8u + local;
  if (output >= outputs) { return; }
  var sum = 0.0;
  for (var part = 0u; part < shape.x; part++) { sum += parts[part * strideOf(shape.y) + output]; }
  result[output] = sum;
}`;

/** The training entry points of a symmetric softmax. */
export const softmaxFused = (classes: number): WgslModule => ({
  code: code(classes),
  manifest: {
    parameters: classes,
    classes,
    entryPoints: {
      linearGradient: {
        workgroupSize: 1,
        covers: 'tiles',
        bindings: [
          { binding: 0, name: 'shape', access: 'uniform', length: '4' },
          { binding: 2, name: 'y', access: 'read', type: 'u32', length: 'rows' },
          { binding: 5, name: 'xByRow', access: 'read', length: 'rows*features' },
          { binding: 6, name: 'weights', access: 'read', length: 'features*parameters' },
          { binding: 8, name: 'rowWeights', access: 'read', length: 'rows' },
          { binding: 9, name: 'order', access: 'read', type: 'u32', length: 'order' },
          { binding: 10, name: 'parts', access: 'read_write', length: 'parts*stride' },
        ],
      },
      sumParts: {
        workgroupSize: 8,
        covers: 'sums',
        bindings: [
          { binding: 0, name: 'shape', access: 'uniform', length: '4' },
          { binding: 3, name: 'result', access: 'read_write', length: 'outputs' },
          { binding: 10, name: 'parts', access: 'read_write', length: 'parts*stride' },
        ],
      },
    },
  },
});
