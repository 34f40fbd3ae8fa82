// What the training part of the playground knows and does. A change of the density or of the data ends a training that is
// under way and takes its result away, for both would be of something else.
import { withBase } from 'vitepress';
import { ref, shallowRef, watch } from 'vue';
import type { TrainingState } from './address.js';
import { Client, Overtaken } from './client.js';
import type { FailureView, LossPoint, TableView, TrainedView } from './view.js';
import { zipped } from './zipped.js';

/** The tables that come with the site. */
export const tables: readonly string[] = ['iris.csv', 'mtcars.csv', 'warpbreaks.csv', 'clotting.csv'];

/** What the address of the page keeps, and the page may change. */
export type TrainingSettings = Omit<{ -readonly [Key in keyof TrainingState]: TrainingState[Key] }, 'fix'> & {
  fix: Record<string, number>;
};

/** What a training is of; reactive. */
export interface Trained {
  readonly text: string;
  readonly settings: TrainingSettings;
  /** Where the known constants of the density start. */
  readonly constants: Readonly<Record<string, number>>;
}

const longest = 2000; // points of the curve: of more, every other is let go
const between = 50; // milliseconds between two pictures of the loss
const aloud = 2000; // milliseconds between two sentences on how far it is

/** The state of a training, from `begin` to `end`. */
export class Training {
  readonly file = shallowRef<File | null>(null);
  /** What the file holds. */
  readonly table = shallowRef<TableView | null>(null);
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
    watch([() => given.text, this.file], () => {
      if (this.running.value) this.stop('stopped: the density or the data have changed');
      this.#clear();
    });
    watch(this.file, (file) => this.#look(file));
    // a link and another density bring others
    watch(
      [() => given.constants, () => given.settings.fix],
      () => {
        this.#complete();
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
    this.note.value = why;
    this.#client.stop();
  }

  /** Takes a file of the reader's. */
  drop(files: FileList | null | undefined): void {
    const [first] = files ?? [];
    if (!first) return;
    this.#given.settings.file = first.name;
    this.file.value = first;
  }

  async start(): Promise<void> {
    const file = this.file.value;
    if (file === null) return;
    this.#clear();
    this.running.value = true;
    this.note.value = 'training …';
    const seen: LossPoint[] = [];
    let [drawn, said] = [0, performance.now()];
    try {
      const answer = await this.#client.train(this.#request(file), (point) => {
        seen.push(point);
        if (seen.length > longest) seen.splice(0, longest, ...seen.filter((_, i) => i % 2 === 0));
        const now = performance.now();
        if (now - drawn < between) return;
        drawn = now;
        this.points.value = [...seen];
        if (now - said < aloud) return;
        said = now;
        this.note.value = `training … ${progressOf(point)}`;
      });
      this.points.value = seen;
      const end = seen.at(-1);
      this.note.value = 'code' in answer ? '' : `trained${end ? `: ${progressOf(end)}` : ''}`;
      if ('code' in answer) this.failure.value = answer;
      else this.trained.value = answer;
    } catch (error) {
      if (!(error instanceof Overtaken)) this.failure.value = this.#client.failureOf(error);
    } finally {
      this.running.value = false;
    }
  }

  #request(file: File) {
    const { settings, text } = this.#given;
    const { formula, l2, device, solver, fix } = settings;
    return { text, file, formula, l2, device, solver, fix: { ...fix } };
  }

  /** The kernels of what was trained, with the model beside them, in one file. */
  async bundle(): Promise<Uint8Array | null> {
    const { text, settings } = this.#given;
    const trained = this.trained.value;
    if (trained === null) return null;
    try {
      const files = await this.#client.kernels(text, { classes: trained.classes, fix: { ...settings.fix } });
      if (!('code' in files))
        return await zipped([...files, { path: 'model.json', contents: trained.model }]);
      this.failure.value = files;
    } catch (error) {
      if (!(error instanceof Overtaken)) this.failure.value = this.#client.failureOf(error);
    }
    return null;
  }

  /** Every constant has a value: what was set, or where it starts. */
  #complete(): void {
    const { constants, settings } = this.#given;
    const names = Object.keys(constants);
    const isWhole = names.every((name) => Object.hasOwn(settings.fix, name));
    if (isWhole && Object.keys(settings.fix).length === names.length) return;
    const kept = Object.entries(constants).map(([name, value]) => [name, settings.fix[name] ?? value]);
    settings.fix = Object.fromEntries(kept) as Record<string, number>;
  }

  #clear(): void {
    this.failure.value = null;
    this.trained.value = null;
    this.points.value = [];
  }

  // what a file holds is seen at once, and so is that it holds nothing
  async #look(file: File | null): Promise<void> {
    this.table.value = null;
    if (file === null) return;
    this.note.value = `reading ${file.name} …`;
    try {
      const answer = await this.#client.table(file);
      this.note.value = '';
      if ('code' in answer) this.failure.value = answer;
      else this.table.value = answer;
    } catch (error) {
      if (!(error instanceof Overtaken)) this.failure.value = this.#client.failureOf(error);
    }
  }

  async #fetch(name: string): Promise<void> {
    if (!tables.includes(name) || this.file.value?.name === name) return;
    const answer = await fetch(withBase(`/data/${name}`));
    const contents = await answer.blob();
    // another may have been chosen meanwhile
    if (this.#given.settings.file === name) this.file.value = new File([contents], name);
  }
}

const progressOf = ({ iteration, objective }: LossPoint): string =>
  `iteration ${String(iteration)}, loss ${objective.toPrecision(4)}`;
