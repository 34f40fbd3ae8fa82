// Singular values by one-sided Jacobi rotations (Hestenes 1958): slow, but right in the smallest one too, which is the one that
// is asked for.

/** The largest and the smallest singular value, and the right singular vector of the smallest. */
export interface Extremes {
  readonly largest: number;
  readonly smallest: number;
  readonly direction: Float64Array;
}

const mostSweeps = 40;

/** The extreme singular values of a square matrix, row-major, after its columns were scaled to length 1. */
export const extremes = (matrix: Float64Array, size: number): Extremes => {
  const columns = Array.from({ length: size }, (_, j) => {
    const column = Float64Array.from({ length: size }, (__, i) => matrix[i * size + j] ?? 0);
    const length = Math.hypot(...column);
    return length > 0 ? column.map((value) => value / length) : column;
  });
  const turns = Array.from({ length: size }, (_, j) => {
    const unit = new Float64Array(size);
    unit[j] = 1;
    return unit;
  });
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let turned = false;
    for (let p = 0; p < size; p++)
      for (let q = p + 1; q < size; q++) turned = rotate(columns, turns, [p, q]) || turned;
    if (!turned) break;
  }
  const lengths = columns.map((column) => Math.hypot(...column));
  const smallest = lengths.reduce((best, length, j) => (length < (lengths[best] ?? 0) ? j : best), 0);
  return {
    largest: Math.max(...lengths),
    smallest: lengths[smallest] ?? 0,
    direction: turns[smallest] ?? new Float64Array(size),
  };
};

const rotate = (
  columns: readonly Float64Array[],
  turns: readonly Float64Array[],
  [p, q]: readonly [number, number],
): boolean => {
  const [left, right] = [columns[p], columns[q]];
  if (left === undefined || right === undefined) return false;
  let [a, b, c] = [0, 0, 0];
  for (let i = 0; i < left.length; i++) {
    a += (left[i] ?? 0) ** 2;
    b += (right[i] ?? 0) ** 2;
    c += (left[i] ?? 0) * (right[i] ?? 0);
  }
  if (!(Math.abs(c) > 1e-15 * Math.sqrt(a * b))) return false;
  const ratio = (b - a) / (2 * c);
  const tangent = Math.sign(ratio === 0 ? 1 : ratio) / (Math.abs(ratio) + Math.hypot(1, ratio));
  const cosine = 1 / Math.hypot(1, tangent);
  for (const [one, other] of [
    [left, right],
    [turns[p], turns[q]],
  ] as const) {
    if (one === undefined || other === undefined) continue;
    for (let i = 0; i < one.length; i++) {
      const [x, y] = [one[i] ?? 0, other[i] ?? 0];
      one[i] = cosine * (x - tangent * y);
      other[i] = cosine * (tangent * x + y);
    }
  }
  return true;
};
