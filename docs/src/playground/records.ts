// The records of a delimited text, one after the other: commas, tabs or semicolons as the header has them, quotes around
// whole cells, any line end.
import { Problem } from 'expfam';

const [quote, newLine, carriage, space] = ['"', '\n', '\r', ' '].map((char) => char.charCodeAt(0));
const delimiters = [',', '\t', ';'] as const;

/** Reads a text from its first record to its last. */
export class Records {
  readonly #text: string;
  readonly #file: string;
  readonly #delimiter: number;
  #at: number;
  #read = 0;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
    // a mark of byte order is no part of the first name
    this.#at = text.startsWith('\uFEFF') ? 1 : 0;
    this.#delimiter = delimiterOf(text).charCodeAt(0);
  }

  /** The cells of the next record, or null behind the last; empty lines are no records. */
  next(): string[] | null {
    const text = this.#text;
    while (this.#isLineEnd(this.#at)) this.#at += 1;
    if (this.#at >= text.length) return null;
    const cells: string[] = [];
    for (;;) {
      cells.push(this.#cell());
      const ended = text.charCodeAt(this.#at) !== this.#delimiter;
      this.#at += 1;
      if (ended) break;
    }
    this.#read += 1;
    return cells;
  }

  /** Reads a cell and stops at what ends it. */
  #cell(): string {
    const text = this.#text;
    let first = this.#at;
    while (text.charCodeAt(first) === space) first += 1;
    if (text.charCodeAt(first) === quote) return this.#quoted(first);
    const start = this.#at;
    while (!this.#isEnd(this.#at)) this.#at += 1;
    return text.slice(start, this.#at);
  }

  #quoted(opening: number): string {
    const text = this.#text;
    let closing = text.indexOf('"', opening + 1);
    while (closing >= 0 && text.charCodeAt(closing + 1) === quote) closing = text.indexOf('"', closing + 2);
    if (closing < 0) this.#refuse('unclosed-quote', 'a quote is opened and never closed');
    this.#at = closing + 1;
    while (text.charCodeAt(this.#at) === space) this.#at += 1;
    if (!this.#isEnd(this.#at)) this.#refuse('malformed-csv', 'text behind a closing quote');
    return text.slice(opening + 1, closing).replaceAll('""', '"');
  }

  #refuse(code: 'unclosed-quote' | 'malformed-csv', what: string): never {
    const place = this.#read === 0 ? 'the header' : `row ${String(this.#read)}`;
    throw new Problem(code, `${what} in ${place} of ${this.#file}`, {
      file: this.#file,
      ...(this.#read === 0 ? {} : { row: this.#read }),
    });
  }

  #isLineEnd(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    return code === newLine || code === carriage;
  }

  #isEnd(at: number): boolean {
    return at >= this.#text.length || this.#isLineEnd(at) || this.#text.charCodeAt(at) === this.#delimiter;
  }
}

const delimiterOf = (text: string): string => {
  const [header = ''] = /^(?:"[^"]*"|[^"\r\n])*/.exec(text.replace(/^\uFEFF?[\r\n]*/, '')) ?? [];
  const bare = header.replace(/"[^"]*"/g, '');
  return delimiters.find((each) => bare.includes(each)) ?? ',';
};
