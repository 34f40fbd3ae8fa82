// Fewer of many: what is measured must end.

/** So many of all at most, evenly taken. */
export const thinned = <A>(all: readonly A[], most: number): readonly A[] => {
  const stride = Math.max(1, Math.ceil(all.length / most));
  return all.filter((_, i) => i % stride === 0);
};
