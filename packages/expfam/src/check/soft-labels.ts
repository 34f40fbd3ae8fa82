// Soft labels: shares of every class in place of one. What is linear in the outcome is the same sum of what it is at each label.
import { combined } from './module-calls.js';
import type { Measurable } from './module-calls.js';
import type { Exact, Truth } from './truth.js';

/** Soft labels in whole 8ths, so that every format holds them: most on the label, the rest on those that come after. */
export const sharesOf = (label: number, classes: number): readonly number[] => {
  const parts = classes === 2 ? [0.625, 0.375] : [0.625, 0.25, 0.125];
  const shares = Array.from({ length: classes }, () => 0);
  parts.forEach((part, i) => (shares[(label - 1 + i) % classes] = part));
  return shares;
};

/** Above these powers of two a format ends. */
const most = { f64: 1024, f32: 128 } as const;

/** What a loss or a gradient is with the shares of a label in its place: results at each label times its share. */
export const softened =
  (plain: Truth, { classes, precision: format = 'f64' }: Measurable): Truth =>
  (name, { eta, y }) => {
    const parts = sharesOf(y[0] ?? 1, classes ?? 0).flatMap((share, k) =>
      share === 0 ? [] : [{ share, found: plain(name, { eta, y: [k + 1] }) }],
    );
    if (parts.some(({ found }) => found === null)) return null;
    // the loss of one class alone may overflow, and so does what is added up from it
    const overflows = parts.some(({ found }) =>
      found?.some(({ value }) => value.magnitude() >= most[format]),
    );
    if (overflows) return [];
    const length = Math.min(...parts.map(({ found }) => found?.length ?? 0));
    return Array.from({ length }, (_, i) =>
      combined(
        parts.flatMap(({ share, found }): (readonly [number, Exact])[] =>
          found?.[i] === undefined ? [] : [[share, found[i]]],
        ),
      ),
    );
  };
