// Where code is written: the module, the function, the format of its vectors. Functions of the prelude are defined once in a
// module, where they are first called, or written out in place.
import type { Code } from './code.js';
import * as exponentials from './exponentials.js';
import type { FunctionWriter } from './function.js';
import type { Vectors } from './lanes.js';
import * as logarithms from './logarithms.js';
import type { ModuleAssembler } from './module.js';
import { power } from './power.js';

/** Writes a function on vectors. */
export type PreludeFunction = (f: FunctionWriter, v: Vectors, ...args: readonly Code[]) => Code;

/** Functions that vectors lack, by name. */
export const prelude = {
  exp: (f: FunctionWriter, v: Vectors, x: Code): Code => exponentials.exp(f, v, x),
  expm1: exponentials.expm1,
  log: logarithms.log,
  log1p: logarithms.log1p,
  expBelow: exponentials.expBelow,
  log1pAbove: logarithms.log1pAbove,
  power,
} as const satisfies { readonly [name: string]: PreludeFunction };

/** The name of a function of the prelude. */
export type PreludeName = keyof typeof prelude;

/** A place for code. */
export interface Site {
  readonly module: ModuleAssembler;
  readonly f: FunctionWriter;
  readonly v: Vectors;
  /** Functions of the prelude that are written out in place. */
  readonly inline: ReadonlySet<PreludeName>;
}

/** A call of a function of the prelude. */
export const callPrelude = (
  { module, f, v, inline }: Site,
  name: PreludeName,
  args: readonly Code[],
): Code => {
  const write: PreludeFunction = prelude[name];
  if (inline.has(name)) return write(f, v, ...args.map((arg) => f.let(arg)));
  const callable = module.once(`${v.lanes.scalar} ${name}`, () =>
    module.define(null, { takes: args.map(() => 'v128'), gives: 'v128' }, (writer) =>
      write(writer, v, ...writer.parameters.map(({ value }) => value)),
    ),
  );
  return callable(...args);
};
