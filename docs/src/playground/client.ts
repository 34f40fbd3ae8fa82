// The page's side of the worker: one question at a time, the newest counts, and a worker that takes too long is ended.
import type { Remote } from 'comlink';
import { proxy, wrap } from 'comlink';
import type { Engine } from './engine.js';
import type {
  AccuracyRow,
  DerivationView,
  FailureView,
  Given,
  KernelFile,
  LossPoint,
  SectionView,
  StepView,
  TableView,
  TrainedView,
  TrainingRequest,
} from './view.js';

/** How long a derivation may take before the worker is given up, and what is asked for behind it. */
export const patience = 20_000;
const longPatience = 3 * patience;

/** Thrown to a question that was not answered in time. */
class TookTooLong extends Error {}

/** Thrown to a question that a newer one has overtaken. */
export class Overtaken extends Error {}

/** A worker that is replaced when it does not answer in time. */
export class Client {
  #worker: Worker | null = null;
  #engine: Remote<Engine> | null = null;
  #busy = false;
  #turn = 0;

  /** What the density of a text is, or why it is none. */
  derive(text: string, classes: number | null): Promise<DerivationView | FailureView> {
    return this.#ask(async (engine) => await engine.derive(text, classes), patience);
  }

  steps(text: string, classes: number | null): Promise<readonly StepView[] | FailureView> {
    return this.#ask(async (engine) => await engine.steps(text, classes), longPatience);
  }

  results(text: string, classes: number | null): Promise<readonly SectionView[] | FailureView> {
    return this.#ask(async (engine) => await engine.results(text, classes), longPatience);
  }

  kernels(text: string, given: Given): Promise<readonly KernelFile[] | FailureView> {
    return this.#ask(async (engine) => await engine.kernels(text, given), longPatience);
  }

  accuracy(text: string, given: Given): Promise<readonly AccuracyRow[] | FailureView> {
    return this.#ask(async (engine) => await engine.accuracy(text, given), longPatience);
  }

  table(file: File): Promise<TableView | FailureView> {
    return this.#ask(async (engine) => await engine.table(file), longPatience);
  }

  /** Trains until done; a newer question ends it. */
  train(request: TrainingRequest, progress: (point: LossPoint) => void): Promise<TrainedView | FailureView> {
    return this.#ask(async (engine) => await engine.train(request, proxy(progress)), Infinity);
  }

  /** What went wrong with a question, as the page shows it. */
  failureOf(error: unknown): FailureView {
    const code = error instanceof TookTooLong ? 'took-too-long' : 'internal-fault';
    const what = error instanceof Error ? error.message : String(error);
    return { code, text: `${code}: ${what}`, refused: false };
  }

  /** Ends whatever is running. */
  stop(): void {
    this.#turn += 1;
    this.#worker?.terminate();
    this.#worker = null;
    this.#engine = null;
    this.#busy = false;
  }

  #open(): Remote<Engine> {
    // A worker that is still at an older question is not waited for.
    if (this.#busy) this.stop();
    this.#worker ??= new Worker(new URL('./engine.ts', import.meta.url), { type: 'module' });
    return (this.#engine ??= wrap<Engine>(this.#worker));
  }

  async #ask<T>(question: (engine: Remote<Engine>) => Promise<T>, limit: number): Promise<T> {
    const engine = this.#open();
    const turn = ++this.#turn;
    this.#busy = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      if (!Number.isFinite(limit)) return;
      timer = setTimeout(() => {
        if (turn === this.#turn) this.stop();
        reject(new TookTooLong(`no answer within ${String(limit / 1000)} seconds`));
      }, limit);
    });
    try {
      const answer = await Promise.race([question(engine), late, this.#overtaken(turn)]);
      return answer;
    } finally {
      clearTimeout(timer);
      if (turn === this.#turn) this.#busy = false;
    }
  }

  // A worker that was ended never answers, so its question is watched.
  #overtaken(turn: number): Promise<never> {
    return new Promise((_, reject) => {
      const watch = setInterval(() => {
        if (turn === this.#turn && this.#busy) return;
        clearInterval(watch);
        if (turn !== this.#turn) reject(new Overtaken());
      }, 100);
    });
  }
}
