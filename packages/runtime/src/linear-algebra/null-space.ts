// An orthonormal basis of what is perpendicular to given rows, by Gram and Schmidt, each row and each unit vector twice.
import { dot } from './dot.js';

const dependent = 1e-9;

/** A basis of the vectors perpendicular to every row given, each a vector of `size` numbers. */
export const nullSpace = (rows: Iterable<Float64Array>, size: number): readonly Float64Array[] => {
  const span: Float64Array[] = [];
  for (const row of rows) {
    if (span.length === size) return [];
    add(span, row);
  }
  const basis: Float64Array[] = [];
  for (let i = 0; i < size && span.length < size; i++) {
    const unit = new Float64Array(size);
    unit[i] = 1;
    const added = add(span, unit);
    if (added !== null) basis.push(added);
  }
  return basis;
};

const add = (span: Float64Array[], vector: Float64Array): Float64Array | null => {
  const length = Math.sqrt(dot(vector, vector));
  if (length === 0) return null;
  const rest = vector.map((value) => value / length);
  for (let pass = 0; pass < 2; pass++)
    for (const direction of span) {
      const along = dot(rest, direction);
      for (let j = 0; j < rest.length; j++) rest[j] = (rest[j] ?? 0) - along * (direction[j] ?? 0);
    }
  const left = Math.sqrt(dot(rest, rest));
  if (!(left > dependent)) return null;
  const found = rest.map((value) => value / left);
  span.push(found);
  return found;
};
