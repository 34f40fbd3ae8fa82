// The size at which a density with components is drawn where its text leaves it open.
import { Rational, variableOf } from '@expfam/expression';
import type { Density } from '@expfam/family';
import { fix, sizeOfDensity } from '@expfam/family';

/** Classes and components that a picture shows. */
const shownSize = 3;

/** The density with a number for its size: its own, else its usual one, else three. */
export const sized = (density: Density): Density => {
  const size = sizeOfDensity(density);
  if (size?.op !== 'symbol') return density;
  const { name } = variableOf(size);
  const isConstant = density.constants.some(({ symbol }) => symbol === size);
  // a range that ends at a constant is no vector: its end has a slider
  if (isConstant && density.outcome.domain.kind === 'range' && !hasVectors(density)) return density;
  const value = density.usualSize ?? shownSize;
  return fix(density, new Map([[name, Rational.of(BigInt(value))]]));
};

const hasVectors = ({ parameters }: Density): boolean => parameters.some(({ domain }) => 'size' in domain);
