// A thread of Node or of a browser, behind one interface.
import type { Answer, Assignment } from './program.js';
import { program } from './program.js';

/** A thread that runs the program. */
export interface Thread {
  /** Hands over its work; resolved once it has taken it. */
  start(assignment: Assignment, transfer: readonly ArrayBuffer[]): Promise<void>;
  stop(): void;
}

interface NodeWorker {
  on(event: 'message', listener: (answer: Answer) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  postMessage(value: unknown, transfer: readonly ArrayBuffer[]): void;
  terminate(): Promise<number>;
}

interface NodeProcess {
  getBuiltinModule?(name: string): { readonly Worker: new (address: URL) => NodeWorker } | undefined;
}

const nodeThreads = () =>
  (globalThis as { process?: NodeProcess }).process?.getBuiltinModule?.('node:worker_threads');

/** Starts a thread. In browsers the program is a blob, unless a page whose policy forbids that serves it itself. */
export const startThread = (workerUrl?: string): Thread => {
  const node = nodeThreads();
  if (node !== undefined) {
    const worker = new node.Worker(new URL(`data:text/javascript,${encodeURIComponent(program)}`));
    return {
      start: (assignment, transfer) =>
        new Promise((resolve, reject) => {
          worker.on('message', settle(resolve, reject));
          worker.on('error', reject);
          worker.postMessage(assignment, transfer);
        }),
      stop: () => void worker.terminate(),
    };
  }
  const url = workerUrl ?? URL.createObjectURL(new Blob([program], { type: 'text/javascript' }));
  const worker = new Worker(url, { type: 'module' });
  return {
    start: (assignment, transfer) =>
      new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => {
          settle(resolve, reject)(data as Answer);
        };
        worker.onerror = ({ message }) => {
          reject(new Error(message));
        };
        worker.postMessage(assignment, [...transfer]);
      }),
    stop: () => {
      worker.terminate();
      if (workerUrl === undefined) URL.revokeObjectURL(url);
    },
  };
};

const settle =
  (resolve: () => void, reject: (error: Error) => void) =>
  ({ failed }: Answer): void => {
    if (failed === null) resolve();
    else reject(new Error(`a thread could not start: ${failed}`));
  };
