// From the raw table `cells` of the database to typed columns. Delimited files come as text alone: what a column is, its
// cells decide, all of them and not a sample, so that a letter in row 900 000 is seen.
import { quoted } from './database.js';
import type { Ask } from './database.js';
import { booleanColumn, numberColumn, textColumn } from './table.js';
import type { Column, Table } from './table.js';

/** A column of the raw table: its identifier there, its name in the source, its type; `loose` where cells are untyped text. */
export interface RawColumn {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

/** The table that the raw columns make. */
export const columnsOf = async (ask: Ask, raw: readonly RawColumn[]): Promise<Table> => {
  const counted = await ask('SELECT count(*) FROM cells');
  const rows = Number(counted[0]?.[0] ?? 0);
  const kinds = await kindsOf(ask, raw);
  const wanted = raw.map((column, index) => selections[kinds[index] ?? 'unsupported'](cellOf(column)));
  const values = rows === 0 ? raw.map(() => []) : await select(ask, wanted);
  const columns = raw.map(async ({ name, type, ...rest }, index): Promise<Column> => {
    const cells = values[index] ?? [];
    switch (kinds[index]) {
      case 'number':
        return numberColumn(
          name,
          cells.map((cell) => (cell === null ? null : Number(cell))),
        );
      case 'boolean':
        return booleanColumn(
          name,
          cells.map((cell) => (cell === null ? null : cell === true)),
        );
      case 'text': {
        const text = textColumn(
          name,
          cells.map((cell) => (cell === null ? null : String(cell))),
        );
        const moments = momentsOf(type);
        return moments === null ? text : { ...text, moments };
      }
      case 'mixed': {
        const text = textColumn(
          name,
          cells.map((cell) => (cell === null ? null : String(cell))),
        );
        return { ...text, odd: await oddCell(ask, cellOf({ name, type, ...rest })) };
      }
      default:
        return { name, kind: 'unsupported', type };
    }
  });
  return { rows, columns: await Promise.all(columns) };
};

// The time that a question takes grows with the square of its length: of 800 columns at once it was more than 20 s, so it is 3.
const block = 64;

/** The values of expressions over the raw table, column by column. */
const select = async (ask: Ask, expressions: readonly string[]): ReturnType<Ask> => {
  const found: Awaited<ReturnType<Ask>>[number][] = [];
  for (let from = 0; from < expressions.length; from += block)
    found.push(...(await ask(`SELECT ${expressions.slice(from, from + block).join(', ')} FROM cells`)));
  return found;
};

type Kind = 'number' | 'boolean' | 'text' | 'mixed' | 'unsupported';

const selections: { readonly [K in Kind]: (cell: string) => string } = {
  // 5e-324 and 1e-400 both have a nearest double; what is too large is Infinity and complained of where it is used.
  number: (cell) => `TRY_CAST(${cell} AS DOUBLE)`,
  boolean: (cell) => `TRY_CAST(${cell} AS BOOLEAN)`,
  text: (cell) => `CAST(${cell} AS VARCHAR)`,
  mixed: (cell) => `CAST(${cell} AS VARCHAR)`,
  unsupported: () => 'NULL',
};

const numericTypes = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*|BIGNUM)$/;
const textTypes = /^(VARCHAR|ENUM.*|DATE|TIME.*|UUID)$/;

/** Whether a type is that of dates or times. */
const momentsOf = (type: string): 'dates' | 'times' | null =>
  type === 'DATE' ? 'dates' : type.startsWith('TIME') ? 'times' : null;

const isLoose = (type: string): boolean => type === 'loose' || type === 'JSON';

// Empty and NA are missing in text that carries no types; in typed sources only null is.
const cellOf = ({ id, type }: RawColumn): string => {
  if (!isLoose(type)) return quoted(id);
  const text = type === 'JSON' ? `(${quoted(id)}->>'$')` : quoted(id);
  return `CASE WHEN trim(${text}) IN ('', 'NA') THEN NULL ELSE ${text} END`;
};

// The cast alone would take 1_000 for a thousand. Words such as nan and inf are numbers only beside numbers.
const isNumber = (cell: string): string =>
  `(TRY_CAST(${cell} AS DOUBLE) IS NOT NULL AND NOT contains(${cell}, '_'))`;
const hasDigit = (cell: string): string => `regexp_matches(${cell}, '[0-9]')`;
const isBoolean = (cell: string): string => `lower(${cell}) IN ('true', 'false')`;

const kindsOf = async (ask: Ask, raw: readonly RawColumn[]): Promise<readonly Kind[]> => {
  const loose = raw.filter(({ type }) => isLoose(type));
  const counts = loose.flatMap((column) => {
    const cell = cellOf(column);
    return [
      `count(${cell})`,
      `count(*) FILTER (${isNumber(cell)})`,
      `count(*) FILTER (${isNumber(cell)} AND ${hasDigit(cell)})`,
      `count(*) FILTER (${isBoolean(cell)})`,
    ];
  });
  const answers = await select(ask, counts);
  const numbers = answers.map((column) => Number(column[0] ?? 0));
  return raw.map((column) => {
    const position = 4 * loose.indexOf(column);
    return position < 0 ? kindOfType(column.type) : kindOfCounts(numbers.slice(position, position + 4));
  });
};

const kindOfType = (type: string): Kind => {
  if (numericTypes.test(type)) return 'number';
  if (type === 'BOOLEAN') return 'boolean';
  return textTypes.test(type) ? 'text' : 'unsupported';
};

const kindOfCounts = ([present = 0, numeric = 0, digits = 0, booleans = 0]: readonly number[]): Kind => {
  if (present === 0) return 'number';
  if (booleans === present) return 'boolean';
  if (digits === 0) return numeric === present ? 'number' : 'text';
  return numeric === present ? 'number' : 'mixed';
};

// The first cell of the rarer kind: among numbers the letter, among names the number.
const oddCell = async (
  ask: Ask,
  cell: string,
): Promise<{ row: number; value: string; isNumber: boolean }> => {
  const [majority] = await ask(
    `SELECT count(*) FILTER (${isNumber(cell)}) >= count(*) FILTER (NOT ${isNumber(cell)}) FROM cells`,
  );
  const numbersLead = majority?.[0] === true;
  const odd = numbersLead ? `NOT ${isNumber(cell)}` : isNumber(cell);
  const [row, value] = await ask(
    `SELECT rowid + 1, ${cell} FROM cells WHERE ${cell} IS NOT NULL AND ${odd} ORDER BY rowid LIMIT 1`,
  );
  return { row: Number(row?.[0] ?? 0), value: String(value?.[0] ?? ''), isNumber: !numbersLead };
};
