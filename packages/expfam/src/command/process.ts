// The process around the command: its streams, its signals, its exit status.
import { main } from '../main.js';

/** Runs the command on the arguments of the process and sets its exit status. */
export const run = async (): Promise<void> => {
  const stopper = new AbortController();
  // The first Ctrl-C asks the command to stop where it is; the second does not ask.
  process.on('SIGINT', () => {
    if (stopper.signal.aborted) process.exit(130);
    stopper.abort();
  });
  // `expfam … | head` closes our output early: that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
  // nobody listens to warnings any more: the result counts
  process.stderr.on('error', () => undefined);
  const status = await main(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    input: process.stdin,
    terminal: process.stderr.isTTY,
    signal: stopper.signal,
    docs: process.env['EXPFAM_DOCS'],
  });
  // what was stopped may be at work still
  if (status === 130) process.exit(status);
  process.exitCode = status;
};
