// All of an input at once, for texts that are short.
import type { Input } from './read-table.js';

/** All of an input as text. */
export const readAll = async (input: Input): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
};
