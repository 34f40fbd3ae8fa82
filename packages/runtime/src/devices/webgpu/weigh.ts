// A kernel that the runtime brings for passes in two halves: it multiplies the residuals and losses of every row by its weight, between the
// two printed halves of the linear gradient.
import type { WgslModule } from './wgsl-module.js';

/** Residuals are class-major, as everything on the device. */
export const weigh = (parameters: number): WgslModule => ({
  code: `
@group(0) @binding(0) var<uniform> shape: vec4<u32>;
@group(0) @binding(1) var<storage, read> rowWeights: array<f32>;
@group(0) @binding(2) var<storage, read_write> residual: array<f32>;
@group(0) @binding(3) var<storage, read_write> losses: array<f32>;

@compute @workgroup_size(64)
fn weigh(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  let rows = shape.x;
  let row = (group.y * groups.x + group.x) * 64u + local;
  if (row >= rows) { return; }
  let factor = rowWeights[row];
  // a weight of 0 leaves the row out, whatever its loss
  losses[row] = select(0.0, factor * losses[row], factor > 0.0);
  for (var k = 0u; k < ${String(parameters)}u; k++) {
    residual[k * rows + row] = select(0.0, factor * residual[k * rows + row], factor > 0.0);
  }
}`,
  manifest: {
    parameters,
    classes: null,
    entryPoints: {
      weigh: {
        workgroupSize: 64,
        covers: 'rows',
        bindings: [
          { binding: 0, name: 'shape', access: 'uniform', length: '4' },
          { binding: 1, name: 'rowWeights', access: 'read', length: 'rows' },
          { binding: 2, name: 'residual', access: 'read_write', length: 'rows*parameters' },
          { binding: 3, name: 'losses', access: 'read_write', length: 'rows' },
        ],
      },
    },
  },
});
