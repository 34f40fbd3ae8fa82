// Code blocks that run. A fence marked `run` is executed when the site is built and shown with what it really printed; a block
// that fails fails the build. `sh run` takes lines of the command expfam, `ts run` a module that imports the library.
import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { splitWords } from './split-words.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const command = join(root, 'packages/expfam/bin/expfam.js');
const data = join(root, 'docs/pages/public/data');

/** What a block printed. */
export interface Ran {
  readonly output: string;
  readonly status: number;
}

interface Block {
  readonly language: string;
  readonly text: string;
  /** The exit status that is expected; 0 unless the fence says `exit=3`. */
  readonly status: number;
}

const known = new Map<string, string>();

/**
 * Runs a block in a folder of its own that holds the example data.
 *
 * @returns standard output and standard error in one text
 * @throws Error where the exit status is not the expected one
 */
export const runBlock = (block: Block): string => {
  const key = JSON.stringify(block);
  const before = known.get(key);
  if (before !== undefined) return before;
  const folder = mkdtempSync(join(tmpdir(), 'expfam-docs-'));
  try {
    cpSync(data, folder, { recursive: true });
    const output = block.language === 'ts' ? runModule(block, folder) : runCommands(block, folder);
    known.set(key, output);
    return output;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Runs one command beside the example data, whatever its exit status, without waiting in line. */
export const triedBlock = (line: string): Promise<Ran> =>
  new Promise((resolve) => {
    const [, ...words] = splitWords(line);
    execFile(
      process.execPath,
      [command, ...words],
      { cwd: data, env: environment, timeout: 60_000 },
      (error, stdout, stderr) => {
        resolve({ output: stdout + stderr, status: error === null ? 0 : Number(error.code ?? -1) });
      },
    );
  });

const environment = { ...process.env, NO_COLOR: '1', COLUMNS: '100' };

const start = (words: readonly string[], folder: string): Ran => {
  const { stdout, stderr, status } = spawnSync(process.execPath, words, {
    cwd: folder,
    encoding: 'utf8',
    env: environment,
    timeout: 60_000,
  });
  return { output: stdout + stderr, status: status ?? -1 };
};

const expected = ({ text, status }: Block, ran: Ran): string => {
  if (ran.status === status) return ran.output;
  throw new Error(
    `exit status ${String(ran.status)} instead of ${String(status)} from\n${text}\n${ran.output}`,
  );
};

// Every line is a command; the last one may be expected to fail.
const runCommands = (block: Block, folder: string): string => {
  const lines = block.text
    .replace(/\\\n\s*/g, ' ')
    .trim()
    .split('\n');
  return lines
    .map((line, i) => {
      const [program, ...words] = splitWords(line);
      if (program !== 'expfam') throw new Error(`a block that runs begins with expfam, not with: ${line}`);
      const ran = start([command, ...words], folder);
      return expected({ ...block, text: line, status: i === lines.length - 1 ? block.status : 0 }, ran);
    })
    .join('');
};

const runModule = (block: Block, folder: string): string => {
  // beside the library's own packages, so that the bare name `expfam` is found
  const home = join(root, 'docs/.vitepress/cache/blocks');
  mkdirSync(home, { recursive: true });
  const file = join(mkdtempSync(join(home, 'block-')), 'block.ts');
  writeFileSync(file, block.text);
  try {
    return expected(block, start(['--import', import.meta.resolve('tsx'), file], folder));
  } finally {
    rmSync(join(file, '..'), { recursive: true });
  }
};
