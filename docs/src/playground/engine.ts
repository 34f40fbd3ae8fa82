// The worker of the playground: everything that takes time happens here, so that the page never waits. A text that takes too
// long is given up by ending the worker; the next one starts afresh.
import { expose } from 'comlink';
import { accuracyOf } from './accuracy.js';
import { derivationView, sectionViews, stepViews } from './derivation-view.js';
import { failureView } from './failure-view.js';
import { kernelFiles } from './kernel-files.js';
import { openTable, tableView } from './open-table.js';
import { train } from './train.js';
import type { FailureView } from './view.js';

/** The same, with a failure as an answer: what a worker throws loses everything but its message. */
const answering =
  <Asked extends readonly unknown[], Answer>(work: (...asked: Asked) => Answer | Promise<Answer>) =>
  async (...asked: Asked): Promise<Answer | FailureView> => {
    try {
      return await work(...asked);
    } catch (error) {
      return failureView(error);
    }
  };

const engine = {
  /** Reads and decides a text. */
  derive: answering(derivationView),
  /** The lines of its derivation, checked. */
  steps: answering(stepViews),
  /** Everything that follows from it. */
  results: answering(sectionViews),
  /** Its kernels in every target. */
  kernels: answering(kernelFiles),
  /** How accurate they are here. */
  accuracy: answering(accuracyOf),
  /** What a file holds. */
  table: answering(async (file: File) => tableView(await openTable(file))),
  /** Trains a model; the second argument is called as it goes on. */
  train: answering(train),
};

/** What the page may ask of the worker. */
export type Engine = typeof engine;

expose(engine);
