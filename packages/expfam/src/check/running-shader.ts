// A WGSL module as functions: each is run at all points of a round at once, and answers from what was read back, so that a shader
// is measured as the other modules are.
import type { Budgeted, ManifestKernel } from '@expfam/codegen';
import { programOf, runProgram } from './adapter.js';
import type { Floats, Program, Shader, Words } from './adapter.js';
import { observedAs } from './module-calls.js';
import type { Measurable } from './module-calls.js';
import { sharesOf } from './soft-labels.js';
import type { Point } from './truth.js';

/** A shader as functions that know their results at the points that were asked for, and at no others. */
export interface RunningShader {
  readonly module: Measurable;
  /** Runs one function at these points; `module` answers for them from then on. */
  readonly evaluate: (name: Budgeted, points: readonly Point[]) => Promise<void>;
  /** Runs whatever `module` was asked for in vain since the last time; whether there was anything. */
  readonly catchUp: () => Promise<boolean>;
}

type Numbers = ArrayLike<number>;

/** What the adapter computes for one row. */
interface Row {
  readonly result: readonly number[];
  readonly loss: number;
}

/** What it was asked of one row. */
interface Question {
  readonly name: Budgeted;
  readonly eta: Numbers;
  /** The outcome as the module is given it; null where it is not read. */
  readonly y: Numbers | null;
}

/** Numbers of all points, those of one place beside each other. */
const placed = <A extends Floats | Words>(
  make: new (length: number) => A,
  rows: readonly ArrayLike<number>[],
): A => {
  const width = rows[0]?.length ?? 0;
  const all = new make(rows.length * width);
  rows.forEach((row, i) => {
    for (let k = 0; k < width; k += 1) all[k * rows.length + i] = row[k] ?? Number.NaN;
  });
  return all;
};

const keyOf = ({ name, eta, y }: Question): string =>
  [name, ...[eta, y ?? []].map((part) => Array.from(part, Math.fround).join())].join(' ');

const rowsOf = (all: ArrayLike<number>, rows: number): readonly ArrayLike<number>[] => {
  const width = all.length / rows;
  return Array.from({ length: rows }, (_, i) => Array.from(all).slice(i * width, (i + 1) * width));
};

/** What the adapter was asked, and what it answered. */
interface Memory {
  readonly known: Map<string, Row>;
  readonly unknown: Map<string, Question>;
}

/** Writes what is known of each row, and returns the sum of the losses. */
const answered = (
  { known, unknown }: Memory,
  {
    name,
    at,
    y,
    rows,
  }: { readonly name: Budgeted; readonly at: Numbers; readonly y: Numbers | null; readonly rows: number },
  out: { [place: number]: number; readonly length: number },
): number => {
  const outcomes = y === null ? null : rowsOf(y, rows);
  const width = out.length / rows;
  return rowsOf(at, rows).reduce((sum, eta, i) => {
    const question = { name, eta, y: outcomes?.[i] ?? null };
    const found = known.get(keyOf(question));
    if (found === undefined) unknown.set(keyOf(question), question);
    for (let k = 0; k < width; k += 1) out[i * width + k] = found?.result[k] ?? Number.NaN;
    return sum + (found?.loss ?? Number.NaN);
  }, 0);
};

/** The module that answers from memory. */
const moduleFrom = (
  memory: Memory,
  { classes, parameters, columns, entryPoints }: ManifestKernel,
): Measurable => {
  const named = (name: 'loss' | 'gradient', y: Numbers): Budgeted =>
    classes !== null && y instanceof Float32Array ? `${name}Soft` : name;
  const mapping =
    (name: 'response' | 'hessian' | 'jacobian') =>
    (at: Numbers, out: Floats | Float64Array, rows: number) => {
      answered(memory, { name, at, y: null, rows }, out);
    };
  const functions = {
    response: mapping('response'),
    hessian: mapping('hessian'),
    jacobian: mapping('jacobian'),
    loss: (at, y, rows) => answered(memory, { name: named('loss', y), at, y, rows }, []),
    gradient: (at, y, out, rows) => answered(memory, { name: named('gradient', y), at, y, rows }, out),
  } satisfies Partial<Measurable>;
  const present = Object.entries(functions).filter(([name]) => entryPoints?.[name] !== undefined);
  return { classes, parameters, columns, precision: 'f32', ...Object.fromEntries(present) };
};

/** Starts a shader. */
export const runningShader = (gpu: GPUDevice, shader: Shader): RunningShader => {
  const { kernel } = shader;
  const { classes } = kernel;
  const programs = new Map<string, Promise<Program | null>>();
  const memory: Memory = { known: new Map(), unknown: new Map() };
  const ask = async (name: Budgeted, questions: readonly Question[]): Promise<void> => {
    const ready = programs.get(name) ?? programOf(gpu, shader, name);
    programs.set(name, ready);
    const program = await ready;
    if (program === null || questions.length === 0) return;
    const outcomes = questions.map(({ y }) => y ?? []);
    const isLabel = classes !== null && !name.endsWith('Soft');
    const data = {
      shape: Uint32Array.of(questions.length, 1, 0, 0),
      eta: placed<Floats>(Float32Array, questions.map(({ eta }) => eta)),
      y: isLabel ? placed<Words>(Uint32Array, outcomes) : placed<Floats>(Float32Array, outcomes),
    }; // prettier-ignore
    const { result = new Float32Array(), losses } = await runProgram(gpu, kernel, { name, program, data });
    const width = Math.floor(result.length / questions.length);
    questions.forEach((question, row) => {
      memory.known.set(keyOf(question), {
        result: Array.from({ length: width }, (_, k) => result[k * questions.length + row] ?? Number.NaN),
        loss: losses?.[row] ?? Number.NaN,
      });
    });
  };
  return {
    module: moduleFrom(memory, kernel),
    evaluate: (name, points) =>
      ask(
        name,
        points.map(({ eta, y }) => ({ name, eta, y: outcomeFor(name, y, classes) })),
      ),
    catchUp: async () => {
      const all = [...memory.unknown.values()];
      memory.unknown.clear();
      for (const name of new Set(all.map((each) => each.name)))
        await ask(name, all.filter((each) => each.name === name)); // prettier-ignore
      return all.length > 0;
    },
  };
};

const outcomeFor = (name: Budgeted, y: Point['y'], classes: number | null): ArrayLike<number> | null => {
  if (name.endsWith('Soft')) return sharesOf(y[0] ?? 1, classes ?? 0);
  return /^(loss|gradient)$/.test(name) ? observedAs({ classes, precision: 'f32' }, y) : null;
};
