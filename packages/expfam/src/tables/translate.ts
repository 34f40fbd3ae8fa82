// What the database says of a file that it cannot read, as a failure of the house: which row, and what is wrong with it.
import { Problem } from '../problems.js';
import type { ProblemCode } from '../problems.js';

/** The failure that the database's message means; what it does not know is passed on. */
export const translate = (error: unknown, file: string): unknown => {
  if (!(error instanceof Error) || error instanceof Problem) return error;
  const known = messages.find(({ says }) => says.test(error.message));
  if (known === undefined) return error;
  const line =
    /CSV Error on Line: (\d+)/.exec(error.message)?.[1] ?? / in line (\d+)/.exec(error.message)?.[1];
  const row = line === undefined ? undefined : Number(line) - known.headerLines;
  const place = row === undefined ? { file } : { file, row };
  return new Problem(
    known.code,
    `${known.what(error.message)}${row === undefined ? '' : ` in row ${String(row)}`} of ${file}`,
    place,
  );
};

interface Message {
  readonly says: RegExp;
  readonly code: ProblemCode;
  readonly what: (message: string) => string;
  readonly headerLines: number;
}

const messages: readonly Message[] = [
  {
    says: /Expected Number of Columns: \d+ Found: \d+/,
    code: 'ragged-row',
    what: (message) => {
      const [, expected = '', found = ''] =
        /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message) ?? [];
      return `${found} cell${found === '1' ? '' : 's'} instead of ${expected}`;
    },
    headerLines: 1,
  },
  {
    says: /unterminated quote/,
    code: 'unclosed-quote',
    what: () => 'a quote is never closed, or text follows a closed one',
    headerLines: 1,
  },
  {
    says: /not utf-8|Invalid unicode/i,
    code: 'wrong-encoding',
    what: () => 'bytes that are not UTF-8',
    headerLines: 1,
  },
  {
    says: /state machine|CSV Error/,
    code: 'malformed-csv',
    what: () => 'mixed line endings or stray quotes',
    headerLines: 1,
  },
  {
    says: /Malformed JSON|JSON transform|Invalid JSON/i,
    code: 'malformed-json',
    what: () => 'broken JSON',
    headerLines: 0,
  },
  {
    says: /Parquet|magic bytes/i,
    code: 'malformed-parquet',
    what: () => 'no complete Parquet file',
    headerLines: 0,
  },
];
