// What the training part of the playground knows and does. A change of the density or of the data ends a training that is
// under way and takes its result away, for both would be of something else.
import { withBase } from 'vitepress';
import { ref, shallowRef, watch } from 'vue';
import type { TrainingState } from './address.js';
import { Client, Overtaken } from './client.js';
import type { FailureView, LossPoint, TrainedView } from './view.js';

/** The tables that come with the site. */
export const tables: readonly string[] = ['iris.csv', 'mtcars.csv', 'warpbreaks.csv', 'clotting.csv'];

/** How the optimum may be sought. */
export const solvers = ['auto', 'newton', 'lbfgs', 'adam'] as const;

/** What the address of the page keeps, and the page may change. */
export type TrainingSettings = { -readonly [Key in keyof TrainingState]: TrainingState[Key] };

/** What a training is of; reactive. */
export interface Trained {
  readonly text: string;
  readonly settings: TrainingSettings;
  /** Where the known constants of the density start. */
  readonly constants: Readonly<Record<string, number>>;
}

const between = 50; // milliseconds between two pictures of the loss

/** The state of a training, from `begin` to `end`. */
export class Training {
  readonly csv = ref('');
  readonly fix = ref<Record<string, number>>({});
  readonly device = ref<'cpu' | 'gpu'>('cpu');
  readonly solver = ref<(typeof solvers)[number]>('auto');
  readonly running = ref(false);
  readonly note = ref('');
  readonly failure = shallowRef<FailureView | null>(null);
  readonly trained = shallowRef<TrainedView | null>(null);
  readonly points = shallowRef<readonly LossPoint[]>([]);
  readonly #client = new Client();
  readonly #given: Trained;

  constructor(given: Trained) {
    this.#given = given;
  }

  begin(): void {
    const given = this.#given;
    watch([() => given.text, this.csv], () => {
      this.stop('stopped: the density or the data have changed');
      this.#clear();
    });
    watch(
      () => given.constants,
      (constants) => {
        const kept = Object.entries(constants).map(([name, value]) => [name, this.fix.value[name] ?? value]);
        this.fix.value = Object.fromEntries(kept) as Record<string, number>;
      },
      { immediate: true },
    );
    watch(
      () => given.settings.file,
      (name) => this.#fetch(name),
      { immediate: true },
    );
  }

  end(): void {
    this.#client.stop();
  }

  stop(why: string): void {
    if (this.running.value) this.note.value = why;
    this.#client.stop();
  }

  /** Takes a file of the reader's. */
  async drop(files: FileList | null | undefined): Promise<void> {
    const [first] = files ?? [];
    if (!first) return;
    try {
      const contents = new TextDecoder('utf-8', { fatal: true }).decode(await first.arrayBuffer());
      this.#given.settings.file = first.name;
      this.csv.value = contents;
      this.note.value = `${first.name} is read`;
    } catch {
      const text = `wrong-encoding: ${first.name} is no text in UTF-8`;
      this.failure.value = { code: 'wrong-encoding', text, refused: false };
    }
  }

  async start(): Promise<void> {
    this.#clear();
    this.running.value = true;
    this.note.value = 'training …';
    const seen: LossPoint[] = [];
    let drawn = 0;
    try {
      const answer = await this.#client.train(this.#request(), (point) => {
        seen.push(point);
        if (performance.now() - drawn < between) return;
        drawn = performance.now();
        this.points.value = [...seen];
      });
      this.points.value = seen;
      this.note.value = 'code' in answer ? '' : 'trained';
      if ('code' in answer) this.failure.value = answer;
      else this.trained.value = answer;
    } catch (error) {
      if (!(error instanceof Overtaken)) this.failure.value = this.#client.failureOf(error);
    } finally {
      this.running.value = false;
    }
  }

  #request() {
    const { settings, text } = this.#given;
    return {
      text,
      csv: this.csv.value,
      formula: settings.formula,
      l2: settings.l2,
      device: this.device.value,
      solver: this.solver.value,
      fix: { ...this.fix.value },
    };
  }

  #clear(): void {
    this.failure.value = null;
    this.trained.value = null;
    this.points.value = [];
  }

  async #fetch(name: string): Promise<void> {
    if (!tables.includes(name)) return;
    const answer = await fetch(withBase(`/data/${name}`));
    const contents = await answer.text();
    // another may have been chosen meanwhile
    if (this.#given.settings.file === name) this.csv.value = contents;
  }
}
