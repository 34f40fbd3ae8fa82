// Training with modules that have the fused pass: the data stay on the device, and so do the weights of a descent. A submission
// holds many moves, each of them three calls: parts of the gradient, their sum in a fixed order, the step.
import type { Descent, DescentTerms, Evaluator, LinearProblem, Look, Move } from '../device.js';
import { awaited, bindMoving, flags, recordBytes } from './pipelines.js';
import type { Pipeline, Told } from './pipelines.js';
import { quadColumns, sorted, upload } from './resident.js';
import type { Resident } from './resident.js';
import { mostRecords, Script } from './script.js';
import { isWithin, offsetWeights } from './stretches.js';
import { tell } from './step-kernel.js';
import { partSize, spread, sumsOfGroup } from './wgsl-module.js';

/** The entry points of the fused pass. */
export interface FusedPipelines {
  readonly gradient: Pipeline;
  readonly sum: Pipeline;
  readonly step: Pipeline;
}

/** What the evaluator is made of. */
export interface FusedParts {
  readonly pipelines: FusedPipelines;
  readonly problem: LinearProblem;
  readonly labels: boolean;
  readonly parameters: number;
}

// Parts of a gradient: more of them keep more of a device busy, and are all written and read again.
const mostParts = 1024;
const partsBytes = 2 ** 26;
const looksBytes = 2 ** 23;
const mostLooks = 64;

/** Workgroups that take the same number of tiles each: at the end none waits for another. */
const evenly = (tiles: number, most: number): number => Math.ceil(tiles / Math.ceil(tiles / most));

type Call = (pass: GPUComputePassEncoder, told: Told) => void;

/** A problem on the device. Make it within `guarded`. */
export class Fused implements Evaluator {
  readonly #gpu: GPUDevice;
  readonly #parts: FusedParts;
  readonly #made: GPUBuffer[];
  readonly #residents: readonly Resident[];
  readonly #width: { readonly columns: number; readonly coefficients: number; readonly outputs: number };
  readonly #stride: number;
  /** How many parts each stretch leaves. */
  readonly #groups: readonly number[];
  readonly #buffers: Readonly<
    Record<'weights' | 'parts' | 'sums' | 'memory' | 'terms' | 'looks' | 'records', GPUBuffer>
  >;
  readonly #mostLooks: number;
  readonly #sum: Call;
  readonly #step: Call;
  #order: GPUBuffer;
  #gradients: readonly Call[];
  #terms: { readonly factor: number } = { factor: 1 };

  /** `made` learns of every buffer, so that a failure half way leaves none behind. @throws Problem device-refused */
  constructor(gpu: GPUDevice, parts: FusedParts, made: GPUBuffer[]) {
    const { problem, labels, parameters, pipelines } = parts;
    this.#gpu = gpu;
    this.#parts = parts;
    this.#made = made;
    const columns = quadColumns(problem);
    const { outputs, stride } = partSize(parts, columns);
    this.#width = { columns, coefficients: columns * parameters, outputs };
    this.#stride = stride;
    this.#residents = upload(gpu, problem, { labels, made });
    const most = Math.min(mostParts, Math.floor(partsBytes / (4 * stride) / this.#residents.length));
    const tile = pipelines.gradient.entry.workgroupSize;
    this.#groups = this.#residents.map(({ rows }) => evenly(Math.ceil(rows / tile), Math.max(1, most)));
    const all = this.#groups.reduce((a, b) => a + b, 0);
    // a call binds as many parts as the longest leaves, wherever it begins
    const bound = Math.max(...this.#groups);
    const look = outputs + this.#width.coefficients;
    this.#mostLooks = Math.max(1, Math.min(mostLooks, Math.floor(looksBytes / (4 * look))));
    const { storage, copyTarget, copySource, uniform } = flags;
    this.#buffers = {
      weights: this.#create(this.#width.coefficients + 4, storage | copyTarget),
      parts: this.#create((all + (this.#groups.length > 1 ? bound : 0)) * stride, storage),
      sums: this.#create(outputs, storage),
      memory: this.#create(2 * this.#width.coefficients, storage | copyTarget),
      terms: this.#create(2 * this.#width.coefficients, storage | copyTarget),
      looks: this.#create(look * this.#mostLooks, storage | copySource),
      records: this.#create((mostRecords * recordBytes) / 4, uniform | copyTarget),
    };
    this.#order = this.#create(1, storage | copyTarget);
    this.#gradients = this.#bindGradients();
    const { weights, sums, memory, terms, looks } = this.#buffers;
    const told = this.#told();
    this.#sum = bindMoving(gpu, pipelines.sum, {
      shape: told,
      parts: { buffer: this.#buffers.parts, size: 4 * all * stride },
      result: { buffer: sums },
    });
    this.#step = bindMoving(gpu, pipelines.step, {
      told,
      sums: { buffer: sums },
      weights: { buffer: weights },
      memory: { buffer: memory },
      terms: { buffer: terms },
      looks: { buffer: looks },
    });
  }

  total(weights: Float64Array, gradient: Float64Array): Promise<number> {
    return this.#evaluate(null, weights, gradient);
  }

  batch(rows: Uint32Array, weights: Float64Array, gradient: Float64Array): Promise<number> {
    return this.#evaluate(rows, weights, gradient);
  }

  descend(start: Float64Array, { factor, penalty, free }: DescentTerms): Descent {
    const { coefficients } = this.#width;
    const terms = new Float32Array(2 * coefficients);
    penalty.forEach((value, at) => (terms[2 * at] = value));
    free.forEach((at) => (terms[2 * at + 1] = 1));
    this.#gpu.queue.writeBuffer(this.#buffers.terms, 0, terms);
    this.#gpu.queue.writeBuffer(this.#buffers.memory, 0, new Float32Array(2 * coefficients));
    this.#load(start);
    this.#terms = { factor };
    return { looks: this.#mostLooks, run: (moves) => this.#run(moves) };
  }

  close(): void {
    for (const buffer of this.#made) buffer.destroy();
  }

  async #evaluate(rows: Uint32Array | null, point: Float64Array, gradient: Float64Array): Promise<number> {
    gradient.fill(0);
    if (!isWithin(point)) return NaN;
    this.#load(point);
    const [look] = await this.#run([{ rows, step: null, look: true }]);
    if (look === undefined) return NaN;
    gradient.set(look.gradient);
    return look.loss;
  }

  #load(point: Float64Array): void {
    const all = new Float32Array(this.#width.coefficients);
    all.set(point);
    all.set(offsetWeights(this.#parts.problem), point.length);
    this.#gpu.queue.writeBuffer(this.#buffers.weights, 0, all);
  }

  async #run(moves: readonly Move[]): Promise<readonly Look[]> {
    const perMove = this.#residents.length + 2;
    const most = Math.max(1, Math.floor(mostRecords / perMove));
    let looks = 0;
    for (let from = 0; from < moves.length; from += most)
      looks = this.#submit(moves.slice(from, from + most), looks);
    if (looks === 0) return [];
    return this.#read(looks);
  }

  /** Queues moves; `looks` were taken before them, and so many are afterwards. */
  #submit(moves: readonly Move[], looks: number): number {
    const { columns, coefficients, outputs } = this.#width;
    const { problem, pipelines } = this.#parts;
    const script = new Script();
    const tile = pipelines.gradient.entry.workgroupSize;
    const calls: ((pass: GPUComputePassEncoder) => void)[] = [];
    let taken = looks;
    for (const { rows, step, look } of moves) {
      let parts = 0;
      const listed = rows === null ? null : sorted(this.#residents, rows);
      this.#residents.forEach((resident, i) => {
        const list = listed?.[i];
        const count = list === undefined ? resident.rows : list.length;
        if (count === 0) return;
        const groups = Math.min(this.#groups[i] ?? 1, Math.ceil(count / tile));
        const first = list === undefined ? 0 : 1 + script.list(list);
        const uniform = script.words([count, columns, first, resident.rows]);
        const part = 4 * parts * this.#stride;
        calls.push((pass) => this.#gradients[i]?.(pass, { uniform, part, groups: [groups, 1] }));
        parts += groups;
      });
      const shape = script.words([parts, columns, 0, 0]);
      calls.push((pass) => {
        this.#sum(pass, { uniform: shape, groups: spread(Math.ceil(outputs / sumsOfGroup)) });
      });
      const factor = this.#terms.factor * (rows === null ? 1 : problem.rows / rows.length);
      const place = look ? taken++ : null;
      const uniform = script.record((record) => {
        tell(record, { step, factor, coefficients, look: place });
      });
      calls.push((pass) => {
        this.#step(pass, { uniform, groups: spread(Math.ceil(outputs / 64)) });
      });
    }
    this.#bring(script);
    const encoder = this.#gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const call of calls) call(pass);
    pass.end();
    this.#gpu.queue.submit([encoder.finish()]);
    return taken;
  }

  #bring(script: Script): void {
    const { order, records } = script.written();
    this.#gpu.queue.writeBuffer(this.#buffers.records, 0, records);
    if (order.length === 0) return;
    if (this.#order.size < 4 * order.length) {
      this.#order = this.#create(order.length, flags.storage | flags.copyTarget);
      this.#gradients = this.#bindGradients();
    }
    this.#gpu.queue.writeBuffer(this.#order, 0, order);
  }

  async #read(looks: number): Promise<readonly Look[]> {
    const { outputs, coefficients } = this.#width;
    const length = outputs + coefficients;
    const own = this.#parts.problem.columns * this.#parts.parameters;
    const size = 4 * looks * length;
    const staging = this.#gpu.createBuffer({ size, usage: flags.mapRead | flags.copyTarget });
    try {
      const encoder = this.#gpu.createCommandEncoder();
      encoder.copyBufferToBuffer(this.#buffers.looks, 0, staging, 0, size);
      this.#gpu.queue.submit([encoder.finish()]);
      await awaited(this.#gpu, staging.mapAsync(flags.mapRead));
      const all = new Float32Array(staging.getMappedRange());
      return Array.from({ length: looks }, (_, i) => {
        const sums = all.subarray(i * length, i * length + outputs);
        const point = Float64Array.from(all.subarray(i * length + outputs, i * length + outputs + own));
        const outside = sums[outputs - 1] ?? NaN;
        const loss = outside === 0 && isWithin(point) ? (sums[outputs - 2] ?? NaN) : NaN;
        return { point, loss, gradient: Float64Array.from(sums.subarray(0, own)) };
      });
    } finally {
      staging.destroy();
    }
  }

  #create(floats: number, usage: number): GPUBuffer {
    const buffer = this.#gpu.createBuffer({ size: 4 * floats, usage });
    this.#made.push(buffer);
    return buffer;
  }

  #told(): GPUBufferBinding {
    return { buffer: this.#buffers.records, size: 48 };
  }

  #bindGradients(): readonly Call[] {
    const { weights, parts } = this.#buffers;
    const size = 4 * Math.max(...this.#groups) * this.#stride;
    return this.#residents.map(({ x, y, rowWeights }) =>
      bindMoving(this.#gpu, this.#parts.pipelines.gradient, {
        shape: this.#told(),
        y: { buffer: y },
        xByRow: { buffer: x },
        weights: { buffer: weights },
        rowWeights: { buffer: rowWeights },
        order: { buffer: this.#order },
        parts: { buffer: parts, size },
      }),
    );
  }
}
