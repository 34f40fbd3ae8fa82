// A module while it is assembled: functions, one memory, one number that changes. At its head stands a section with the
// places of the multiply-adds that a loader may fuse.
import type { Bytes } from './bytes.js';
import { flatten, lengthOf, name, sized, unsigned, vector } from './bytes.js';
import type { Code } from './code.js';
import { i32 } from './code.js';
import type { Signature } from './function.js';
import { FunctionWriter, typeCodes } from './function.js';
import { ConstantPool } from './pool.js';

/** The memory of a module. */
export interface MemoryShape {
  /** Pages of 64 KiB at first. */
  readonly pages: number;
  /** Pages at most: what is shared must say it. */
  readonly most?: number;
  /** Shared between threads, and then imported as `env.memory` rather than made. */
  readonly shared?: boolean;
}

/** The section that lists what may be fused. */
export const fusedSection = 'fused';

/** A function that can be called. */
export type Callable = (...args: readonly Code[]) => Code;

interface Defined {
  readonly export: string | null;
  readonly type: number;
  readonly body: Bytes;
}

/** The call of a function by its place. */
const callOf =
  (place: number, { takes, gives }: Signature): Callable =>
  (...args) => {
    const given = args.map(({ type }) => type).join();
    if (given !== takes.join())
      throw new TypeError(`function ${String(place)} takes (${takes.join()}), not (${given})`);
    return { type: gives, bytes: [args.map(({ bytes }) => bytes), 0x10, unsigned(place)] };
  };

/** Assembles one module. */
export class ModuleAssembler {
  private readonly types: string[] = [];
  private readonly signatures: Signature[] = [];
  private readonly functions: Defined[] = [];
  private readonly known = new Map<string, Callable>();
  private readonly pool = new ConstantPool();

  private typeOf(signature: Signature): number {
    const key = `${signature.takes.join()}:${String(signature.gives)}`;
    const found = this.types.indexOf(key);
    if (found >= 0) return found;
    this.signatures.push(signature);
    return this.types.push(key) - 1;
  }

  /** Defines a function; `write` says its statements and returns what it gives. */
  define(
    exported: string | null,
    signature: Signature,
    write: (writer: FunctionWriter) => Code | undefined,
  ): Callable {
    const writer = new FunctionWriter(signature);
    const body = writer.finish(this.pool, write(writer));
    const place = this.functions.push({ export: exported, type: this.typeOf(signature), body }) - 1;
    return callOf(place, signature);
  }

  /** Defines a function that may call itself. */
  defineRecursive(
    signature: Signature,
    write: (writer: FunctionWriter, self: Callable) => Code | undefined,
  ): Callable {
    const type = this.typeOf(signature);
    const place = this.functions.push({ export: null, type, body: [] }) - 1;
    const self = callOf(place, signature);
    const writer = new FunctionWriter(signature);
    const body = writer.finish(this.pool, write(writer, self));
    this.functions[place] = { export: null, type, body };
    return self;
  }

  /** A function that is defined where it is first asked for. */
  once(key: string, make: () => Callable): Callable {
    let found = this.known.get(key);
    if (found === undefined) this.known.set(key, (found = make()));
    return found;
  }

  /** Where free memory begins: the one global of the module. */
  readonly top: Code = { type: 'i32', bytes: [0x23, 0] };

  /** Moves the beginning of free memory. */
  setTop(value: Code): Code {
    return { type: null, bytes: [value.bytes, 0x24, 0] };
  }

  /** The bytes. Free memory begins at `top`, or where the constants end; addresses below it hold nothing else. */
  assemble(memory: MemoryShape, top: number): Uint8Array<ArrayBuffer> {
    const flags = (memory.shared === true ? 2 : 0) | (memory.most === undefined ? 0 : 1);
    const limits = [
      flags,
      unsigned(Math.max(memory.pages, Math.ceil(this.pool.end / 0x10000))),
      ...(memory.most === undefined ? [] : [unsigned(memory.most)]),
    ];
    const functionType = ({ takes, gives }: Signature): Bytes => [
      0x60,
      vector(takes.map((type) => typeCodes[type])),
      vector((gives === null ? [] : [gives].flat()).map((type) => typeCodes[type])),
    ];
    const exported = this.functions.flatMap((each, i) =>
      each.export === null ? [] : [[name(each.export), 0, unsigned(i)]],
    );
    const own = memory.shared !== true;
    const { segment } = this.pool;
    const sections: (readonly [number, Bytes])[] = [
      [1, vector(this.signatures.map(functionType))],
      ...(own ? [] : [[2, vector([[name('env'), name('memory'), 2, limits]])] as const]),
      [3, vector(this.functions.map(({ type }) => unsigned(type)))],
      ...(own ? [[5, vector([limits])] as const] : []),
      [6, vector([[typeCodes.i32, 1, i32(Math.max(top, this.pool.end)).bytes, 0x0b]])],
      [7, vector([...exported, [name('top'), 3, 0], ...(own ? [[name('memory'), 2, 0]] : [])])],
      [10, vector(this.functions.map(({ body }) => body))],
      ...(segment === null
        ? []
        : [[11, vector([[0, i32(segment.at).bytes, 0x0b, sized(segment.bytes)]])] as const]),
    ];
    const { bytes, marks } = flatten(sections.map(([id, body]) => [id, sized(body)]));
    const steps = marks.map((at, i) => unsigned(at - (marks[i - 1] ?? 0)));
    const list: Bytes = [name(fusedSection), steps];
    const head = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0, sized(list)];
    const whole = new Uint8Array(lengthOf(head) + bytes.length);
    whole.set(flatten(head).bytes);
    whole.set(bytes, whole.length - bytes.length);
    return whole;
  }
}
