// The work that is measured: one pass of softmax regression, x·W, softmax, loss and xᵀ(P − Y), on four shapes of data.
export const cases = [
  { name: 'iris', rows: 150, features: 4, classes: 3 },
  { name: 'digits', rows: 1797, features: 64, classes: 10 },
  { name: 'tall', rows: 100_000, features: 20, classes: 5 },
  { name: 'mnist', rows: 60_000, features: 784, classes: 10 },
];

/** Numbers between 0 and 1, the same on every machine (a linear congruential generator modulo 2³²). */
export const uniform = (seed) => {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
};

/** Features, weights and labels of a case, in double precision. */
export const dataOf = ({ rows, features, classes }) => {
  const random = uniform(rows);
  return {
    x: Float64Array.from({ length: rows * features }, () => Math.fround(random() - 0.5)),
    weights: Float64Array.from({ length: features * classes }, () => Math.fround(random() - 0.5)),
    y: Uint8Array.from({ length: rows }, () => Math.floor(random() * classes)),
  };
};
