// The same pass in several threads over shared memory, against one: how much of the second core arrives.
import { availableParallelism } from 'node:os';
import { threads } from '../../packages/runtime/dist/index.js';
import { cases, dataOf } from './cases.mjs';
import { kernelFile } from './expfam.mjs';
import { inTurns, runnerOf } from './turns.mjs';

/** How many cases there are. */
export const threadCount = 2;

/** What two threads have to reach on the large cases. */
const goal = 1.8;

const large = cases.filter(({ rows }) => rows >= 60_000);

/** Measures one thread and as many as there are cores, at most four. */
export const measureThreads = async ({ begin, turn, seconds, stopped }) => {
  const counts = [1, 2, 4].filter((count) => count <= availableParallelism());
  const measured = [];
  for (const shape of large) {
    if (stopped()) break;
    begin(`${shape.name} in ${counts.join(', ')} threads`);
    const address = (await kernelFile(shape, 'f32')).href;
    const kernels = await import(address);
    const { x, weights, y } = dataOf(shape);
    const { rows, features: columns } = shape;
    const problem = { kernels, rows, columns, x: Float32Array.from(x), y, rowWeights: null, offset: null };
    const gradient = new Float64Array(weights.length);
    const pools = [];
    const runners = [];
    for (const count of counts) {
      const pool = await threads({ count, address }).open(problem);
      pools.push(pool);
      runners.push(await runnerOf(String(count), () => pool.total(weights, gradient)));
    }
    const results = await inTurns(runners, { turn, seconds, stopped }, (name, error) => {
      console.log(`  without ${name} threads: ${String(error)}`);
    });
    for (const pool of pools) pool.close();
    if (results.length < counts.length) break;
    const one = results.find(({ name }) => name === '1').best;
    const rowsOf = results.map(({ name, best, median }) => ({
      threads: Number(name),
      best,
      median,
      speedup: one / best,
    }));
    measured.push({ name: shape.name, results: rowsOf });
    for (const { threads: count, best, speedup } of rowsOf) {
      const said = count !== 2 ? '' : speedup >= goal ? `reaches ${goal}` : `MISSES ${goal}`;
      console.log(
        `  ${count}  ${best.toPrecision(3).padStart(9)} ms  ×${speedup.toFixed(2)}  ${said}`.trimEnd(),
      );
    }
  }
  return measured;
};
