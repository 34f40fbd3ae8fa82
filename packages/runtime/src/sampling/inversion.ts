// Classes and whole numbers, drawn exactly: their probabilities are added up until they pass a uniform number.
import type { FloatArray, Support } from '../kernel.js';
import type { LogDensity } from './log-density.js';

// Whole numbers beyond this are as good as never drawn.
const largest = 10_000_000;

/** An index, drawn with the given probabilities. */
export const drawClass = (probabilities: FloatArray, random: () => number): number => {
  let left = random();
  for (let k = 0; k < probabilities.length - 1; k++) {
    left -= probabilities[k] ?? 0;
    if (left < 0) return k;
  }
  return probabilities.length - 1;
};

/** A whole number; where they begin nowhere they are taken from `middle` outwards. */
export const drawWhole = (
  density: LogDensity,
  how: { readonly support: Support | undefined; readonly middle: number; readonly random: () => number },
): number => {
  const { lower = -Infinity, upper = Infinity } = how.support ?? {};
  let left = how.random();
  let last = NaN;
  for (const value of Number.isFinite(lower) ? upwards(lower, upper) : outwards(Math.round(how.middle))) {
    last = value;
    left -= Math.exp(density([value]));
    if (left < 0) break;
  }
  return last;
};

function* upwards(lower: number, upper: number): Generator<number> {
  for (let value = lower; value <= Math.min(upper, largest); value++) yield value;
}

// Any order of them will do.
function* outwards(middle: number): Generator<number> {
  yield middle;
  for (let away = 1; away <= largest; away++) {
    yield middle + away;
    yield middle - away;
  }
}
