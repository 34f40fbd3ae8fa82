// A seal at the end of every generated file, the hash of all that stands above it: so a file that was edited by hand is
// known, and never overwritten unasked.

const mark = '// sha256 ';

const digest = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** The SHA-256 of a text or of bytes, as hexadecimal digits. */
export const sha256 = async (contents: string | Uint8Array<ArrayBuffer>): Promise<string> => {
  const bytes = typeof contents === 'string' ? new TextEncoder().encode(contents) : contents;
  return Array.from(await digest(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** What stands before the hash in the last section of a WebAssembly module, which engines pass over. */
const moduleMark = Uint8Array.of(0, 39, 6, ...new TextEncoder().encode('sha256'));

/** A WebAssembly module with its seal, a last section. */
export const sealModule = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> => {
  const hash = await digest(bytes);
  const sealed = new Uint8Array(bytes.length + moduleMark.length + hash.length);
  sealed.set(bytes);
  sealed.set(moduleMark, bytes.length);
  sealed.set(hash, bytes.length + moduleMark.length);
  return sealed;
};

/** Whether a module is as it was generated. */
export const isSealedModule = async (bytes: Uint8Array<ArrayBuffer>): Promise<boolean> => {
  const length = bytes.length - moduleMark.length - 32;
  if (length < 0) return false;
  const expected = await sealModule(bytes.slice(0, length));
  return expected.every((byte, i) => byte === bytes[i]);
};

/** The text with its seal: a last line in a comment, or a last key of a JSON object. */
export const seal = async (path: string, text: string): Promise<string> => {
  const hash = await sha256(text);
  if (!path.endsWith('.json')) return `${text}${mark}${hash}\n`;
  return `${text.trimEnd().slice(0, -1).trimEnd()},\n  "sha256": "${hash}"\n}\n`;
};

/** Whether a file is as it was generated. */
export const isSealed = async (path: string, contents: string): Promise<boolean> => {
  const text = contents.replaceAll('\r\n', '\n');
  const found = /(?:\/\/ sha256 |,\n {2}"sha256": ")([0-9a-f]{64})"?\n(?:\}\n)?$/.exec(text);
  if (found === null) return false;
  const above = text.slice(0, found.index);
  return (await sha256(path.endsWith('.json') ? `${above}\n}\n` : above)) === found[1];
};
