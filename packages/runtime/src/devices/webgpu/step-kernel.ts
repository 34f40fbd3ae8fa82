// The kernel that the runtime brings itself: once the parts of a gradient are added, it notes what is to be told and takes a step
// from it, a thread for every coefficient.
import type { Step } from '../device.js';
import type { WgslModule } from './wgsl-module.js';

/** Sums are the gradient, the loss and the rows outside; a look is these and the weights. */
export const stepKernel: WgslModule = {
  code: `
struct Told {
  keep: f32, take: f32, keep_square: f32, take_square: f32,
  slope: f32, mean: f32, scale: f32, factor: f32,
  coefficients: u32,
  // 1 + the place of the look, or 0
  look: u32,
  moves: u32,
}
@group(0) @binding(0) var<uniform> told: Told;
@group(0) @binding(1) var<storage, read> sums: array<f32>;
@group(0) @binding(2) var<storage, read_write> weights: array<f32>;
// the averages of gradients and of their squares
@group(0) @binding(3) var<storage, read_write> memory: array<vec2<f32>>;
// the penalty of a coefficient, and 1 where it is free, else 0
@group(0) @binding(4) var<storage, read> terms: array<vec2<f32>>;
@group(0) @binding(5) var<storage, read_write> looks: array<f32>;

@compute @workgroup_size(64)
fn takeStep(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  let i = (group.y * groups.x + group.x) * 64u + local;
  let outputs = told.coefficients + 2u;
  if (i >= outputs) { return; }
  let sum = sums[i];
  if (told.look > 0u) { looks[(told.look - 1u) * (outputs + told.coefficients) + i] = sum; }
  if (i >= told.coefficients) { return; }
  let weight = weights[i];
  if (told.look > 0u) { looks[(told.look - 1u) * (outputs + told.coefficients) + outputs + i] = weight; }
  if (told.moves == 0u || terms[i].y == 0.0) { return; }
  let gradient = told.factor * sum + terms[i].x * weight;
  let mean = told.keep * memory[i].x + told.take * gradient;
  let square = told.keep_square * memory[i].y + told.take_square * gradient * gradient;
  memory[i] = vec2(mean, square);
  let down = told.slope * gradient + told.mean * mean;
  let size = sqrt(told.scale * square);
  // a slope that was always 0, or whose square is too small to be told from it, asks for no step
  let scaled = select(0.0, down / max(size, 1e-30), size > 0.0);
  weights[i] = weight - select(down, scaled, told.scale > 0.0);
}`,
  manifest: {
    parameters: 1,
    classes: null,
    entryPoints: {
      takeStep: {
        workgroupSize: 64,
        covers: 'rows',
        bindings: [
          { binding: 0, name: 'told', access: 'uniform', length: '12' },
          { binding: 1, name: 'sums', access: 'read', length: 'outputs' },
          { binding: 2, name: 'weights', access: 'read_write', length: 'features' },
          { binding: 3, name: 'memory', access: 'read_write', length: '2*features' },
          { binding: 4, name: 'terms', access: 'read', length: '2*features' },
          { binding: 5, name: 'looks', access: 'read_write', length: 'outputs' },
        ],
      },
    },
  },
};

/** What the kernel is told of one move; nothing moves without a step. */
export interface Telling {
  readonly coefficients: number;
  readonly step: Step | null;
  readonly factor: number;
  /** The place of the look; null for none. */
  readonly look: number | null;
}

/** Writes what the kernel is told into a record. */
export const tell = (record: DataView, { step, factor, coefficients, look }: Telling): void => {
  const numbers = step === null ? [] : [
    step.keep, step.take, step.keepSquare, step.takeSquare, step.slope, step.mean, step.scale, factor,
  ]; // prettier-ignore
  numbers.forEach((value, i) => {
    record.setFloat32(4 * i, value, true);
  });
  const words = [coefficients, look === null ? 0 : look + 1, step === null ? 0 : 1];
  words.forEach((word, i) => {
    record.setUint32(32 + 4 * i, word, true);
  });
};
