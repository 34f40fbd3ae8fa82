// The compiler in a thread of its own: it is loaded, and reads what was printed, while the rest is still derived and measured.
import type { Worker } from 'node:worker_threads';
import type { TextFile } from './generate.js';
import { refuse, verifyTypeScript } from './verify.js';
import type { Complaint } from './verify.js';

/** Someone who reads modules before they are written. */
export interface Verifier {
  /** Throws a CodegenError `invalid-typescript` where the compiler refuses a module. */
  readonly verify: (files: readonly TextFile[]) => Promise<void>;
  /** Ends the thread. */
  readonly stop: () => void;
}

/** Sources that run as they are have no compiled file to start a thread with. */
const inPlace: Verifier = { verify: verifyTypeScript, stop: () => undefined };

/**
 * Starts the compiler in a thread.
 *
 * @example
 * ```ts
 * const verifier = await startVerifier();
 * await writeFiles(await generate(derivation), 'src/kernels', { verifier });
 * verifier.stop();
 * ```
 */
export const startVerifier = async (): Promise<Verifier> => {
  const script = import.meta.url.replace(/verifier\.js$/, 'verifier-thread.js');
  if (script === import.meta.url) return inPlace;
  const threads = await import('node:worker_threads');
  // the compiler makes much that it soon forgets: with room for it a tenth of the time is saved
  const thread = new threads.Worker(new URL(script), { resourceLimits: { maxYoungGenerationSizeMb: 64 } });
  thread.unref();
  return { verify: (files) => ask(thread, files), stop: () => void thread.terminate() };
};

const ask = async (thread: Worker, files: readonly TextFile[]): Promise<void> => {
  if (files.length === 0) return;
  thread.ref();
  const { EventEmitter } = await import('node:events');
  const answer = EventEmitter.once(thread, 'message') as Promise<[Complaint | null]>;
  thread.postMessage(files);
  const [complaint] = await answer;
  thread.unref();
  refuse(complaint);
};
