// Code blocks that run. A fence marked `run` is executed when the site is built and shown with what it really printed; a block
// that fails fails the build. `sh run` takes lines of the command expfam, `ts run` a module that imports the library.
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer, Order } from './block-runner.js';
import { splitWords } from './split-words.js';

const data = fileURLToPath(new URL('../../pages/public/data', import.meta.url));
// inside the site's own package, so that the bare name `expfam` is found
const modules = fileURLToPath(new URL('../../.cache/blocks', import.meta.url));
const program = fileURLToPath(new URL('./block-runner.ts', import.meta.url));

/** What a block printed, standard output and standard error in one text. */
export interface Ran {
  readonly output: string;
  readonly status: number;
}

/** A block as it stands in a page. */
export interface Block {
  readonly language: string;
  readonly text: string;
}

/** A folder of its own that holds the example data, for blocks that belong together. */
export class Workbench {
  readonly #folder: string;

  /** A new folder, or the given one as it is. */
  constructor(folder?: string) {
    this.#folder = folder ?? mkdtempSync(join(tmpdir(), 'expfam-docs-'));
    if (folder === undefined) cpSync(data, this.#folder, { recursive: true });
  }

  /** Runs a block, whatever its exit status; of several commands the first that fails is the last. */
  async run({ language, text }: Block): Promise<Ran> {
    if (language === 'ts') return this.#module(text);
    let output = '';
    for (const line of commandsOf(text)) {
      const ran = await ask({ folder: this.#folder, command: line });
      output += ran.output;
      if (ran.status !== 0) return { output, status: ran.status };
    }
    return { output, status: 0 };
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }

  async #module(text: string): Promise<Ran> {
    mkdirSync(modules, { recursive: true });
    const home = mkdtempSync(join(modules, 'block-'));
    const file = join(home, 'block.ts');
    writeFileSync(file, text);
    const ran = await ask({ folder: this.#folder, module: file });
    rmSync(home, { recursive: true });
    return ran;
  }
}

/** Every line is a command; a backslash continues it. */
const commandsOf = (text: string): readonly string[][] =>
  text
    .replace(/\\\n\s*/g, ' ')
    .trim()
    .split('\n')
    .map((line) => {
      const [name, ...words] = splitWords(line);
      if (name !== 'expfam') throw new Error(`a block that runs begins with expfam, not with: ${line}`);
      return words;
    });

let runner: ChildProcess | null = null;
let asked = 0;
const waiting = new Map<number, { resolve: (ran: Ran) => void; reject: (error: Error) => void }>();

const open = (): ChildProcess => {
  const child = fork(program, {
    execArgv: ['--import', import.meta.resolve('tsx')],
    env: { ...process.env, FORCE_COLOR: '0', COLUMNS: '100' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.resolve(answer);
    waiting.delete(answer.id);
    if (waiting.size === 0) release(child);
  });
  child.on('exit', (status) => {
    runner = null;
    for (const { reject } of waiting.values())
      reject(new Error(`the process that runs code blocks ended with ${String(status)}`));
    waiting.clear();
  });
  return child;
};

// Nobody waits for the process once it has nothing to do.
const release = (child: ChildProcess): void => {
  child.unref();
  child.channel?.unref();
};

const ask = (order: Omit<Order, 'id'>): Promise<Ran> =>
  new Promise((resolve, reject) => {
    runner ??= open();
    runner.ref();
    runner.channel?.ref();
    const id = asked++;
    waiting.set(id, { resolve, reject });
    runner.send({ id, ...order });
  });
