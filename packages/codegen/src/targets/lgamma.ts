// log Γ for targets that lack it: the recurrence up to 10, then Stirling's series to its 8th term, whose neglected term at
// 10 is below 2^-53 of the value. Zeros at 1 and 2 are exact, as counts need them.
import type { PreludeFunction } from '../target.js';

/** Coefficients B(2k) / (2k·(2k − 1)) of Stirling's series. */
const stirling = [
  '1 / 12',
  '-1 / 360',
  '1 / 1260',
  '-1 / 1680',
  '1 / 1188',
  '-691 / 360360',
  '1 / 156',
  '-3617 / 122400',
];

/** The prelude of TypeScript, or of JavaScript without types. */
export const lgammaPrelude = (types: boolean): { readonly [name: string]: PreludeFunction } => ({
  lgamma: {
    text: [
      `// log(gamma(x)) for x > 0: recurrence up to 10, then Stirling's series.`,
      `function lgamma(x${types ? ': number' : ''})${types ? ': number' : ''} {`,
      `  if (x === 1 || x === 2) return 0;`,
      `  let factor = 1;`,
      `  let z = x;`,
      `  for (; z < 10; z++) factor *= z;`,
      `  const r = 1 / (z * z);`,
      `  const series = ${stirling.reduceRight((inner, c) => (inner === '' ? c : `${c} + r * (${inner})`), '')};`,
      `  return (z - 0.5) * Math.log(z) - z + ${0.5 * Math.log(2 * Math.PI)} + series / z - Math.log(factor);`,
      `}`,
    ].join('\n'),
  },
});
