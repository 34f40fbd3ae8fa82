// The entries of a vector outcome: what each is called, where it may lie, and what must hold of all of them together. A matrix
// comes as its rows one after the other.
import type { Domain, Expression } from '@expfam/expression';
import { isNumber, number, one, rationalOf, real, symbol, zero } from '@expfam/expression';
import type { KernelBuilder, KernelNode } from '../kernel.js';
import { inside } from './domain.js';
import { sumTree } from './sum-tree.js';

/** How far shares may be from adding up to one, and directions from the length one: what single precision keeps of them. */
export const slack = 2 ** -20;

const circle: Domain = {
  kind: 'interval',
  lower: number(-1),
  upper: one,
  lowerOpen: false,
  upperOpen: false,
};

/** Where each entry of a vector lies; null for a number. */
export const entryDomain = (domain: Domain): Domain | null => {
  switch (domain.kind) {
    case 'simplex':
      return real.unit;
    case 'sphere':
      return circle;
    case 'counts':
      return { kind: 'range', lower: zero, upper: domain.total };
    case 'vector':
      return domain.component ?? real.all;
    case 'positive-definite':
      return real.all;
    default:
      return null;
  }
};

/** What the entries add up to; null where they may have any sum. */
export const totalOf = (domain: Domain): number | null => {
  if (domain.kind === 'simplex') return 1;
  return domain.kind === 'counts' && isNumber(domain.total) ? rationalOf(domain.total).toNumber() : null;
};

/** The number of entries of a vector, K² of a matrix with K rows; null where the size has no value. */
export const entryCount = (domain: Domain): number | null => {
  if (!('size' in domain) || !isNumber(domain.size)) return null;
  const size = rationalOf(domain.size).toNumber();
  return domain.kind === 'positive-definite' ? size * size : size;
};

/** The entries as numbers of their own: y1, y2, … */
export const entriesOf = (domain: Domain, count: number): readonly Expression[] =>
  Array.from({ length: count }, (_, i) => symbol(`y${String(i + 1)}`, entryDomain(domain) ?? domain));

/** The place of an entry, from its row and, in a matrix, its column. */
export const entryAt = (domain: Domain, indices: readonly number[]): number => {
  const [row, column] = indices;
  if (column === undefined || !('size' in domain)) return row - 1;
  return (row - 1) * rationalOf(domain.size).toNumber() + column - 1;
};

/** The entries of a symmetric matrix from those on and above its diagonal. */
export const mirrored = <T>(upper: readonly T[], domain: Domain): readonly T[] => {
  if (domain.kind !== 'positive-definite') return upper;
  const size = rationalOf(domain.size).toNumber();
  if (upper.length !== (size * (size + 1)) / 2) return upper;
  const at = (i: number, j: number): T => upper[i * size - (i * (i - 1)) / 2 + j - i];
  return Array.from({ length: size * size }, (_, n) => {
    const [i, j] = [Math.floor(n / size), n % size];
    return at(Math.min(i, j), Math.max(i, j));
  });
};

/** The condition that entries make an element of the domain. NaN makes none. */
export const areEntries = (
  entries: readonly KernelNode[],
  domain: Domain,
  builder: KernelBuilder,
): KernelNode => {
  const { call } = builder;
  const each = entries.map((entry) => inside(entry, entryDomain(domain) ?? domain, builder));
  return [...each, ...together(entries, domain, builder)].reduce((a, b) => call('and', a, b));
};

/** What must hold of all entries together. */
const together = (
  entries: readonly KernelNode[],
  domain: Domain,
  builder: KernelBuilder,
): readonly KernelNode[] => {
  const { call, constant } = builder;
  const total = (terms: readonly KernelNode[]): KernelNode => sumTree(terms, builder).sum;
  const isNearOne = (sum: KernelNode): KernelNode =>
    call('lessEqual', call('abs', call('subtract', sum, constant(1))), constant(slack));
  switch (domain.kind) {
    case 'simplex':
      return [isNearOne(total(entries))];
    case 'sphere':
      return [isNearOne(total(entries.map((entry) => call('multiply', entry, entry))))];
    case 'counts':
      return [call('equal', total(entries), constant(rationalOf(domain.total).toNumber()))];
    case 'positive-definite':
      return [...areSymmetric(entries, builder), ...arePivotsPositive(entries, builder)];
    default:
      return [];
  }
};

const areSymmetric = (entries: readonly KernelNode[], { call }: KernelBuilder): KernelNode[] => {
  const size = Math.sqrt(entries.length);
  return entries.flatMap((entry, n) => {
    const [i, j] = [Math.floor(n / size), n % size];
    return i < j ? [call('equal', entry, entries[j * size + i])] : [];
  });
};

/** The pivots of an elimination, all positive in a positive definite matrix and in no other. */
const arePivotsPositive = (
  entries: readonly KernelNode[],
  { call, constant }: KernelBuilder,
): KernelNode[] => {
  const size = Math.sqrt(entries.length);
  const left = Array.from({ length: size }, (_, i) => entries.slice(i * size, (i + 1) * size));
  for (let k = 0; k < size; k++)
    for (let i = k + 1; i < size; i++) {
      const factor = call('divide', left[k][i], left[k][k]);
      for (let j = i; j < size; j++)
        left[i][j] = call('subtract', left[i][j], call('multiply', factor, left[k][j]));
    }
  return left.map((row, i) => call('less', constant(0), row[i]));
};
