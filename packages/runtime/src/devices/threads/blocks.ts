// The fixed blocks in which rows are summed. They depend on the number of rows alone, so that any number of threads adds the
// same numbers in the same order.

/** Blocks at most, and rows of a block at least: a block should be worth a call. */
const mostBlocks = 64;
const leastRows = 256;

/** First row and row after the last of each block. */
export const blocksOf = (rows: number): readonly (readonly [number, number])[] => {
  const size = Math.max(leastRows, Math.ceil(rows / mostBlocks));
  return Array.from({ length: Math.max(1, Math.ceil(rows / size)) }, (_, block) => [
    block * size,
    Math.min(rows, (block + 1) * size),
  ]);
};

/** The blocks of each thread, neighbours together; no thread is without one. */
export const shares = (blocks: number, threads: number): readonly (readonly [number, number])[] => {
  const count = Math.min(blocks, threads);
  return Array.from({ length: count }, (_, thread) => [
    Math.floor((thread * blocks) / count),
    Math.floor(((thread + 1) * blocks) / count),
  ]);
};
