// Reads CSV, TSV, JSON lines, Parquet and Arrow from a path or standard input. What the file is, its ending says; where that says
// nothing, its first bytes do.
import { constants } from 'node:fs';
import { access, mkdtemp, open, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { Problem } from '../problems.js';
import { columnsOf } from './columns-of.js';
import type { RawColumn } from './columns-of.js';
import { withDatabase } from './database.js';
import type { Ask } from './database.js';
import { countRecords } from './count-records.js';
import { readHeader } from './delimited.js';
import type { Input } from './read-table.js';
import { translate } from './translate.js';
import { checkNames } from './table.js';
import type { Table } from './table.js';

/**
 * Reads a table from the file at `path`, or from `input` where the path is `-`.
 *
 * @throws Problem that names the file, and the row where it is one row's fault.
 */
export const readFile = async (path: string, input: Input): Promise<Table> => {
  const folder = await mkdtemp(join(tmpdir(), 'expfam-'));
  const shown = path === '-' ? 'standard input' : path;
  try {
    const source = path === '-' ? await spool(input, folder) : await plainPath(path, folder);
    return await read(source, { ending: extname(path).toLowerCase(), shown });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

interface Source {
  readonly ending: string;
  readonly shown: string;
}

const read = async (path: string, source: Source): Promise<Table> => {
  const head = await firstBytes(path);
  if (head.length === 0) throw new Problem('empty-file', `${source.shown} is empty`, { file: source.shown });
  const format = formatOf(source, head);
  if (format === 'arrow') return (await import('./read-arrow.js')).readArrow(path, source.shown);
  return withDatabase(async (ask) => {
    try {
      return await columnsOf(ask, await format(ask, path, { ...source, head }));
    } catch (error) {
      throw translate(error, source.shown);
    }
  });
};

type Format = (
  ask: Ask,
  path: string,
  source: Source & { readonly head: Buffer },
) => Promise<readonly RawColumn[]>;

const delimited: Format = async (ask, path, { ending, shown, head }) => {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff))
    throw new Problem('wrong-encoding', `${shown} is UTF-16`, { file: shown });
  refuseZeros(head, shown);
  const { names, delimiter, lineEnd } = readHeader(head.toString('utf8'), ending);
  if (names.every((name) => name === ''))
    throw new Problem('empty-file', `${shown} has no header`, { file: shown });
  checkNames(names, shown);
  const columns = names.map((_, index) => `'c${String(index)}': 'VARCHAR'`).join(', ');
  await ask(
    `CREATE TEMP TABLE cells AS SELECT * FROM read_csv($path, auto_detect = false, header = true, delim = $delimiter,
      quote = '"', escape = '"', max_line_size = 16777216, new_line = '${JSON.stringify(lineEnd).slice(1, -1)}', columns = {${columns}})`,
    { path, delimiter },
  );
  if (names.length > 1) await checkRows(ask, await countRecords(path, delimiter), shown);
  return names.map((name, index) => ({ id: `c${String(index)}`, name, type: 'loose' }));
};

const checkRows = async (ask: Ask, records: number | null, shown: string): Promise<void> => {
  const [counted] = await ask('SELECT count(*) FROM cells');
  const rows = Number(counted?.[0] ?? 0);
  if (records === null || records === rows + 1) return;
  throw new Problem(
    'malformed-csv',
    `${String(rows)} rows are read of ${shown}, which has ${String(records - 1)}`,
    {
      file: shown,
    },
  );
};

// Every other byte of Latin text in UTF-16 is 0; elsewhere a 0 says that the file is damaged, or no text.
const refuseZeros = (head: Buffer, shown: string): void => {
  const first = head.indexOf(0);
  if (first < 0) return;
  const zeros = [0, 1].map((parity) => head.filter((byte, at) => byte === 0 && at % 2 === parity).length);
  if (Math.max(...zeros) > head.length / 6)
    throw new Problem('wrong-encoding', `${shown} looks like UTF-16`, { file: shown });
  const row = head.subarray(0, first).filter((byte) => byte === 0x0a).length;
  throw new Problem(
    'malformed-csv',
    `a byte 0 in ${row === 0 ? 'the header' : `row ${String(row)}`} of ${shown}`,
    {
      file: shown,
      ...(row === 0 ? {} : { row }),
      needed: 'text without control characters',
    },
  );
};

const jsonLines: Format = async (ask, path) => {
  await ask("CREATE TEMP TABLE cells AS SELECT * FROM read_json($path, format = 'auto', sample_size = -1)", {
    path,
  });
  return described(ask);
};

const parquet: Format = async (ask, path) => {
  await ask('CREATE TEMP TABLE cells AS SELECT * FROM read_parquet($path)', { path });
  return described(ask);
};

const described = async (ask: Ask): Promise<readonly RawColumn[]> => {
  const [names = [], types = []] = await ask('DESCRIBE cells');
  return names.map((name, index) => ({ id: String(name), name: String(name), type: String(types[index]) }));
};

const formats: Readonly<Record<string, Format | 'arrow'>> = {
  '.csv': delimited,
  '.tsv': delimited,
  '.tab': delimited,
  '.txt': delimited,
  '.jsonl': jsonLines,
  '.ndjson': jsonLines,
  '.json': jsonLines,
  '.parquet': parquet,
  '.pq': parquet,
  '.arrow': 'arrow',
  '.arrows': 'arrow',
  '.feather': 'arrow',
  '.ipc': 'arrow',
};

const formatOf = ({ ending }: Source, head: Buffer): Format | 'arrow' => {
  const named = formats[ending];
  if (named !== undefined) return named;
  const text = head.toString('utf8').trimStart();
  if (text.startsWith('PAR1')) return parquet;
  if (text.startsWith('ARROW1') || head.subarray(0, 4).every((byte) => byte === 0xff)) return 'arrow';
  return text.startsWith('{') || text.startsWith('[') ? jsonLines : delimited;
};

// Long enough for a header of thousands of columns.
const headLength = 1 << 20;

const firstBytes = async (path: string): Promise<Buffer> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headLength), 0, headLength, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

const spool = async (input: Input, folder: string): Promise<string> => {
  const path = join(folder, 'input');
  await writeFile(path, input);
  return path;
};

// The database reads *, ? and [ in a path as a pattern: such a file is given a plain name for the while.
const plainPath = async (path: string, folder: string): Promise<string> => {
  const full = resolve(path);
  const found = await stat(full).catch(() => undefined);
  if (found === undefined) throw new Problem('file-not-found', `${path} does not exist`, { file: path });
  if (found.isDirectory()) throw new Problem('file-not-readable', `${path} is a folder`, { file: path });
  await access(full, constants.R_OK).catch(() => {
    throw new Problem('file-not-readable', `${path} cannot be read`, { file: path });
  });
  if (!found.isFile()) return spool((await open(full)).createReadStream(), folder);
  if (!/[*?[\]{}]/.test(full)) return full;
  const link = join(folder, basename(full).replace(/[*?[\]{}]/g, '_'));
  await symlink(full, link);
  return link;
};
