// The worker of the playground: everything that takes time happens here, so that the page never waits. A text that takes too
// long is given up by ending the worker; the next one starts afresh.
import { expose } from 'comlink';
import { accuracyOf } from './accuracy.js';
import { derivationView } from './derivation-view.js';
import { failureView } from './failure-view.js';
import { kernelFiles } from './kernel-files.js';
import { train } from './train.js';
import type {
  AccuracyRow,
  Answer,
  FailureView,
  KernelFile,
  LossPoint,
  TrainedView,
  TrainingRequest,
} from './view.js';

const engine = {
  /** Reads and derives a text. */
  async derive(text: string, classes: number | null): Promise<Answer> {
    try {
      return { derivation: await derivationView(text, classes), failure: null };
    } catch (error) {
      return { derivation: null, failure: failureView(error) };
    }
  },

  /** The kernels of a text in every target, or why there are none. */
  async kernels(text: string, classes: number | null): Promise<readonly KernelFile[] | FailureView> {
    try {
      return await kernelFiles(text, classes);
    } catch (error) {
      return failureView(error);
    }
  },

  /** How accurate the kernels of a text are here, or why that cannot be said. */
  async accuracy(text: string, classes: number | null): Promise<readonly AccuracyRow[] | FailureView> {
    try {
      return await accuracyOf(text, classes);
    } catch (error) {
      return failureView(error);
    }
  },

  /** Trains a model; `progress` is called at every iteration. */
  async train(
    request: TrainingRequest,
    progress: (point: LossPoint) => void,
  ): Promise<TrainedView | FailureView> {
    try {
      return await train(request, progress);
    } catch (error) {
      return failureView(error);
    }
  },
};

/** What the page may ask of the worker. */
export type Engine = typeof engine;

expose(engine);
