// The process in which code blocks run: it loads the library once and takes one block after the other. A command is run by the
// same `main` as the program `expfam`, a module is imported; what either writes is sent back.
import { pathToFileURL } from 'node:url';
import { Readable } from 'node:stream';

/** A block to run in a folder: words of the command, or the path of a module. */
export interface Order {
  readonly id: number;
  readonly folder: string;
  readonly command?: readonly string[];
  readonly module?: string;
}

/** What it wrote, and its exit status. */
export interface Answer {
  readonly id: number;
  readonly output: string;
  readonly status: number;
}

type Main = (argv: readonly string[], context: object) => Promise<number>;

const { main } = (await import(new URL('../../../packages/expfam/dist/main.js', import.meta.url).href)) as {
  readonly main: Main;
};

let written = '';
const write = (text: string): boolean => {
  written += text;
  return true;
};
process.stdout.write = write;
process.stderr.write = write;

const run = async ({ folder, command, module }: Order): Promise<number> => {
  process.chdir(folder);
  const signal = new AbortController().signal;
  if (command)
    return main(command, { out: write, err: write, input: Readable.from([]), terminal: false, signal });
  await import(pathToFileURL(module ?? '').href);
  return 0;
};

const answer = async (order: Order): Promise<void> => {
  written = '';
  let status: number;
  try {
    status = await run(order);
  } catch (error) {
    // a complaint of the library says all there is to say, other errors are shown with their stack
    const said = error instanceof Error && 'code' in error ? error.message : (error as Error).stack;
    written += said ?? String(error);
    status = 1;
  }
  process.send?.({ id: order.id, output: written, status } satisfies Answer);
};

let line = Promise.resolve();
process.on('message', (order: Order) => {
  line = line.then(() => answer(order));
});
