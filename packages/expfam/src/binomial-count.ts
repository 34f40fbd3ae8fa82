// What the Bernoulli kernels leave out of the likelihood when a row stands for several trials: in how many orders the
// successes can have come. As in R, a row of weight w with the share y stands for w·y successes of w trials.
import type { KernelModule } from '@expfam/runtime';

/** The kernels with log C(w, w·y) as their base measure. */
export const withBinomialCount = (kernels: KernelModule): KernelModule => ({
  ...kernels,
  logBaseMeasure: (y, rows, rowWeights) => {
    let sum = 0;
    for (let row = 0; row < rows; row += 1) {
      const trials = Math.round(rowWeights?.[row] ?? 1);
      if (trials > 1) sum += logChoose(trials, Math.round((rowWeights?.[row] ?? 1) * (y[row] ?? Number.NaN)));
    }
    return sum;
  },
});

/** log C(n, k) of whole numbers. */
export const logChoose = (n: number, k: number): number =>
  logFactorial(n) - logFactorial(k) - logFactorial(n - k);

// Up to 170! the product itself is a double; above it three terms of Stirling's series leave less than 1e-17.
const logFactorial = (n: number): number => {
  if (n > 170)
    return (
      (n + 0.5) * Math.log(n) -
      n +
      Math.log(2 * Math.PI) / 2 +
      1 / (12 * n) -
      1 / (360 * n ** 3) +
      1 / (1260 * n ** 5)
    );
  let product = 1;
  for (let factor = 2; factor <= n; factor += 1) product *= factor;
  return Math.log(product);
};
