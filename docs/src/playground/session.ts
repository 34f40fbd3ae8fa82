// What the playground page knows and does: the text and what the workers made of it, the open part, and the address that leads
// back to all of it.
import { nextTick, reactive, ref, shallowRef, watch } from 'vue';
import type { Shared } from './address.js';
import { fromAddress, noTraining, toAddress } from './address.js';
import { Client, Overtaken } from './client.js';
import type { Example } from './examples.js';
import { examples } from './examples.js';
import type { TrainingSettings } from './training.js';
import type { AccuracyRow, DerivationView, FailureView, KernelFile, SectionView, StepView } from './view.js';

const pause = 350; // milliseconds without a key before the text is read

/** The parts of the answer. */
export const panes = ['Derivation', 'Results', 'Pictures', 'Kernels', 'Accuracy', 'Train'] as const;
export type Pane = (typeof panes)[number];

const paneOf = (name: string | null): Pane => panes.find((each) => each === name) ?? 'Derivation';

const first = examples[0];

/** The state of the page from `begin` to `end`. */
export class Session {
  readonly text = ref(first.text);
  readonly classes = ref<number | null>(null);
  readonly pane = ref<Pane>('Derivation');
  readonly example = shallowRef<Example | null>(first);
  readonly derivation = shallowRef<DerivationView | null>(null);
  readonly failure = shallowRef<FailureView | null>(null);
  /** Null until they are checked. */
  readonly steps = shallowRef<readonly StepView[] | FailureView | null>(null);
  readonly results = shallowRef<readonly SectionView[] | FailureView | null>(null);
  readonly kernels = shallowRef<readonly KernelFile[] | FailureView | null>(null);
  readonly accuracy = shallowRef<readonly AccuracyRow[] | FailureView | null>(null);
  readonly training: TrainingSettings = reactive({ ...noTraining, fix: {} });
  readonly working = ref(false);
  readonly #client = new Client();
  /** For what an open part shows, beside the steps. */
  readonly #partClient = new Client();
  /** Counts the densities, so that an answer about an older one is let go. */
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  begin(): void {
    const shared = fromAddress(location.hash);
    if (shared === null) this.#take(first);
    else this.#restore(shared);
    window.addEventListener('popstate', this.#follow);
    window.addEventListener('hashchange', this.#follow);
    watch([this.text, this.classes], () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#read(), pause);
    });
    watch([this.pane, this.training], () => {
      this.#remember();
    });
    void this.#read();
  }

  end(): void {
    window.removeEventListener('popstate', this.#follow);
    window.removeEventListener('hashchange', this.#follow);
    clearTimeout(this.#timer);
    this.#client.stop();
    this.#partClient.stop();
  }

  /** Takes an example; the way back leads to what was there before. */
  choose(title: string): void {
    const chosen = examples.find((each) => each.title === title);
    if (!chosen) return;
    this.#take(chosen);
    history.pushState(history.state, '', this.#place());
  }

  async open(name: Pane): Promise<void> {
    this.pane.value = name;
    await nextTick();
    await this.#fill();
  }

  #address(): string {
    const pane = this.pane.value === panes[0] ? null : this.pane.value;
    const { text, classes, training } = this;
    const state = toAddress({ text: text.value, classes: classes.value, pane, training });
    return state === null ? '' : `#${state}`;
  }

  /** The whole of it: a part alone could not take away what stands behind #. */
  #place(): string {
    return location.pathname + location.search + this.#address();
  }

  #remember(): void {
    if (location.hash !== this.#address()) history.replaceState(history.state, '', this.#place());
  }

  async #read(): Promise<void> {
    const [text, classes, client] = [this.text.value, this.classes.value, this.#client];
    this.working.value = true;
    this.#remember();
    try {
      const answer = await client.derive(text, classes);
      const isFailure = 'code' in answer;
      this.derivation.value = isFailure ? null : answer;
      this.failure.value = isFailure ? answer : null;
      this.#forget();
      this.working.value = false;
      if (isFailure) return;
      void this.#fill();
      await this.#hold('steps', () => client.steps(text, classes), client);
      // a line that does not hold takes everything with it
      const steps = this.steps.value;
      if (steps !== null && 'code' in steps && steps.code === 'step-does-not-hold')
        [this.derivation.value, this.failure.value] = [null, steps];
    } catch (error) {
      if (error instanceof Overtaken) return;
      this.failure.value = client.failureOf(error);
      this.derivation.value = null;
      this.working.value = false;
    }
  }

  #forget(): void {
    this.#turn += 1;
    for (const part of [this.steps, this.results, this.kernels, this.accuracy]) part.value = null;
  }

  /** Makes what the open part shows. */
  async #fill(): Promise<void> {
    const [text, classes, client] = [this.text.value, this.classes.value, this.#partClient];
    if (this.derivation.value === null || this.working.value) return;
    // known constants at the values of the training, or where they start
    const fix = { ...this.derivation.value.constants, ...this.training.fix };
    if (this.pane.value === 'Results')
      await this.#hold('results', () => client.results(text, classes), client);
    if (this.pane.value === 'Kernels')
      await this.#hold('kernels', () => client.kernels(text, { classes, fix }), client);
    if (this.pane.value === 'Accuracy')
      await this.#hold('accuracy', () => client.accuracy(text, { classes, fix }), client);
  }

  /** Asks for a part and keeps the answer, unless another question came between. */
  async #hold<Part extends 'steps' | 'results' | 'kernels' | 'accuracy'>(
    part: Part,
    ask: () => Promise<Session[Part]['value']>,
    client: Client,
  ): Promise<void> {
    const held = this[part] as { value: Session[Part]['value'] };
    if (held.value !== null) return;
    const turn = this.#turn;
    try {
      const answer = await ask();
      if (turn === this.#turn) held.value = answer;
    } catch (error) {
      if (turn === this.#turn && !(error instanceof Overtaken)) held.value = client.failureOf(error);
    }
  }

  #take(chosen: Example): void {
    this.example.value = chosen;
    this.text.value = chosen.text;
    this.classes.value = chosen.classes ?? null;
    if (chosen.data) Object.assign(this.training, { ...noTraining, fix: {}, ...chosen.data });
  }

  #restore(shared: Shared): void {
    this.example.value = examples.find((each) => each.text === shared.text) ?? null;
    this.text.value = shared.text;
    this.classes.value = shared.classes;
    this.pane.value = paneOf(shared.pane);
    if (shared.training) Object.assign(this.training, shared.training);
  }

  /** Back, forward, and an address that was typed or pasted. */
  readonly #follow = (): void => {
    const shared = fromAddress(location.hash);
    if (shared === null || location.hash === this.#address()) return;
    this.#restore(shared);
    void this.#fill();
  };
}
