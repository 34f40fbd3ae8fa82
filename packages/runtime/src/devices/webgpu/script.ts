// What the calls of a submission are told, as it is put together: a record for each call, and the rows that calls take in an order
// of their own. The fused pass brings both to the device in two writes.
import { Problem } from '../../problems.js';
import { recordBytes } from './pipelines.js';

/** Calls of one submission. */
export const mostRecords = 3072;

/** What the calls of a submission are told, as it is put together. */
export class Script {
  readonly #records: ArrayBuffer[] = [];
  readonly #lists: Uint32Array[] = [];
  #listed = 0;

  /** Where the record will stand. */
  record(write: (record: DataView) => void): number {
    const record = new ArrayBuffer(recordBytes);
    write(new DataView(record));
    this.#records.push(record);
    if (this.#records.length > mostRecords) throw new Problem('device-refused', 'too many stretches of rows');
    return (this.#records.length - 1) * recordBytes;
  }

  words(words: readonly number[]): number {
    return this.record((record) => {
      words.forEach((word, i) => {
        record.setUint32(4 * i, word, true);
      });
    });
  }

  /** Where the rows will be listed. */
  list(rows: Uint32Array): number {
    const first = this.#listed;
    this.#lists.push(rows);
    this.#listed += rows.length;
    return first;
  }

  written(): { readonly records: Uint8Array<ArrayBuffer>; readonly order: Uint32Array<ArrayBuffer> } {
    const records = new Uint8Array(this.#records.length * recordBytes);
    this.#records.forEach((record, i) => {
      records.set(new Uint8Array(record), i * recordBytes);
    });
    const order = new Uint32Array(this.#listed);
    let at = 0;
    for (const list of this.#lists) {
      order.set(list, at);
      at += list.length;
    }
    return { records, order };
  }
}
