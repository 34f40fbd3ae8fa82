// Bytes of the binary format: nested lists that are flattened once, and the numbers of variable length in them.

/** Bytes, nested as they came about. A value above 255 is a byte with a mark on it. */
export type Bytes = readonly (number | Bytes)[];

/** Added to a byte whose place in the module is wanted. */
export const mark = 0x100;

/** A whole number in groups of seven bits (LEB128). */
export const unsigned = (value: number): Bytes => {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return bytes;
};

/** The same with a sign. */
export const signed = (value: bigint): Bytes => {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    const group = Number(rest & 0x7fn);
    const last = rest >> 6n === 0n || rest >> 6n === -1n;
    bytes.push(last ? group : group | 0x80);
    if (last) return bytes;
  }
};

/** The bytes of a typed array, least significant first on every machine that runs WebAssembly modules. */
export const raw = (array: Float32Array | Float64Array | BigInt64Array | Int32Array): Bytes => [
  ...new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
];

/** How many bytes there are. */
export const lengthOf = (bytes: Bytes): number =>
  bytes.reduce<number>((sum, each) => sum + (typeof each === 'number' ? 1 : lengthOf(each)), 0);

/** A list of parts, with their number before it. */
export const vector = (parts: Bytes): Bytes => [unsigned(parts.length), parts];

/** Bytes with their length before them. */
export const sized = (bytes: Bytes): Bytes => [unsigned(lengthOf(bytes)), bytes];

/** A name as its UTF-8 bytes. */
export const name = (text: string): Bytes => sized([...new TextEncoder().encode(text)]);

/** One array of bytes, and where the marked ones are. */
export const flatten = (bytes: Bytes): { readonly bytes: Uint8Array; readonly marks: readonly number[] } => {
  const flat = new Uint8Array(lengthOf(bytes));
  const marks: number[] = [];
  let at = 0;
  const write = (part: Bytes): void => {
    for (const each of part) {
      if (typeof each !== 'number') {
        write(each);
        continue;
      }
      if (each >= mark) marks.push(at);
      flat[at++] = each & 0xff;
    }
  };
  write(bytes);
  return { bytes: flat, marks };
};
