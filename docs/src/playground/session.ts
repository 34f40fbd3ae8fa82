// What the playground page knows and does: the text and what the workers made of it, the open part, and the address that leads
// back to all of it.
import { nextTick, reactive, ref, shallowRef, watch } from 'vue';
import type { Shared } from './address.js';
import { fromAddress, toAddress } from './address.js';
import { Client, Overtaken } from './client.js';
import type { Example } from './examples.js';
import { examples } from './examples.js';
import type { AccuracyRow, DerivationView, FailureView, KernelFile } from './view.js';

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
  readonly kernels = shallowRef<readonly KernelFile[] | FailureView | null>(null);
  readonly accuracy = shallowRef<readonly AccuracyRow[] | FailureView | null>(null);
  readonly training = reactive({ file: '', formula: '', l2: 0 });
  readonly working = ref(false);
  readonly #client = new Client();
  readonly #kernelClient = new Client();
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
    this.#kernelClient.stop();
  }

  /** Takes an example; the way back leads to what was there before. */
  choose(title: string): void {
    const chosen = examples.find((each) => each.title === title);
    if (!chosen) return;
    this.#take(chosen);
    history.pushState(history.state, '', this.#address());
  }

  async open(name: Pane): Promise<void> {
    this.pane.value = name;
    await nextTick();
    await this.#fill();
  }

  #address(): string {
    const pane = this.pane.value === panes[0] ? null : this.pane.value;
    return `#${toAddress({ text: this.text.value, classes: this.classes.value, pane, training: this.training })}`;
  }

  #remember(): void {
    if (location.hash !== this.#address()) history.replaceState(history.state, '', this.#address());
  }

  async #read(): Promise<void> {
    this.working.value = true;
    this.kernels.value = null;
    this.accuracy.value = null;
    this.#remember();
    try {
      const answer = await this.#client.derive(this.text.value, this.classes.value);
      this.derivation.value = answer.derivation;
      this.failure.value = answer.failure;
      this.working.value = false;
      await this.#fill();
    } catch (error) {
      if (error instanceof Overtaken) return;
      this.failure.value = this.#client.failureOf(error);
      this.derivation.value = null;
      this.working.value = false;
    }
  }

  /** Makes what the open part shows. */
  async #fill(): Promise<void> {
    const [pane, client] = [this.pane.value, this.#kernelClient];
    if (this.derivation.value === null || (pane !== 'Kernels' && pane !== 'Accuracy')) return;
    try {
      if (pane === 'Kernels')
        this.kernels.value ??= await client.kernels(this.text.value, this.classes.value);
      else this.accuracy.value ??= await client.accuracy(this.text.value, this.classes.value);
    } catch (error) {
      if (error instanceof Overtaken) return;
      const held = pane === 'Kernels' ? this.kernels : this.accuracy;
      held.value = client.failureOf(error);
    }
  }

  #take(chosen: Example): void {
    this.example.value = chosen;
    this.text.value = chosen.text;
    this.classes.value = chosen.classes ?? null;
    if (chosen.data) Object.assign(this.training, { l2: 0, ...chosen.data });
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
