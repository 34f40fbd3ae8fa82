// The state of the playground in the part of its address behind #, so that a derivation or a training can be linked to.

/** How the optimum may be sought, and on what. */
export const solvers = ['auto', 'newton', 'lbfgs', 'adam'] as const;
export const devices = ['cpu', 'gpu'] as const;

/** What a training is of: a table by its name, a formula, a penalty, the constants of the density, and how it goes. */
export interface TrainingState {
  readonly file: string;
  readonly formula: string;
  readonly l2: number;
  readonly solver: (typeof solvers)[number];
  readonly device: (typeof devices)[number];
  readonly fix: Readonly<Record<string, number>>;
}

/** A training of nothing yet. */
export const noTraining: TrainingState = {
  file: '',
  formula: '',
  l2: 0,
  solver: 'auto',
  device: 'cpu',
  fix: {},
};

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
    ...(training === null || training.file === '' ? {} : parametersOf(training)),
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

const constant = 'fix.'; // before the name of a constant

/** What differs from what is usual is written. */
const parametersOf = ({ file, formula, l2, solver, device, fix }: TrainingState): Record<string, string> => ({
  data: file,
  formula,
  l2: String(l2),
  ...(solver === noTraining.solver ? {} : { solver }),
  ...(device === noTraining.device ? {} : { device }),
  ...Object.fromEntries(Object.entries(fix).map(([name, value]) => [constant + name, String(value)])),
});

const trainingOf = (parameters: URLSearchParams): TrainingState | null => {
  const [file, formula] = [parameters.get('data'), parameters.get('formula')];
  if (file === null || formula === null) return null;
  const l2 = Number(parameters.get('l2') ?? 0);
  const fix = [...parameters]
    .filter(
      ([key, value]) => key.startsWith(constant) && value.trim() !== '' && Number.isFinite(Number(value)),
    )
    .map(([key, value]) => [key.slice(constant.length), Number(value)] as const);
  return {
    file,
    formula,
    l2: Number.isFinite(l2) && l2 >= 0 ? l2 : 0,
    solver: solvers.find((each) => each === parameters.get('solver')) ?? noTraining.solver,
    device: devices.find((each) => each === parameters.get('device')) ?? noTraining.device,
    fix: Object.fromEntries(fix),
  };
};
