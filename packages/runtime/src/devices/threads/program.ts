// What a thread runs, as text, so that it can be started in Node and in browsers without a file of its own: it imports the
// kernels, takes its rows once, and then waits in shared memory for weights.

/** Places in the control array: which round it is (negative: it is over), threads that are done, threads that failed. */
export const control = { round: 0, done: 1, failed: 2, length: 3 } as const;

/** How often a thread looks for new weights before it goes to sleep: some tens of microseconds. */
const looks = 5000;

/** What a thread is given, once. */
export interface Assignment {
  /** Where the kernels are imported from. */
  readonly address: string;
  readonly columns: number;
  readonly parameters: number;
  /** How many threads there are. */
  readonly threads: number;
  /** Rows that the thread holds. */
  readonly rows: number;
  readonly x: Float64Array | Float32Array;
  readonly y: Float64Array | Float32Array | Uint8Array | Uint16Array | Int32Array;
  readonly rowWeights: Float64Array | Float32Array | null;
  readonly offset: Float64Array | Float32Array | null;
  /** First row, row after the last, and number of each block, counted from the thread's own first row. */
  readonly blocks: readonly (readonly [number, number, number])[];
  readonly control: SharedArrayBuffer;
  readonly weights: SharedArrayBuffer;
  /** For each block its loss and its gradient, `stride` numbers apart. */
  readonly sums: SharedArrayBuffer;
  readonly stride: number;
}

/** What a thread says: that it is ready, or why it is not. */
export interface Answer {
  readonly failed: string | null;
}

/** The program. It has no imports but the kernels, and it never returns to its event loop while it is needed. */
export const program = `
const port = globalThis.postMessage ? globalThis : process.getBuiltinModule('node:worker_threads').parentPort;
port.onmessage = async ({ data }) => {
  try {
    work(await import(data.address), data);
  } catch (error) {
    port.postMessage({ failed: String(error?.message ?? error) });
  }
};

const work = (module, data) => {
  const { rows, columns, parameters, blocks, stride } = data;
  const length = columns * parameters;
  const Floats = module.precision === 'f32' ? Float32Array : Float64Array;
  const isClass = module.classes !== null && !(data.y instanceof Float64Array || data.y instanceof Float32Array);
  const sizes = [data.x, data.y, data.rowWeights, data.offset].map((array) => (array ? array.length : 0));
  const bytes = Floats.BYTES_PER_ELEMENT * (sizes.reduce((a, b) => a + b) + 8 * (length + 64)) + (1 << 18);
  const kernels = module.instantiate ? module.instantiate(bytes) : module;
  // arrays in the kernels' own memory are found again by their places, for memory that grows takes its views with it
  const keep = (array, Kind) => {
    if (!kernels.allocate) return () => array;
    const place = kernels.allocate(array.length * Kind.BYTES_PER_ELEMENT);
    const view = () => new Kind(kernels.memory.buffer, place, array.length);
    view().set(array);
    return view;
  };
  const floats = (array) => keep(array instanceof Floats ? array : Floats.from(array), Floats);
  const [x, weights, gradient] = [data.x, new Floats(length), new Floats(length)].map(floats);
  const y = isClass ? keep(data.y, data.y.constructor) : floats(data.y);
  const rowWeights = data.rowWeights && floats(data.rowWeights);
  const offset = data.offset && floats(data.offset);
  const width = data.y.length / rows;
  const shared = { weights: new Float64Array(data.weights), sums: new Float64Array(data.sums) };
  const step = ([from, to, block]) => {
    gradient().fill(0);
    const options = {
      ...(rowWeights && { rowWeights: rowWeights().subarray(from, to) }),
      ...(offset && { offset: offset().subarray(from * parameters, to * parameters) }),
    };
    const loss = kernels.linearGradient(
      x().subarray(from * columns, to * columns),
      weights(),
      y().subarray(from * width, to * width),
      gradient(),
      to - from,
      columns,
      options,
    );
    shared.sums[block * stride] = loss;
    shared.sums.set(gradient(), block * stride + 1);
  };
  const control = new Int32Array(data.control);
  port.postMessage({ failed: null });
  for (let round = 0; ; ) {
    // the next weights mostly come at once, and to be woken takes longer than to look again for a while
    for (let looks = 0; looks < ${looks} && Atomics.load(control, ${control.round}) === round; looks++);
    Atomics.wait(control, ${control.round}, round);
    round = Atomics.load(control, ${control.round});
    if (round < 0) return;
    try {
      weights().set(shared.weights);
      blocks.forEach(step);
    } catch {
      Atomics.add(control, ${control.failed}, 1);
    }
    // only the last one wakes who waits for all
    if (Atomics.add(control, ${control.done}, 1) + 1 === data.threads) Atomics.notify(control, ${control.done});
  }
};
`;
