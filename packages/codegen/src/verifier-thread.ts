// What runs in the thread of `startVerifier`: loads the compiler at once, then answers every list of modules with the first
// complaint about them.
import { parentPort } from 'node:worker_threads';
import type { TextFile } from './generate.js';
import { loadCompiler } from './verify.js';

const loaded = loadCompiler().then((compiler) => {
  compiler([]); // the standard library is read by now
  return compiler;
});

const answer = async (files: readonly TextFile[]): Promise<void> => {
  const compiler = await loaded;
  parentPort?.postMessage(compiler(files));
};

parentPort?.on('message', (files: readonly TextFile[]) => {
  void answer(files);
});
