export function response(eta: Floats, mean: Floats, rows: number): void {
  for (let i = 0; i < rows; i++) {
    const eta1 = eta[i];
    const v1 = Math.abs(eta1);
    if (!(v1 < Infinity)) {
      mean.fill(NaN, i, i + 1);
      continue;
    }
    const u = Math.exp(-v1);
    const s = 1 + u;
    const p2 = (0 <= eta1 ? 1 : u) / s;
    mean[i] = p2;
  }
}
