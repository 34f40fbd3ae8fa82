// How many records a delimited file has, counted by ourselves: what the database makes of it must be as many, so that no row
// is lost in silence.
import { createReadStream } from 'node:fs';
import type { Delimiter } from './delimited.js';

const [quote, newLine, carriage] = [0x22, 0x0a, 0x0d];

/** The records of the file at `path`, the header among them; empty lines are none. Null where quotes stand inside of cells. */
export const countRecords = async (path: string, delimiter: Delimiter): Promise<number | null> => {
  const counter = new Counter(delimiter.charCodeAt(0));
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) counter.read(chunk as Buffer);
  return counter.total();
};

type State = 'start' | 'cell' | 'quoted' | 'closed';

/** Goes through the bytes of a file. */
class Counter {
  private readonly delimiter: number;
  private state: State = 'start';
  private records = 0;
  private begun = false;
  private clear = true;

  constructor(delimiter: number) {
    this.delimiter = delimiter;
  }

  read(bytes: Buffer): void {
    for (const byte of bytes) {
      if (this.state === 'quoted') {
        if (byte === quote) this.state = 'closed';
      } else if (byte === newLine || byte === carriage) this.end();
      else this.step(byte);
    }
  }

  private step(byte: number): void {
    if (byte === quote) {
      // a second quote after a closing one stands for itself; one inside of a plain cell could mean anything
      if (this.state === 'cell') this.clear = false;
      this.state = 'quoted';
    } else this.state = byte === this.delimiter ? 'start' : this.isMark(byte) ? 'start' : 'cell';
    this.begun = true;
  }

  // a byte-order mark, or a space before a quote
  private isMark(byte: number): boolean {
    return this.state === 'start' && (byte === 0x20 || byte === 0xef || byte === 0xbb || byte === 0xbf);
  }

  private end(): void {
    if (this.begun) this.records += 1;
    this.begun = false;
    this.state = 'start';
  }

  total(): number | null {
    return this.clear ? this.records + (this.begun ? 1 : 0) : null;
  }
}
