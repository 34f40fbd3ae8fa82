// The plain functions of the wasm target: vectors of rows from η and the outcome to response, loss, gradient and curvature.
import { isWanted } from '../kernel.js';
import type { Kernel, PrintedName, RowKernel, RowName } from '../kernel.js';
import { writeRow } from '../targets/wasm.js';
import type { Code } from '../wasm/code.js';
import { i32 } from '../wasm/code.js';
import type { FunctionWriter } from '../wasm/function.js';
import type { ValueType } from '../wasm/instructions.js';
import { gather } from '../wasm/lanes.js';
import type { Vectors } from '../wasm/lanes.js';
import type { ModuleAssembler } from '../wasm/module.js';
import type { PreludeName, Site } from '../wasm/site.js';
import { countedLoss, overRows, readLabels, rowAddresses, splat, total } from './wasm-lanes.js';
import type { RowLanes } from './wasm-lanes.js';
import { readNumbers, writeNumbers } from './wasm-matrix.js';
import type { Rows } from './wasm-matrix.js';

/** What every function of a module is written with. */
export interface Workshop {
  readonly kernel: Kernel;
  readonly module: ModuleAssembler;
  readonly v: Vectors;
  /** What was exported so far. */
  readonly exports: { [name: string]: Parameters };
}

/** A site in a function of the workshop. */
const siteIn = ({ module, v }: Workshop, f: FunctionWriter, inline: readonly PreludeName[]): Site => ({
  module,
  f,
  v,
  inline: new Set(inline),
});

/** The parameters of a function by name, in order. */
export interface Parameters {
  readonly [name: string]: ValueType;
}

/** What is exported, and which functions of the prelude are written out in it. */
interface Exported {
  readonly name: string;
  readonly takes: Parameters;
  readonly gives: 'f64' | null;
  readonly inline?: readonly PreludeName[];
}

/** Defines an exported function with named parameters. */
export const defineExport = (
  workshop: Workshop,
  { name, takes, gives, inline = [] }: Exported,
  write: (site: Site, given: (parameter: string) => Code) => Code | undefined,
): void => {
  const names = Object.keys(takes);
  workshop.exports[name] = takes;
  workshop.module.define(name, { takes: Object.values(takes), gives }, (f) =>
    write(siteIn(workshop, f, inline), (parameter) => f.parameters[names.indexOf(parameter)].value),
  );
};

/** How the outcome of a row is read, by the names that the row kernels use. */
export const readOutcomes = (
  site: Site,
  kernel: Kernel,
  y: {
    readonly at: Code;
    readonly labelBytes: Code | null;
    readonly rows: readonly Code[];
    /** Not 0 where the rows may not follow one another; they always do where it is absent. */
    readonly scattered?: Code;
    /** Whether it is known that they do. */
    readonly isFull?: boolean;
  },
): readonly (readonly [string, Code])[] => {
  const { at, labelBytes, rows, scattered = i32(0), isFull = false } = y;
  if (labelBytes !== null)
    return [['label', readLabels(site, { y: at, bytes: labelBytes, rows, scattered })]];
  const { classes, outcomes } = kernel;
  const names = classes === null ? outcomes : Array.from({ length: classes }, (_, k) => `t${k + 1}`);
  const addresses = rowAddresses(site, at, rows, names.length);
  const values = readNumbers(site, { addresses, isFull }, names.length);
  return values.map((value, k) => [names[k], value]);
};

/** The vectors of a row kernel's inputs. */
export const lookUp = (inputs: readonly (readonly [string, Code])[]): ((name: string) => Code) => {
  const known = new Map(inputs);
  return (name) => {
    const found = known.get(name);
    if (found === undefined) throw new TypeError(`no input ${name}`);
    return found;
  };
};

const etaInputs = ({ kernel }: Workshop, site: Site, eta: Code, { rows, isFull }: RowLanes) => {
  const addresses = rowAddresses(site, eta, rows, kernel.parameters);
  const values = readNumbers(site, { addresses, isFull }, kernel.parameters);
  return kernel.rows.response!.inputs.map((name, k) => [name, values[k]] as const);
};

/** Writes the numbers of rows: NaN where a row is not valid, and everywhere where there is no formula, as for a mean that does not exist. */
export const writeOutputs = (
  site: Site,
  { valid, outputs }: { readonly valid: Code; readonly outputs: readonly Code[] },
  { to, width }: { readonly to: Rows; readonly width: number },
): void => {
  const nothing = site.v.constant(Number.NaN);
  const values = Array.from({ length: width }, (_, k) => {
    const output = outputs.at(k);
    return output === undefined ? nothing : site.v.select(valid, output, nothing);
  });
  writeNumbers(site, to, values);
};

/** What is written out where a call each would cost more than the code: powers are too long. */
export const writtenOut: readonly PreludeName[] = ['exp', 'expBelow', 'expm1', 'log', 'log1p', 'log1pAbove'];

/** Parameters up to which two vectors of rows are taken side by side and what they call is written out, and have code of their own where they are full. */
const fewest = { paired: 6, split: 2 } as const;

/**
 * How a function over rows is written: short work waits for itself, so two vectors side by side take little longer than one
 * (poisson: 22 µs for 10000 rows one by one, 12 µs side by side). Of soft labels and second derivatives there is too much code.
 */
const paceOf = ({ kernel: { parameters } }: Workshop, name: string) => {
  const splits = parameters <= fewest.split;
  const isPaired = splits || (parameters <= fewest.paired && ['response', 'loss', 'gradient'].includes(name));
  return { pace: { atOnce: isPaired ? 2 : 1, splits }, inline: isPaired ? writtenOut : [] };
};

/** A function of η alone that writes `width` numbers a row. */
const writer = (workshop: Workshop, name: 'response' | 'hessian' | 'jacobian', width: number): void => {
  const takes = { eta: 'i32', result: 'i32', rows: 'i32' } as const;
  const { pace, inline } = paceOf(workshop, name);
  defineExport(workshop, { name, takes, gives: null, inline }, (site, given) => {
    const body = (lanes: RowLanes): void => {
      const inputs = etaInputs(workshop, site, given('eta'), lanes);
      const row = writeRow(site, workshop.kernel.rows[name]!, lookUp(inputs));
      const addresses = rowAddresses(site, given('result'), lanes.rows, width);
      writeOutputs(site, row, { to: { addresses, isFull: lanes.isFull }, width });
    };
    overRows(site, given('rows'), body, pace);
    return undefined;
  });
};

/** A function of η and the outcome that returns the loss, and writes the gradient where there is one. */
const reader = (workshop: Workshop, name: RowName, row: RowKernel): void => {
  const { kernel } = workshop;
  const writes = row.outputs.length > 0;
  const labels = row.inputs.includes('label');
  const takes = {
    eta: 'i32',
    y: 'i32',
    ...(labels ? ({ labelBytes: 'i32' } as const) : {}),
    ...(writes ? ({ gradient: 'i32' } as const) : {}),
    rows: 'i32',
  } as const;
  const { pace, inline } = paceOf(workshop, name);
  defineExport(workshop, { name, takes, gives: 'f64', inline }, (site, given) => {
    const { f, v } = site;
    const sum = total(f, v.lanes);
    const body = (lanes: RowLanes): void => {
      const { rows, live, scattered, isFull } = lanes;
      const inputs = [
        ...etaInputs(workshop, site, given('eta'), lanes),
        ...readOutcomes(site, kernel, {
          at: given('y'),
          labelBytes: labels ? given('labelBytes') : null,
          rows,
          scattered,
          isFull,
        }),
      ];
      const written = writeRow(site, row, lookUp(inputs));
      sum.add(countedLoss(v, written.loss!, { valid: written.valid, live }));
      if (!writes) return;
      const addresses = rowAddresses(site, given('gradient'), rows, kernel.parameters);
      writeOutputs(site, written, { to: { addresses, isFull }, width: kernel.parameters });
    };
    overRows(site, given('rows'), body, pace);
    return sum.value();
  });
};

/** The weights of rows, 1 where there are none: `at` is 0 then. */
export const readWeights = (site: Site, at: Code, rows: readonly Code[]): Code => {
  const { f, v } = site;
  const weights = f.variable('v128', v.constant(1));
  f.when(at, () => {
    weights.set(gather(v.lanes, rowAddresses(site, at, rows, 1)));
  });
  return weights.value;
};

/** A function of the outcome alone: what the loss leaves out, or the least it could be. Rows of weight 0 are left out. */
const outcomeFunction = (workshop: Workshop, name: RowName, row: RowKernel): void => {
  const takes = { y: 'i32', rows: 'i32', rowWeights: 'i32', dispersion: 'f64' } as const;
  defineExport(workshop, { name, takes, gives: 'f64' }, (site, given) => {
    const { f, v } = site;
    const sum = total(f, v.lanes);
    const dispersion = f.let(splat(v, given('dispersion')));
    overRows(site, given('rows'), ({ rows, live }: RowLanes) => {
      const weight = readWeights(site, given('rowWeights'), rows);
      const inputs = [
        ...readOutcomes(site, workshop.kernel, { at: given('y'), labelBytes: null, rows }),
        ['weight', weight] as const,
        ['dispersion', dispersion] as const,
      ];
      const written = writeRow(site, row, lookUp(inputs));
      const counted = v.and(live, v.not(v.equal(weight, v.constant(0))));
      sum.add(countedLoss(v, written.loss!, { valid: written.valid, live: counted }));
    });
    return sum.value();
  });
};

/** Writes the plain functions that are wanted, but for those that are loops. */
export const rowFunctions = (workshop: Workshop, inLoops: ReadonlySet<string>): void => {
  const { rows, parameters: s, columns: m } = workshop.kernel;
  const widths = { response: m, hessian: s * s, jacobian: m * s } as const;
  for (const name of ['response', 'hessian', 'jacobian'] as const)
    if (wants(workshop, name) && !inLoops.has(name)) writer(workshop, name, widths[name]);
  for (const [name, of] of [
    ['loss', 'loss'],
    ['lossSoft', 'loss'],
    ['gradient', 'gradient'],
    ['gradientSoft', 'gradient'],
  ] as const)
    // prettier-ignore
    if (rows[name] !== undefined && wants(workshop, of) && !inLoops.has(name)) reader(workshop, name, rows[name]);
  for (const name of ['logBaseMeasure', 'saturatedLoss'] as const)
    if (rows[name] !== undefined && wants(workshop, name)) outcomeFunction(workshop, name, rows[name]);
};

/** Whether a function is to be written. */
export const wants = ({ kernel }: Workshop, name: PrintedName): boolean => isWanted(kernel, name);
