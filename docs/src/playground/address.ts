// The state of the playground in the part of its address behind #, so that a derivation or a training can be linked to.

/** What a training is of: a table by its name, a formula, a penalty. */
export interface TrainingState {
  readonly file: string;
  readonly formula: string;
  readonly l2: number;
}

/** What a link restores. */
export interface Shared {
  readonly text: string;
  readonly classes: number | null;
  /** The part that is open; null for the first. */
  readonly pane: string | null;
  /** Null where nothing was chosen. */
  readonly training: TrainingState | null;
}

const longest = 20_000; // characters: browsers bear longer addresses, mail programs do not

/** The state as the part of an address behind #; null for a text that is too long for one. */
export const toAddress = ({ text, classes, pane, training }: Shared): string | null => {
  const bytes = new TextEncoder().encode(text);
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const safe = base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  if (safe.length > longest) return null;
  return new URLSearchParams({
    density: safe,
    ...(classes === null ? {} : { classes: String(classes) }),
    ...(pane === null ? {} : { pane }),
    ...(training === null || training.file === ''
      ? {}
      : { data: training.file, formula: training.formula, l2: String(training.l2) }),
  }).toString();
};

/** The state of an address, or null where it holds none that can be read. */
export const fromAddress = (hash: string): Shared | null => {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const density = parameters.get('density');
  if (density === null || density.length > longest) return null;
  try {
    const raw = atob(density.replaceAll('-', '+').replaceAll('_', '/'));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(raw, (c) => c.charCodeAt(0)),
    );
    const classes = Number(parameters.get('classes') ?? Number.NaN);
    return {
      text,
      classes: Number.isInteger(classes) && classes >= 2 && classes <= 64 ? classes : null,
      pane: parameters.get('pane'),
      training: trainingOf(parameters),
    };
  } catch {
    return null;
  }
};

const trainingOf = (parameters: URLSearchParams): TrainingState | null => {
  const [file, formula] = [parameters.get('data'), parameters.get('formula')];
  if (file === null || formula === null) return null;
  const l2 = Number(parameters.get('l2') ?? 0);
  return { file, formula, l2: Number.isFinite(l2) && l2 >= 0 ? l2 : 0 };
};
