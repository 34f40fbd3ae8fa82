// Several threads on the processor: each holds its rows, all sum the same fixed blocks, and block sums are added in the order
// of the blocks, so that 1, 2 or 8 threads give the same bits.
import { cpu } from '../cpu.js';
import type { Device, Evaluator, LinearProblem } from '../device.js';
import { blocksOf, shares } from './blocks.js';
import { control as at } from './program.js';
import type { Assignment } from './program.js';
import { startThread } from './worker.js';
import type { Thread } from './worker.js';

/** How threads are started. */
export interface ThreadOptions {
  /** How many; in browsers half of the cores, at most 4, unless told otherwise, and all of them elsewhere. */
  readonly count?: number;
  /** Where threads import the kernels from: a generated module, or a data address of one in memory. */
  readonly address: string;
  /** The program of a thread, for pages whose policy forbids blobs. */
  readonly workerUrl?: string;
}

/** Numbers between the sums of two blocks, so that no two threads write to one line of a cache (128 bytes). */
const apart = (length: number): number => Math.ceil((length + 1) / 16) * 16;

const isBrowser = (): boolean => !('process' in globalThis);

/** Why there can be no threads; null where there can. */
const hindrance = (): string | null => {
  if (typeof SharedArrayBuffer === 'undefined') return 'no shared memory';
  const { crossOriginIsolated: isolated } = globalThis as { crossOriginIsolated?: boolean };
  return isBrowser() && isolated !== true ? 'the page is not cross-origin isolated' : null;
};

const defaultCount = (): number => {
  const cores = (globalThis as { navigator?: { hardwareConcurrency?: number } }).navigator
    ?.hardwareConcurrency;
  return isBrowser() ? Math.min(4, Math.ceil((cores ?? 2) / 2)) : (cores ?? 2);
};

/**
 * Evaluates kernels in several threads of Node or of a browser. Sums do not depend on how many there are. Where a page is not
 * cross-origin isolated there is one thread, and the name of the device says why.
 *
 * @throws RangeError for a count that is no whole number from 1 on
 * @example
 * ```ts
 * const device = threads({ count: 4, address: new URL('./poisson.js', import.meta.url).href });
 * const model = await fit(kernels, { x, y }, { device });
 * ```
 */
export const threads = ({ count = defaultCount(), address, workerUrl }: ThreadOptions): Device => {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`${String(count)} threads cannot be`);
  const reason = hindrance();
  if (reason !== null) return { ...cpu, name: `cpu, 1 thread (${reason})` };
  return {
    name: count === 1 ? 'cpu, 1 thread' : `cpu, ${String(count)} threads`,
    precision: null,
    open: (problem) =>
      openPool(problem, { count, address, ...(workerUrl === undefined ? {} : { workerUrl }) }),
  };
};

/** What threads share: the control array, weights, and the sums of blocks. */
interface Shared {
  readonly blocks: readonly (readonly [number, number])[];
  readonly control: Int32Array<SharedArrayBuffer>;
  readonly weights: Float64Array<SharedArrayBuffer>;
  readonly sums: Float64Array<SharedArrayBuffer>;
  readonly stride: number;
}

const shareMemory = ({ rows, columns, kernels }: LinearProblem): Shared => {
  const length = columns * kernels.parameters;
  const blocks = blocksOf(rows);
  const stride = apart(length);
  return {
    blocks,
    stride,
    control: new Int32Array(new SharedArrayBuffer(4 * at.length)),
    weights: new Float64Array(new SharedArrayBuffer(8 * length)),
    sums: new Float64Array(new SharedArrayBuffer(8 * stride * blocks.length)),
  };
};

/** The work of the thread that sums the blocks from `first` to before `last`, with rows of its own. */
const assignmentOf = (
  problem: LinearProblem,
  shared: Shared,
  { address, count }: Pick<Started, 'address' | 'count'>,
  [first, last]: readonly [number, number],
): Assignment => {
  const { rows, columns, kernels, x, y, rowWeights, offset } = problem;
  const { blocks } = shared;
  const [from, to] = [blocks[first]?.[0] ?? 0, blocks[last - 1]?.[1] ?? 0];
  const cut = <A extends { slice(from: number, to: number): A; length: number }>(array: A): A => {
    const width = rows === 0 ? 0 : array.length / rows;
    return array.slice(from * width, to * width);
  };
  return {
    address,
    columns,
    parameters: kernels.parameters,
    threads: count,
    rows: to - from,
    x: cut(x),
    y: cut(y),
    rowWeights: rowWeights && cut(rowWeights),
    offset: offset && cut(offset),
    blocks: blocks.slice(first, last).map(([a, b], i) => [a - from, b - from, first + i]),
    control: shared.control.buffer,
    weights: shared.weights.buffer,
    sums: shared.sums.buffer,
    stride: shared.stride,
  };
};

/** Starts the threads and gives each its rows. */
const startPool = async (
  problem: LinearProblem,
  shared: Shared,
  { count, address, workerUrl }: Started,
): Promise<Thread[]> => {
  const parts = shares(shared.blocks.length, count);
  const pool = parts.map(() => startThread(workerUrl));
  try {
    await Promise.all(
      parts.map(async (part, i) => {
        const work = assignmentOf(problem, shared, { address, count: parts.length }, part);
        const arrays = [work.x, work.y, work.rowWeights, work.offset];
        const buffers = arrays.flatMap((array) => (array === null ? [] : [array.buffer as ArrayBuffer]));
        await pool[i]?.start(work, buffers);
      }),
    );
  } catch (error) {
    for (const thread of pool) thread.stop();
    throw error;
  }
  return pool;
};

type Started = ThreadOptions & { readonly count: number };

/** Adds the sums of the blocks in their order. */
const collect = ({ blocks, control, sums, stride }: Shared, gradient: Float64Array): number => {
  if (Atomics.load(control, at.failed) > 0) throw new Error('a thread failed in the middle of a sum');
  let loss = 0;
  gradient.fill(0);
  blocks.forEach((_, block) => {
    loss += sums[block * stride] ?? 0;
    const from = block * stride + 1;
    for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] ?? 0) + (sums[from + i] ?? 0);
  });
  return loss;
};

const openPool = async (problem: LinearProblem, options: Started): Promise<Evaluator> => {
  const shared = shareMemory(problem);
  const { control, weights } = shared;
  const pool = await startPool(problem, shared, options);
  const single = await cpu.open(problem);
  return {
    total: (point, gradient) => {
      weights.set(point);
      Atomics.store(control, at.done, 0);
      Atomics.add(control, at.round, 1);
      Atomics.notify(control, at.round);
      const finished = allDone(control, pool.length);
      return finished === undefined
        ? collect(shared, gradient)
        : finished.then(() => collect(shared, gradient));
    },
    batch: (picked, point, gradient) => single.batch(picked, point, gradient),
    close: () => {
      single.close();
      Atomics.store(control, at.round, -1);
      Atomics.notify(control, at.round);
      for (const thread of pool) thread.stop();
    },
  };
};

type WaitAsync = (array: Int32Array, index: number, value: number) => { readonly value: unknown };

/** Waits until so many threads are done: asleep where the calling thread may sleep, else without holding it up. */
const allDone = (control: Int32Array, count: number): Promise<void> | undefined => {
  const missing = (): number | null => {
    const done = Atomics.load(control, at.done);
    return done < count ? done : null;
  };
  try {
    for (let done = missing(); done !== null; done = missing()) Atomics.wait(control, at.done, done);
    return undefined;
  } catch {
    // the main thread of a browser may not sleep
  }
  const { waitAsync } = Atomics as { waitAsync?: WaitAsync };
  const pause = (done: number): Promise<unknown> =>
    waitAsync === undefined
      ? new Promise((resolve) => setTimeout(resolve))
      : Promise.resolve(waitAsync(control, at.done, done).value);
  return (async () => {
    for (let done = missing(); done !== null; done = missing()) await pause(done);
  })();
};
