// What clipping does to learning: loss and gradient of two classes against the gap of their logits, derived and clipped.

/** The probability below which some libraries do not go (TensorFlow.js layers 4.22.0). */
const clippedAt = 1e-7;

/** One point: the true class lies `gap` below the other. */
export interface ClippingPoint {
  readonly gap: number;
  readonly loss: number;
  readonly clippedLoss: number;
  readonly gradient: number;
  readonly clippedGradient: number;
}

/** Loss and the size of its gradient at a gap. */
export const clippingAt = (gap: number): ClippingPoint => {
  const p = 1 / (1 + Math.exp(gap));
  const clipped = p < clippedAt;
  return {
    gap,
    loss: gap > 0 ? gap + Math.log1p(Math.exp(-gap)) : Math.log1p(Math.exp(gap)),
    clippedLoss: -Math.log(Math.max(p, clippedAt)),
    gradient: 1 - p,
    clippedGradient: clipped ? 0 : 1 - p,
  };
};

/** The curves from no gap to `most`. */
export const clippingFigure = (most: number): readonly ClippingPoint[] =>
  Array.from({ length: 301 }, (_, i) => clippingAt((most * i) / 300));
