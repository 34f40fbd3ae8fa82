// The least eigenvalue of a small symmetric matrix, by Jacobi's rotations: each makes one entry 0, until all but the diagonal are.

/** The least eigenvalue; the matrix is given row by row, and is read as its upper half says. */
export const leastEigenvalue = (matrix: ArrayLike<number>, size: number): number => {
  const rows = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) => matrix[i <= j ? i * size + j : j * size + i] ?? Number.NaN),
  );
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.NaN;
  const sweeps = 12;
  for (let sweep = 0; sweep < sweeps; sweep += 1)
    for (let p = 0; p < size; p += 1) for (let q = p + 1; q < size; q += 1) rotate(rows, p, q);
  return Math.min(...Array.from({ length: size }, (_, i) => at(i, i)));
};

/** Turns the axes p and q so that the entry between them is 0. */
const rotate = (rows: number[][], p: number, q: number): void => {
  const [rowP, rowQ] = [rows[p] ?? [], rows[q] ?? []];
  const off = rowP[q] ?? 0;
  if (off === 0) return;
  const ratio = ((rowQ[q] ?? 0) - (rowP[p] ?? 0)) / (2 * off);
  const tangent = Math.sign(ratio || 1) / (Math.abs(ratio) + Math.hypot(1, ratio));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = tangent * cosine;
  for (const row of rows) {
    const [a, b] = [row[p] ?? 0, row[q] ?? 0];
    [row[p], row[q]] = [cosine * a - sine * b, sine * a + cosine * b];
  }
  rows.forEach((_, j) => {
    const [a, b] = [rowP[j] ?? 0, rowQ[j] ?? 0];
    [rowP[j], rowQ[j]] = [cosine * a - sine * b, sine * a + cosine * b];
  });
};
