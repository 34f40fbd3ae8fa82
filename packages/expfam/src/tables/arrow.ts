// Tables of Arrow, by their shape alone: nothing of the library is needed. What a column is, its type says.
import { formatNumber } from '../formula/format-number.js';
import { booleanColumn, checkNames, numberColumn, textColumn } from './table.js';
import type { Column, Table } from './table.js';

/** A table of Arrow. */
export interface ArrowTable {
  readonly numRows: number;
  readonly schema: { readonly fields: readonly ArrowField[] };
  getChildAt(index: number): Iterable<unknown> | null;
}

interface ArrowField {
  readonly name: string;
  readonly type?: unknown;
}

/** A column of an Arrow table; null where its type is not known and its values have to say what they are. */
const arrowColumn = (field: ArrowField, vector: Iterable<unknown>): Column | null => {
  const type = field.type as ArrowType | undefined;
  return typeof type?.typeId === 'number' ? readerOf(type)(field.name, vector, type) : null;
};

/** The table that an Arrow table holds; `otherwise` reads columns whose type is not known. */
export const fromArrow = (
  data: ArrowTable,
  otherwise: (name: string, values: readonly unknown[]) => Column,
): Table => {
  const { fields } = data.schema;
  checkNames(fields.map(({ name }) => name));
  const columns = fields.map((field, index) => {
    const vector = data.getChildAt(index) ?? [];
    return arrowColumn(field, vector) ?? otherwise(field.name, [...vector]);
  });
  return { rows: data.numRows, columns };
};

interface ArrowType {
  readonly typeId: number;
  readonly scale?: number;
  readonly isOrdered?: boolean;
  readonly dictionary?: ArrowType;
}

type Reader = (name: string, vector: Iterable<unknown>, type: ArrowType) => Column;

const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined;

const numbers: Reader = (name, vector) =>
  numberColumn(
    name,
    Array.from(vector, (value) => (isAbsent(value) ? null : Number(value))),
  );

const texts: Reader = (name, vector) =>
  textColumn(
    name,
    Array.from(vector, (value) => (isAbsent(value) ? null : String(value as string))),
  );

const booleans: Reader = (name, vector) =>
  booleanColumn(
    name,
    Array.from(vector, (value) => (isAbsent(value) ? null : value === true)),
  );

const decimals: Reader = (name, vector, { scale = 0 }) =>
  numberColumn(
    name,
    Array.from(vector, (value) => (isAbsent(value) ? null : decimal(value as Uint32Array, scale))),
  );

/** Words of 32 bits, the least first, in two's complement. */
const decimal = (words: Uint32Array, scale: number): number => {
  const bits = Array.from(words).reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);
  // the decimal is written out, so that the double nearest to it is found
  return Number(`${String(BigInt.asIntN(32 * words.length, bits))}e${String(-scale)}`);
};

const moments: { readonly [kind in 'date' | 'time']: Reader } = {
  date: (name, vector) => ({ ...inWords(name, vector, (text) => text.slice(0, 10)), moments: 'dates' }),
  time: (name, vector) => ({ ...inWords(name, vector, (text) => text), moments: 'times' }),
};

const inWords = (name: string, vector: Iterable<unknown>, shorten: (text: string) => string) =>
  textColumn(
    name,
    Array.from(vector, (value) => (isAbsent(value) ? null : shorten(new Date(Number(value)).toISOString()))),
  );

// A factor by its own saying. The order of its levels is kept where it is said to be one.
const dictionaries: Reader = (name, vector, { isOrdered = false, dictionary }) => {
  const { values, levels } = decoded(vector);
  const label = (value: unknown): string =>
    typeof value === 'number' || typeof value === 'bigint' ? formatNumber(Number(value)) : String(value);
  const labels = values.map((value) => (isAbsent(value) ? null : label(value)));
  if (dictionary !== undefined && !isPlain(dictionary)) return unsupported(name, vector, dictionary);
  const column = textColumn(name, labels);
  return isOrdered ? { ...column, levels: [...new Set(levels.map(label))] } : column;
};

const isPlain = (type: ArrowType): boolean => [numbers, texts, booleans].includes(readerOf(type));

interface Chunk {
  readonly length: number;
  readonly values: ArrayLike<number | bigint>;
  readonly dictionary: Iterable<unknown>;
  getValid(index: number): boolean;
}

// Read by their codes: indices of 64 bits are more than the iterator of the library can do.
const decoded = (vector: Iterable<unknown>): { values: unknown[]; levels: readonly unknown[] } => {
  const chunks = (vector as Partial<{ data: readonly Chunk[] }>).data ?? [];
  const levels = [...(chunks.at(-1)?.dictionary ?? [])];
  const values = chunks.flatMap((chunk) => {
    const words = [...chunk.dictionary];
    return Array.from({ length: chunk.length }, (_, i) =>
      chunk.getValid(i) ? words[Number(chunk.values[i])] : null,
    );
  });
  return { values, levels };
};

const unsupported: Reader = (name, _, type) => ({
  name,
  kind: 'unsupported',
  type: String(type),
});

/** By the numbers that the format gives its types. */
const readers: Readonly<Record<number, Reader>> = {
  [-1]: dictionaries,
  1: numbers, // nothing but nulls
  2: numbers,
  3: numbers,
  5: texts,
  6: booleans,
  7: decimals,
  8: moments.date,
  10: moments.time,
  20: texts,
  24: texts,
};

const readerOf = ({ typeId }: ArrowType): Reader => readers[typeId] ?? unsupported;
