// Rows picked out of a problem, into arrays that are allocated once and used for every batch of the same length.
import type { LinearProblem } from './device.js';

type Column = Float64Array | Float32Array | Uint8Array | Uint16Array | Int32Array;

/** A function that copies the listed rows of `problem` into a problem of their own; the next call overwrites it. */
export const gatherer = (problem: LinearProblem): ((rows: Uint32Array) => LinearProblem) => {
  const x = picker(problem.x, problem.rows);
  const y = picker(problem.y, problem.rows);
  const rowWeights = problem.rowWeights === null ? null : picker(problem.rowWeights, problem.rows);
  const offset = problem.offset === null ? null : picker(problem.offset, problem.rows);
  return (rows) => ({
    ...problem,
    rows: rows.length,
    x: x(rows),
    y: y(rows),
    rowWeights: rowWeights?.(rows) ?? null,
    offset: offset?.(rows) ?? null,
  });
};

const picker = <A extends Column>(source: A, total: number): ((rows: Uint32Array) => A) => {
  const width = total === 0 ? 0 : source.length / total;
  let kept = source.slice(0, 0) as A;
  return (rows) => {
    // a subarray's own constructor makes an array of the same kind
    if (kept.length !== rows.length * width)
      kept = new (source.constructor as new (length: number) => A)(rows.length * width);
    for (let i = 0; i < rows.length; i++) {
      const from = (rows[i] ?? 0) * width;
      for (let j = 0; j < width; j++) kept[i * width + j] = source[from + j] ?? 0;
    }
    return kept;
  };
};
