// A seal at the end of every generated file, the hash of all that stands above it: so a file that was edited by hand is
// known, and never overwritten unasked.

const mark = '// sha256 ';

/** The SHA-256 of a text, as hexadecimal digits. */
export const sha256 = async (text: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
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
