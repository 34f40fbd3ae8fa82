// The first record of a delimited file, read by ourselves so that names stay as they are given: a database would rename
// the second of two equal names in silence.

/** How the cells of a file are set apart. */
export type Delimiter = ',' | '\t' | ';';

/** The first record of a text and how its cells are set apart. */
export interface Header {
  readonly names: readonly string[];
  readonly delimiter: Delimiter;
  /** How records end: the database would guess it wrong where a name holds another line end. */
  readonly lineEnd: '\n' | '\r' | '\r\n';
}

/** The header of a text that begins a delimited file; a byte-order mark is no part of it. */
export const readHeader = (text: string, ending: string): Header => {
  const start = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const line = firstRecord(start);
  const delimiter = delimiterOf(line, ending);
  const [, lineEnd = '\n'] = /^(\r\n|\r|\n)/.exec(start.slice(line.length)) ?? [];
  const names = splitRecord(line, delimiter).map((name) => name.trim());
  return { names, delimiter, lineEnd: lineEnd as Header['lineEnd'] };
};

/** The cells of one record; a quoted cell may hold the delimiter, and a doubled quote is one quote. */
export const splitRecord = (record: string, delimiter: string): string[] => {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < record.length; i += 1) {
    const char = record.charAt(i);
    if (quoted && char === '"' && record.charAt(i + 1) === '"') {
      cell += '"';
      i += 1;
    } else if (char === '"' && (quoted || cell.trim() === '')) {
      if (!quoted) cell = '';
      quoted = !quoted;
    } else if (char === delimiter && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += char;
  }
  return [...cells, cell];
};

const firstRecord = (text: string): string => {
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '"') quoted = !quoted;
    else if (!quoted && (char === '\n' || char === '\r')) return text.slice(0, i);
  }
  return text;
};

const delimiterOf = (line: string, ending: string): Delimiter => {
  if (ending === '.tsv' || ending === '.tab') return '\t';
  const bare = line.replace(/"[^"]*"/g, '');
  const candidates = [',', '\t', ';'] as const;
  return candidates.find((candidate) => bare.includes(candidate)) ?? ',';
};
