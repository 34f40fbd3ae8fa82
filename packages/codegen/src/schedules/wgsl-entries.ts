// What the entry points of a WGSL module are: which row kernel each runs, what it reads and writes. The printed module and
// its manifest are both made from these tables.
import { isWanted } from '../kernel.js';
import type { Kernel, PrintedName, RowName } from '../kernel.js';

/** Threads in a workgroup; a workgroup covers as many rows. */
export const workgroupSize = 64;

/** Rows that a workgroup of the training pass takes at a time, a thread each: what it holds fits the 16 KiB that WebGPU grants. */
export const tileRows = ({ parameters }: Kernel): number => (parameters <= 48 ? 64 : 32);

/** Parameters side by side in one value: a pack; several packs where there are more than four. */
export const packOf = (parameters: number) => {
  const width = parameters > 2 ? 4 : parameters;
  const type = width === 1 ? 'f32' : `vec${width}<f32>`;
  return { width, type, packs: Math.ceil(parameters / width) };
};

/** Threads in the workgroups that add the parts of the training pass, and how many sums each of them makes. */
export const summing = { threads: 64, sums: 8 } as const;

/** One entry point. */
export type EntryPoint = RowEntry | GradientEntry | InputEntry | PassEntry;

/** What takes the row kernel of the gradient at x·W, and weighs what it gives. */
interface WeighedEntry {
  readonly name: string;
  readonly row: RowName;
  readonly soft: boolean;
}

/** The training pass: x·W, the row kernel and xᵀ times the residuals, in parts that have to be added. */
export interface GradientEntry extends WeighedEntry {
  readonly kind: 'gradient';
}

/** The derivative of the loss of each row in its features: x·W, the row kernel and the residuals times Wᵀ. */
export interface InputEntry extends WeighedEntry {
  readonly kind: 'input';
}

/** A row kernel over all rows. */
export interface RowEntry {
  readonly kind: 'row';
  readonly name: string;
  readonly row: RowName;
  readonly linear: boolean;
  /** Whether it reads y and writes the loss of each row. */
  readonly observed: boolean;
  readonly soft: boolean;
  readonly writes: 'result' | 'residual';
  /** Numbers a row that it writes, as a product; empty where it writes only the loss. */
  readonly length: string;
}

/** A reduction: over rows, over losses, over the parts of the training pass; or the residuals times Wᵀ. */
export interface PassEntry {
  readonly kind: 'reduce' | 'spread' | 'sum' | 'parts';
  readonly name: string;
}

const row = (
  name: string,
  of: RowName,
  length: string,
  flags: { linear?: boolean; observed?: boolean; soft?: boolean } = {},
): RowEntry => ({
  kind: 'row',
  name,
  row: of,
  length,
  linear: flags.linear ?? false,
  observed: flags.observed ?? false,
  soft: flags.soft ?? false,
  writes: name.startsWith('linearResidual') ? 'residual' : 'result',
});

const times = (width: number): string => (width === 1 ? 'rows' : `rows*${String(width)}`);

const columns = ({ classes, columns: m }: Kernel): string => (classes === null ? times(m) : 'rows*classes');

/** The function that an entry point is a part of. */
const functionOf = (name: string): PrintedName => name.replace(/Soft$/, '') as PrintedName;

/** Whether it loops over the classes of a choice: its rows are in no table. */
const isBespoke = ({ looped, program }: Kernel): boolean => looped && program === null;

/** The entry points of a kernel; those for soft labels only where the outcome is a class. */
export const entryPoints = (kernel: Kernel): EntryPoint[] => {
  const one = 'rows*parameters';
  const observed = true;
  const soft = kernel.classes === null ? [] : [
    row('lossSoft', 'lossSoft', '', { observed, soft: true }),
    row('gradientSoft', 'gradientSoft', one, { observed, soft: true }),
  ]; // prettier-ignore
  const all = [
    row('response', 'response', columns(kernel)),
    row('loss', 'loss', '', { observed }),
    row('gradient', 'gradient', one, { observed }),
    row('hessian', 'hessian', 'rows*parameters*parameters'),
    row('jacobian', 'jacobian', `${columns(kernel)}*parameters`),
    row('linearResponse', 'response', columns(kernel), { linear: true }),
    ...soft,
  ];
  const wants = (name: string): boolean => isWanted(kernel, functionOf(name));
  // a response without a closed form has no entry point
  const writes = ({ row: of }: RowEntry): boolean =>
    isBespoke(kernel) || kernel.rows[of]!.outputs.length > 0 || of.startsWith('loss');
  return [
    ...all.filter((point) => writes(point) && wants(point.name)),
    ...(wants('linearGradient') ? (kernel.looped ? loopedPass : fusedPass)(kernel) : []),
  ];
};

const fusedPass = ({ classes }: Kernel): EntryPoint[] => {
  const outcomes = [
    { suffix: '', row: 'gradient', soft: false } as const,
    ...(classes === null ? [] : [{ suffix: 'Soft', row: 'gradientSoft', soft: true } as const]),
  ];
  return [
    ...outcomes.map(({ suffix, ...rest }) => ({ kind: 'gradient', name: `linearGradient${suffix}`, ...rest }) as const),
    { kind: 'parts', name: 'sumParts' },
    ...outcomes.map(({ suffix, ...rest }) => ({ kind: 'input', name: `inputGradient${suffix}`, ...rest }) as const),
  ]; // prettier-ignore
};

/** What loops over the classes keeps its exponentials in memory, and so its residuals: a pass over x for each product. */
const loopedPass = ({ classes }: Kernel): EntryPoint[] => {
  const [length, pass] = ['rows*parameters', { observed: true, linear: true }];
  return [
    row('linearResidual', 'gradient', length, pass),
    ...(classes === null ? [] : [row('linearResidualSoft', 'gradientSoft', length, { ...pass, soft: true })]),
    { kind: 'reduce', name: 'linearReduce' },
    { kind: 'sum', name: 'sumLosses' },
    { kind: 'spread', name: 'inputGradient' },
  ];
};

/** A variable of the module. */
export interface Binding {
  readonly binding: number;
  /** The name in the manifest. */
  readonly name: string;
  /** The name in the module: soft labels share the place of y. */
  readonly variable: string;
  readonly space: 'uniform' | 'storage, read' | 'storage, read_write';
  readonly type: string;
}

/** The variables of a module, in group 0. */
export const bindings = (kernel: Kernel): Binding[] => {
  const floats = (binding: number, name: string, space: Binding['space'], variable = name): Binding => ({
    binding, name, variable, space, type: 'array<f32>',
  }); // prettier-ignore
  const labels = kernel.classes !== null;
  return [
    { binding: 0, name: 'shape', variable: 'shape', space: 'uniform', type: 'vec4<u32>' },
    floats(1, 'eta', 'storage, read'),
    { ...floats(2, 'y', 'storage, read'), type: labels ? 'array<u32>' : 'array<f32>' },
    ...(labels ? [floats(2, 'y', 'storage, read', 'ySoft')] : []),
    floats(3, 'result', 'storage, read_write'),
    floats(4, 'losses', 'storage, read_write'),
    floats(5, 'x', 'storage, read'),
    ...(kernel.looped ? [] : [{ ...floats(5, 'xByRow', 'storage, read'), type: 'array<vec4<f32>>' }]),
    floats(6, 'weights', 'storage, read'),
    ...(kernel.looped ? [floats(7, 'residual', 'storage, read_write')] : []),
    ...(isBespoke(kernel) ? [] : [floats(8, 'rowWeights', 'storage, read')]),
    ...(kernel.program === null ? [] : [floats(11, 'predictors', 'storage, read_write')]),
    ...(kernel.looped
      ? []
      : [
          { ...floats(9, 'order', 'storage, read'), type: 'array<u32>' },
          { ...floats(10, 'parts', 'storage, read_write'), type: `array<${packOf(kernel.parameters).type}>` },
        ]),
  ];
};

/** A binding as the manifest describes it. */
export interface ManifestBinding {
  readonly binding: number;
  readonly name: string;
  readonly access: 'uniform' | 'read' | 'read_write';
  readonly type: string;
  readonly length: string;
}

/** An entry point as the manifest describes it. */
export interface ManifestEntry {
  readonly bindings: readonly ManifestBinding[];
  readonly workgroupSize: number;
  /** What one workgroup works on: as many rows as it has threads, one feature, everything, tiles of rows in turn, 8 sums. */
  readonly covers: 'rows' | 'feature' | 'all' | 'tiles' | 'sums';
}

const lengths = {
  shape: '4',
  eta: 'rows*parameters',
  losses: 'rows',
  x: 'rows*features',
  weights: 'features*parameters',
  residual: 'rows*parameters',
  predictors: 'rows*parameters',
  xByRow: 'rows*features',
  rowWeights: 'rows',
  order: 'order',
  parts: 'parts*stride',
};

/** The variables that an entry point uses, with the length of each. */
const used = (point: EntryPoint, { outcomes, program }: Kernel): readonly (readonly [string, string])[] => {
  const own = (name: keyof typeof lengths): readonly [string, string] => [name, lengths[name]];
  /** Losses, and beside them the rows outside. */
  const counted = ['losses', 'rows*2'] as const;
  const observes = (soft: boolean) =>
    [soft ? 'ySoft' : 'y', soft ? 'rows*classes' : times(Math.max(outcomes.length, 1))] as const;
  if (point.kind === 'gradient')
    return [own('shape'), observes(point.soft), own('xByRow'), own('weights'), own('rowWeights'), own('order'), own('parts')]; // prettier-ignore
  if (point.kind === 'input')
    return [own('shape'), observes(point.soft), ['result', 'rows*features'], own('x'), own('weights'), own('rowWeights')]; // prettier-ignore
  if (point.kind !== 'row') {
    const passes = {
      parts: [['result', 'outputs'], own('parts')],
      reduce: [['result', 'features*parameters'], own('x'), own('residual')],
      spread: [['result', 'rows*features'], own('weights'), own('residual')],
      sum: [['result', program === null ? '1' : '2'], program === null ? own('losses') : counted],
    } as const;
    return [own('shape'), ...passes[point.kind]];
  }
  const writes: (readonly [string, string])[] = point.length === '' ? [] : [[point.writes, point.length]];
  const told = point.linear && program !== null;
  return [
    own('shape'),
    ...(point.linear ? [own('x'), own('weights')] : [own('eta')]),
    ...(told ? [own('predictors')] : []),
    ...(point.observed ? [observes(point.soft), told ? counted : own('losses')] : []),
    ...(told && point.observed ? [own('rowWeights')] : []),
    ...writes,
  ];
};

/** The entry points for the manifest, by name. */
export const manifestEntries = (kernel: Kernel): Record<string, ManifestEntry> => {
  const all = new Map(bindings(kernel).map((binding) => [binding.variable, binding]));
  const describe = ([variable, length]: readonly [string, string]): ManifestBinding => {
    const { binding, name, space, type } = all.get(variable)!;
    const access = space === 'uniform' ? 'uniform' : space === 'storage, read' ? 'read' : 'read_write';
    return { binding, name, access, type: /u32|f32/.exec(type)![0], length };
  };
  const covers = { row: 'rows', input: 'rows', spread: 'rows', reduce: 'feature', sum: 'all', gradient: 'tiles', parts: 'sums' } as const; // prettier-ignore
  const sizes = {
    row: workgroupSize,
    input: workgroupSize,
    spread: workgroupSize,
    reduce: workgroupSize,
    sum: workgroupSize,
    gradient: tileRows(kernel),
    parts: summing.threads,
  };
  return Object.fromEntries(
    entryPoints(kernel).map((point) => [
      point.name,
      {
        bindings: used(point, kernel)
          .map(describe)
          .sort((a, b) => a.binding - b.binding),
        workgroupSize: sizes[point.kind],
        covers: covers[point.kind],
      },
    ]),
  );
};
