// The dot product, on which directions and lengths stand.

/** Σ leftᵢ·rightᵢ over the length of the first. */
export const dot = (left: Float64Array, right: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += (left[i] ?? 0) * (right[i] ?? 0);
  return sum;
};
