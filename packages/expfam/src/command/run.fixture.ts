// Runs the command in process, with streams that are kept.
import { Readable } from 'node:stream';
import { main } from '../main.js';

/** What a run left behind. */
export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command on arguments, with text on its standard input. */
export const run = async (
  argv: readonly string[],
  input: string | Readable = '',
  options: { terminal?: boolean; signal?: AbortSignal } = {},
): Promise<Ran> => {
  let out = '';
  let err = '';
  const status = await main(argv, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    input: typeof input === 'string' ? Readable.from([Buffer.from(input)]) : input,
    terminal: options.terminal ?? false,
    signal: options.signal ?? new AbortController().signal,
  });
  return { status, out, err };
};

/** The arguments of a fit of what comes on standard input. */
export const fit = (family: string, formula: string, ...rest: readonly string[]): readonly string[] => [
  ...['fit', '-', '-F', family, '-f', formula],
  ...rest,
];
