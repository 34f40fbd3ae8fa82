// LZ4 frames back to bytes: the compression that Arrow files come in unless told otherwise. Checksums are passed over.

const magic = 0x184d2204;

/**
 * The bytes of a frame.
 *
 * @throws RangeError for what is no complete frame
 */
export const decompressLz4 = (data: Uint8Array): Uint8Array => {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (view.getUint32(0, true) !== magic) throw new RangeError('no LZ4 frame');
  const flags = view.getUint8(4);
  const has = (bit: number): boolean => (flags >> bit) % 2 === 1;
  const [dictionary, checksum, size, blockChecksum] = [has(0), has(2), has(3), has(4)];
  if (dictionary) throw new RangeError('an LZ4 frame with a dictionary');
  const output = new Output(size ? Number(view.getBigUint64(6, true)) : data.length * 4);
  let at = 7 + (size ? 8 : 0);
  for (;;) {
    const length = view.getUint32(at, true);
    at += 4;
    if (length === 0) break;
    const bytes = length % 2 ** 31;
    const block = data.subarray(at, at + bytes);
    if (block.length < bytes) throw new RangeError('an LZ4 frame cut short');
    if (length >= 2 ** 31) output.copy(block, 0, bytes);
    else decodeBlock(block, output);
    at += bytes + (blockChecksum ? 4 : 0);
  }
  if (at + (checksum ? 4 : 0) > data.length) throw new RangeError('an LZ4 frame cut short');
  return output.bytes();
};

// A block is a sequence of tokens: so many bytes as they stand, then so many from so far back in the output.
const decodeBlock = (block: Uint8Array, output: Output): void => {
  let at = 0;
  const byte = (): number => {
    const value = block[at];
    if (value === undefined) throw new RangeError('an LZ4 block cut short');
    at += 1;
    return value;
  };
  const length = (start: number): number => {
    let total = start;
    if (start < 15) return total;
    for (;;) {
      const more = byte();
      total += more;
      if (more < 255) return total;
    }
  };
  while (at < block.length) {
    const token = byte();
    const plain = length(token >> 4);
    output.copy(block, at, plain);
    at += plain;
    if (at >= block.length) return;
    const back = byte() + 256 * byte();
    output.repeat(back, length(token % 16) + 4);
  }
};

/** Bytes that grow. */
class Output {
  private buffer: Uint8Array;
  private end = 0;

  constructor(size: number) {
    this.buffer = new Uint8Array(Math.max(64, size));
  }

  private room(more: number): void {
    const needed = this.end + more;
    if (needed <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.buffer.length));
    larger.set(this.buffer.subarray(0, this.end));
    this.buffer = larger;
  }

  copy(from: Uint8Array, start: number, count: number): void {
    if (start + count > from.length) throw new RangeError('an LZ4 block cut short');
    this.room(count);
    this.buffer.set(from.subarray(start, start + count), this.end);
    this.end += count;
  }

  /** Bytes from `back` before the end; they may reach into themselves. */
  repeat(back: number, count: number): void {
    if (back === 0 || back > this.end) throw new RangeError('an LZ4 block that looks before its beginning');
    this.room(count);
    for (let i = 0; i < count; i += 1) this.buffer[this.end + i] = this.buffer[this.end + i - back] ?? 0;
    this.end += count;
  }

  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.end);
  }
}
