// The logarithm of Γ on the positive axis: carried up to 15 by the recurrence, where Stirling's series has its 16 digits.

const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** log Γ(x) for x > 0. */
export const logGamma = (x: number): number => {
  if (!(x > 0)) return NaN;
  let product = 1;
  let at = x;
  for (; at < 15; at++) product *= at;
  const square = at * at;
  const series = stirling.reduceRight((sum, coefficient) => coefficient + sum / square, 0) / at;
  return (at - 0.5) * Math.log(at) - at + Math.log(2 * Math.PI) / 2 + series - Math.log(product);
};
